import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSecureContext, createServer as createTlsServer } from 'node:tls';
import { type Resolve } from '../../../../src/delivery/outbound/resolve-name';
import { createOutbound } from '../../../../src/delivery/outbound/post';
import { selfSigned } from '../../../support/self-signed';

const BODY = Buffer.from('{"id":"1"}');
const NEVER = new AbortController().signal;
const posting = (signal = NEVER) => ({ headers: { 'content-type': 'application/json' }, body: BODY, signal });

describe('Outbound', () => {
  let servers: Server[];

  beforeEach(() => {
    servers = [];
  });

  afterEach(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  const serve = async (listener: RequestListener): Promise<{ port: number; server: Server }> => {
    const server = createServer(listener);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port, server };
  };

  const onThisMachine = (timeoutMs = 10_000) => createOutbound({ allowPrivate: true, timeoutMs });

  it('posts the body with its headers, and says how it was answered', async () => {
    const seen: string[] = [];
    const { port } = await serve((request, response) => {
      void text(request).then((body) => {
        seen.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
        response.writeHead(503, { 'retry-after': '7' }).end();
      });
    });
    const answered = await onThisMachine().post(`http://127.0.0.1:${port}/in`, posting());
    expect(answered).toEqual({ ok: true, value: { status: 503, retryAfter: '7' } });
    expect(seen).toEqual([`POST /in application/json ${BODY.toString()}`]);
  });

  it('connects to the address that was looked at, and asks for the name once', async () => {
    const hosts: (string | undefined)[] = [];
    const { port } = await serve((request, response) => {
      hosts.push(request.headers.host);
      response.end();
    });
    const resolve = jest.fn<ReturnType<Resolve>, [string]>(() =>
      Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    );
    const url = `http://receiver.invalid:${port}/`;
    const answered = await createOutbound({ allowPrivate: true, resolve }).post(url, posting());
    expect(answered).toMatchObject({ ok: true, value: { status: 200 } });
    expect(hosts).toEqual([`receiver.invalid:${port}`]);
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  it('refuses a name that was public when it was registered and leads inside now', async () => {
    const addresses = ['93.184.216.34', '127.0.0.1'];
    const resolve: Resolve = () => Promise.resolve([{ address: addresses.shift() ?? '', family: 4 }]);
    const outbound = createOutbound({ allowPrivate: false, resolve });
    const { port, server } = await serve((_request, response) => response.end());
    const connected = jest.fn();
    server.on('connection', connected);
    const url = `https://receiver.invalid:${port}/`;
    expect(await outbound.check(url)).toEqual({ ok: true, value: url });
    expect(await outbound.post(url, posting())).toEqual({ ok: false, error: { code: 'FORBIDDEN_ADDRESS' } });
    expect(connected).not.toHaveBeenCalled();
  });

  it('follows no redirect', async () => {
    const reached = jest.fn<void, Parameters<RequestListener>>((_request, response) => void response.end());
    const inside = await serve(reached);
    const { port } = await serve((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${inside.port}/` }).end();
    });
    const answered = await onThisMachine().post(`http://127.0.0.1:${port}/`, posting());
    expect(answered).toMatchObject({ ok: true, value: { status: 307 } });
    expect(reached).not.toHaveBeenCalled();
  });

  it('waits for no receiver that never answers', async () => {
    const { port } = await serve(() => undefined);
    const answered = await onThisMachine(50).post(`http://127.0.0.1:${port}/`, posting());
    expect(answered).toEqual({ ok: false, error: { code: 'TIMED_OUT' } });
  });

  it('waits for no name that nobody resolves', async () => {
    const resolve: Resolve = () => new Promise(() => undefined);
    const outbound = createOutbound({ allowPrivate: true, resolve, timeoutMs: 50 });
    const answered = await outbound.post('http://receiver.invalid/', posting());
    expect(answered).toEqual({ ok: false, error: { code: 'TIMED_OUT' } });
  });

  it('stops when it is told to', async () => {
    const stopping = new AbortController();
    const { port } = await serve(() => stopping.abort());
    const answered = await onThisMachine().post(`http://127.0.0.1:${port}/`, posting(stopping.signal));
    expect(answered).toEqual({ ok: false, error: { code: 'TIMED_OUT' } });
  });

  it('says so when the receiver breaks off, or is not there', async () => {
    const { port, server } = await serve((request) => request.socket.destroy());
    const url = `http://127.0.0.1:${port}/`;
    expect(await onThisMachine().post(url, posting())).toEqual({ ok: false, error: { code: 'UNREACHABLE' } });
    server.close();
    await once(server, 'close');
    expect(await onThisMachine().post(url, posting())).toEqual({ ok: false, error: { code: 'UNREACHABLE' } });
  });

  it('says so when the receiver wants to speak another protocol', async () => {
    const { port, server } = await serve(() => undefined);
    server.on('connection', (socket) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    });
    const answered = await onThisMachine().post(`http://127.0.0.1:${port}/`, posting());
    expect(answered).toEqual({ ok: false, error: { code: 'UNREACHABLE' } });
  });

  it('trusts no certificate of its own making, and asks for that of the name, not of the address', async () => {
    const asked: string[] = [];
    const server = createTlsServer({
      SNICallback: (name, done) => {
        asked.push(name);
        done(null, createSecureContext(selfSigned()));
      },
    });
    const reached = jest.fn();
    server.on('secureConnection', reached);
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const resolve: Resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const outbound = createOutbound({ allowPrivate: true, resolve });
    const answered = await outbound.post(`https://receiver.invalid:${port}/`, posting());
    server.close();
    expect(answered).toEqual({ ok: false, error: { code: 'UNREACHABLE' } });
    expect(asked).toEqual(['receiver.invalid']);
    expect(reached).not.toHaveBeenCalled();
  });

  it('registers no name that nobody resolves in time', async () => {
    const resolve: Resolve = () => new Promise(() => undefined);
    const outbound = createOutbound({ allowPrivate: false, resolve, timeoutMs: 20 });
    expect(await outbound.check('https://receiver.invalid/')).toEqual({ ok: false, error: 'UNRESOLVABLE' });
  });

  it('does not listen to an answer without end', async () => {
    let hangUp: () => void = () => undefined;
    const hungUp = new Promise<void>((resolve) => (hangUp = resolve));
    const { port } = await serve((_request, response) => {
      const talk = (): void => void response.write('x'.repeat(16_384), () => setImmediate(talk));
      response.on('close', hangUp).writeHead(200);
      talk();
    });
    const answered = await onThisMachine().post(`http://127.0.0.1:${port}/`, posting());
    expect(answered).toMatchObject({ ok: true, value: { status: 200 } });
    await hungUp;
  });
});
