import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { postJson } from '../../../../src/language-model/adapters/post-json';

let server: Server;
let answer: RequestListener = () => undefined;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const never = new AbortController().signal;
function post(given: Partial<Parameters<typeof postJson>[0]> = {}) {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/ask`;
  return postJson({ url, bearer: null, body: '{}', maxReplyBytes: 1000, ...given }, never);
}

describe('one POST', () => {
  it('follows no redirect: nothing goes to a host that nobody configured', async () => {
    const paths: (string | undefined)[] = [];
    answer = ({ url }, response) => {
      paths.push(url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    };
    expect(await post()).toMatchObject({ error: { status: 307, failure: { kind: 'REFUSED' } } });
    expect(paths).toEqual(['/ask']);
  });

  it('reads as much as it may, to the byte', async () => {
    const text = JSON.stringify('x'.repeat(998));
    answer = (_request, response) => void response.end(text);
    expect(await post()).toEqual({ ok: true, value: 'x'.repeat(998) });
    expect(await post({ maxReplyBytes: 999 })).toMatchObject({
      error: { failure: { kind: 'MALFORMED', detail: 'longer than may be read' } },
    });
  });

  it('hangs up on an answer that does not end', async () => {
    const closed = new Promise((resolve) => {
      answer = (_request, response) => {
        response.once('close', resolve);
        const pour = (): void => {
          while (!response.destroyed && response.write('x'.repeat(1000)));
        };
        response.on('drain', pour);
        pour();
      };
    });
    expect(await post()).toMatchObject({ error: { failure: { kind: 'MALFORMED' } } });
    await closed;
  });

  it('cannot be sent with a key that is no header, and does not say it', async () => {
    const outcome = await post({ bearer: 'two\nlines' });
    expect(outcome).toMatchObject({ error: { failure: { kind: 'REFUSED' } } });
    expect(JSON.stringify(outcome)).not.toContain('two');
  });

  it.each(['', '{"half": ', 'words'])('is answered with no JSON: %j', async (text) => {
    answer = (_request, response) => void response.end(text);
    expect(await post()).toMatchObject({
      error: { status: 200, failure: { kind: 'MALFORMED', detail: 'no JSON' } },
    });
  });
});
