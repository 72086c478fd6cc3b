import { readdir } from 'node:fs/promises';
import { PictureProblem } from '../../src/imaging';
import { HOSTILE_PICTURES, type HostilePicture } from '../support/hostile-pictures';
import { type House, startHouse } from '../support/house';
import { ATTACH, converse, newKey, PARTNER, startSession, submit } from '../support/house-operations';
import { goodPicture } from '../support/house-pictures';

interface Ticket {
  readonly id: string;
  readonly url: string;
}
interface Refusal {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly reason?: string; readonly field?: string };
}

const REQUEST = 'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { id url } }';
const MAX_BYTES = 15 * 1024 * 1024;

/** What gets no ticket at all is of no use here. */
const taken: readonly HostilePicture[] = HOSTILE_PICTURES.filter(
  ({ name }) => name !== 'an empty file' && name !== 'more bytes than are taken',
);

/** What can be seen by how a file begins is refused where the bytes are put. */
const isSeenAtOnce = ({ problem, name }: HostilePicture): boolean =>
  problem === PictureProblem.NOT_A_PICTURE ||
  problem === PictureProblem.TYPE_MISMATCH ||
  (problem === PictureProblem.UNSUPPORTED_FORMAT && name !== 'lossless JPEG');

describe('a hostile picture', () => {
  let house: House;
  let token: string;

  beforeAll(async () => {
    house = await startHouse();
    const started = await startSession(house.client);
    ({ token } = started);
    await converse(house.client, token, started.session, 'PHOTO', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'an itchy rash' },
      IMAGE_CONSENT: { choice: 'YES' },
    });
  }, 60_000);
  afterAll(() => house.close());

  const ticketFor = async (bearer: string, bytes: Buffer, mimeType: string): Promise<Ticket> => {
    const input = { purpose: 'IMAGE', mimeType, byteLength: bytes.length };
    return (await house.client.ask<{ requestUpload: Ticket }>(bearer, REQUEST, { input })).requestUpload;
  };
  const put = ({ url }: Ticket, bytes: Buffer, contentType: string): Promise<Response> =>
    fetch(url, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
      body: new Uint8Array(bytes),
    });
  const attachment = ({ id }: Ticket, idempotencyKey = newKey()) => ({
    input: { uploadId: id, shotType: 'CLOSE_UP', idempotencyKey },
  });
  const refusalIn = async (response: Response): Promise<Refusal['extensions'] | undefined> =>
    ((await response.json()) as { errors: readonly Refusal[] }).errors[0]?.extensions;
  const storedFiles = async (): Promise<string[]> => {
    const kept = await readdir(house.mediaDir, { recursive: true, withFileTypes: true }).catch(() => []);
    return kept.filter((entry) => entry.isFile()).map(({ name }) => name);
  };
  const rowOf = ({ id }: Ticket) => house.engines.prisma.upload.findUniqueOrThrow({ where: { id } });

  beforeEach(async () => {
    expect(await storedFiles()).toEqual([]);
  });
  afterEach(async () => {
    expect(await storedFiles()).toEqual([]);
    expect(await house.engines.prisma.caseImage.count({ where: { mediaKey: { not: null } } })).toBe(0);
    expect(house.logged()).not.toMatch(/"level":"error"|stack|JFIF|IHDR|WEBPVP8/);
  });

  it.each(taken.filter(isSeenAtOnce).map((hostile) => [hostile.name, hostile.problem, hostile] as const))(
    'such as %s is refused where it is put: %s',
    async (_name, reason, { bytes, mimeType }) => {
      const file = await bytes();
      const ticket = await ticketFor(token, file, mimeType);
      const response = await put(ticket, file, mimeType);
      expect(response.status).toBe(415);
      expect(await refusalIn(response)).toEqual({ code: 'IMAGE_UNUSABLE', reason });
      expect(await rowOf(ticket)).toMatchObject({ storedAt: null, attachedAt: null });
      expect(await house.client.refusalOf(token, ATTACH, attachment(ticket))).toMatchObject({
        code: 'IMAGE_UNUSABLE',
        reason: 'NOT_UPLOADED',
      });
    },
  );

  it.each(
    taken
      .filter((hostile) => !isSeenAtOnce(hostile))
      .map((hostile) => [hostile.name, hostile.problem, hostile] as const),
  )('such as %s is refused where it is attached, again and again: %s', async (_name, reason, hostile) => {
    const file = await hostile.bytes();
    const ticket = await ticketFor(token, file, hostile.mimeType);
    expect((await put(ticket, file, hostile.mimeType)).status).toBe(204);
    const request = attachment(ticket);
    for (const variables of [request, request, attachment(ticket)]) {
      const refusal = await house.client.refusalOf(token, ATTACH, variables);
      expect(refusal).toMatchObject({ code: 'IMAGE_UNUSABLE', reason });
      expect(JSON.stringify(refusal)).not.toMatch(/stack|vips|libpng|\.ts:/i);
    }
    expect(await rowOf(ticket)).toMatchObject({ refusal: reason, attachedAt: null });
    expect((await put(ticket, file, hostile.mimeType)).status).toBe(410);
  });

  it('that is empty, longer than allowed, or longer than announced is not taken', async () => {
    for (const byteLength of [0, MAX_BYTES + 1]) {
      const input = { purpose: 'IMAGE', mimeType: 'image/jpeg', byteLength };
      const refusal = { code: 'BAD_USER_INPUT', field: 'byteLength' };
      expect(await house.client.refusalOf(token, REQUEST, { input })).toMatchObject(refusal);
    }
    const { bytes, mimeType } = await goodPicture();
    const ticket = await ticketFor(token, bytes, mimeType);
    const response = await put(ticket, Buffer.concat([bytes, Buffer.of(0)]), mimeType);
    expect(response.status).toBe(413);
    expect(await refusalIn(response)).toEqual({ code: 'IMAGE_UNUSABLE', reason: 'TOO_LARGE' });
  });

  it('is not taken by a type that is not read', async () => {
    for (const mimeType of ['image/heic', 'image/svg+xml', 'image/gif', 'text/html']) {
      const input = { purpose: 'IMAGE', mimeType, byteLength: 1000 };
      expect(await house.client.refusalOf(token, REQUEST, { input })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'mimeType',
      });
    }
  });

  it('of another Content-Type than was announced is refused unread', async () => {
    const { bytes, mimeType } = await goodPicture();
    const ticket = await ticketFor(token, bytes, mimeType);
    const response = await put(ticket, bytes, 'text/html');
    expect(response.status).toBe(415);
    expect(await refusalIn(response)).toEqual({ code: 'IMAGE_UNUSABLE', reason: 'TYPE_MISMATCH' });
  });

  it('in a whole case is a limitation with its reason, and the case is taken', async () => {
    const kinds = [
      PictureProblem.UNSUPPORTED_COLOUR,
      PictureProblem.UNSUPPORTED_DEPTH,
      PictureProblem.ANIMATED,
      PictureProblem.TOO_LARGE,
      PictureProblem.DAMAGED,
    ];
    const images: { uploadId: string; shotType: string }[] = [];
    for (const kind of kinds) {
      const hostile = HOSTILE_PICTURES.find(({ problem }) => problem === kind);
      const picture = { bytes: (await hostile?.bytes()) ?? Buffer.of(), mimeType: hostile?.mimeType ?? '' };
      images.push({ uploadId: await house.client.upload(PARTNER, picture), shotType: 'CLOSE_UP' });
    }
    const submitted = await submit(house.client, { images });
    expect(submitted.assessment?.limitations).toContain('IMAGE_UNUSABLE');
    expect(submitted.images).toMatchObject(
      kinds.map((reason) => ({ media: null, quality: { usable: false, reason } })),
    );
  });
});
