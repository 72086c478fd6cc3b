import { request } from 'node:http';
import { PictureProblem, type UploadAnswer, UploadOutcome } from '../../../src/imaging';
import { type IncomingUpload, type MediaAddress } from '../../../src/server';
import { CLINICIAN, CLINICIAN_TOKEN, startTinyServer, type TinyServer } from '../../support/tiny-server';

const MAX_BYTES = 1000;
const AUTHORIZED = { authorization: `Bearer ${CLINICIAN_TOKEN}` };

let answer: UploadAnswer;
let received: { upload: IncomingUpload; bytes: Buffer | null }[];
let asked: MediaAddress[];
let server: TinyServer;

beforeAll(async () => {
  server = await startTinyServer(
    {},
    {
      async receiveUpload(upload) {
        const bytes = await upload.read(MAX_BYTES);
        received.push({ upload, bytes });
        return bytes === null ? { outcome: UploadOutcome.TOO_LARGE } : answer;
      },
      openMedia(address) {
        asked.push(address);
        const isGood = address.signature === 'good';
        return Promise.resolve(isGood ? { bytes: Buffer.from('picture'), mimeType: 'image/jpeg' } : null);
      },
    },
  );
});
afterAll(() => server.close());
beforeEach(() => {
  answer = { outcome: UploadOutcome.STORED };
  received = [];
  asked = [];
});

function put(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = AUTHORIZED,
): Promise<Response> {
  return fetch(`${server.url}/uploads/upload-1`, { method: 'PUT', headers, body });
}

/** Sends without saying how long it will be. Resolves to the status. */
function putInChunks(chunks: readonly Buffer[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${server.url}/uploads/upload-1`,
      { method: 'PUT', headers: AUTHORIZED },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    outgoing.on('error', reject);
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}

describe('an upload', () => {
  it('arrives whole, with who sent it', async () => {
    const bytes = Buffer.alloc(MAX_BYTES, 7);
    const response = await put(bytes);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(received).toHaveLength(1);
    expect(received[0]?.upload).toMatchObject({ viewer: CLINICIAN, uploadId: 'upload-1' });
    expect(received[0]?.bytes?.equals(bytes)).toBe(true);
  });

  it.each([
    [UploadOutcome.WRONG_TYPE, 415],
    [UploadOutcome.GONE, 410],
    [UploadOutcome.NOT_YOURS, 401],
  ])('that is %s is answered with %d', async (refusal, status) => {
    answer = { outcome: refusal };
    expect((await put('bytes')).status).toBe(status);
  });

  it('that is refused for what it is says why, as GraphQL would', async () => {
    const problem = { reason: PictureProblem.TYPE_MISMATCH, message: 'Another type.' };
    answer = { outcome: UploadOutcome.WRONG_TYPE, problem };
    const response = await put('bytes');
    expect(response.status).toBe(415);
    expect(await response.json()).toEqual({
      errors: [{ message: 'Another type.', extensions: { code: 'IMAGE_UNUSABLE', reason: 'TYPE_MISMATCH' } }],
    });
  });

  it.each([
    ['Image/JPEG; charset=binary', 'image/jpeg'],
    ['image/png', 'image/png'],
  ])('that says it is %s is told of as %s', async (header, contentType) => {
    await put(Buffer.from('bytes'), { ...AUTHORIZED, 'content-type': header });
    expect(received[0]?.upload.contentType).toBe(contentType);
  });

  it('that does not say what it is, is told of as such', async () => {
    await putInChunks([Buffer.alloc(10)]);
    expect(received[0]?.upload.contentType).toBeNull();
  });

  it('that is too large is 413, whether or not it says so beforehand', async () => {
    expect((await put(Buffer.alloc(MAX_BYTES + 1))).status).toBe(413);
    expect(await putInChunks([Buffer.alloc(MAX_BYTES), Buffer.alloc(1)])).toBe(413);
    expect(await putInChunks([Buffer.alloc(500_000), Buffer.alloc(500_000)])).toBe(413);
    expect(received.map(({ bytes }) => bytes)).toEqual([null, null, null]);
  });

  it.each<Record<string, string>>([{}, { authorization: 'Bearer unknown' }])(
    'of a stranger (%p) is 401 and read by nobody',
    async (headers) => {
      expect((await put('bytes', headers)).status).toBe(401);
      expect(received).toEqual([]);
    },
  );
});

describe('media', () => {
  it('is served at an address that is good', async () => {
    const response = await fetch(`${server.url}/media/cases/a/b?expires=123&signature=good`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('picture');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(asked).toEqual([{ path: 'cases/a/b', expires: '123', signature: 'good' }]);
  });

  it.each(['?expires=123&signature=bad', '?expires=123', '?expires=1&expires=2&signature=good', ''])(
    'is not there at cases/a/b%s',
    async (query) => {
      expect((await fetch(`${server.url}/media/cases/a/b${query}`)).status).toBe(404);
    },
  );
});

it('forgets an upload whose sender hung up half way', async () => {
  await new Promise<void>((resolve) => {
    const outgoing = request(`${server.url}/uploads/upload-1`, {
      method: 'PUT',
      headers: { ...AUTHORIZED, 'content-length': '900' },
    });
    outgoing.on('error', () => resolve());
    outgoing.write(Buffer.alloc(10), () => outgoing.destroy(new Error('hung up')));
  });
  expect((await put('bytes')).status).toBe(204);
  expect(received).toHaveLength(1);
  expect(server.logged()).not.toMatch(/request failed|did not answer/);
});
