import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createPublicResolve, resolveLocally } from '../../../../src/delivery/outbound/resolve-name';

const HEADER_BYTES = 12;
const A = 1;
const AAAA = 28;

/** Answers for names that begin with "known" (both families) or "four" (IPv4 alone), says nothing to "silent". */
async function startNameServer(): Promise<{ readonly socket: Socket; readonly address: string }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, client) => {
    const firstLabel = query.subarray(HEADER_BYTES + 1, HEADER_BYTES + 1 + query.readUInt8(HEADER_BYTES));
    const name = firstLabel.toString();
    if (name === 'silent') return;
    const endOfName = query.indexOf(0, HEADER_BYTES) + 1;
    const type = query.readUInt16BE(endOfName);
    const isThere = name === 'known' || (name === 'four' && type === A);
    const question = query.subarray(HEADER_BYTES, endOfName + 4);
    const header = Buffer.from(query.subarray(0, HEADER_BYTES));
    header.writeUInt16BE(0x8180, 2); // an answer, and no error
    header.writeUInt16BE(isThere ? 1 : 0, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, question, isThere ? record(type) : Buffer.alloc(0)]), client.port);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { socket, address: `127.0.0.1:${socket.address().port}` };
}

/** For the name of the question: an address of documentation, to be kept for a minute. */
function record(type: number): Buffer {
  const address = Buffer.alloc(type === AAAA ? 16 : 4, type === AAAA ? '20010db8' : 'c0000207', 'hex');
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(address.length, 10);
  return Buffer.concat([head, address]);
}

describe('names as the name servers know them', () => {
  let server: Awaited<ReturnType<typeof startNameServer>>;
  beforeAll(async () => (server = await startNameServer()));
  afterAll(() => server.socket.close());

  it('have all their addresses, of either family', async () => {
    const resolve = createPublicResolve([server.address]);
    expect((await resolve('known.example.org')).map(({ family }) => family)).toEqual([4, 6]);
    expect(await resolve('four.example.org')).toEqual([{ address: '192.0.2.7', family: 4 }]);
    await expect(resolve('nobody.example.org')).rejects.toThrow();
  });

  it('are found while others are waited for in vain, however many', async () => {
    const resolve = createPublicResolve([server.address]);
    const silent = Array.from({ length: 20 }, (_, n) =>
      resolve(`silent.example${n}.org`).catch(() => 'none'),
    );
    const first = await Promise.race([...silent, resolve('four.example.org').then(() => 'found')]);
    expect(first).toBe('found');
    expect(await Promise.all(silent)).toEqual(silent.map(() => 'none'));
  });
});

it('knows this machine by the name that it calls itself', async () => {
  expect((await resolveLocally('localhost')).length).toBeGreaterThan(0);
});
