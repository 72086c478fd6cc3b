import { readdir } from 'node:fs/promises';
import { ApiRefusedError } from '../../support/api-client';
import { type House, startHouse } from '../../support/house';
import {
  assess,
  ATTACH,
  converse,
  newKey,
  PARTNER,
  say,
  type Session,
  startSession,
} from '../../support/house-operations';
import { brokenPicture, goodPicture } from '../../support/house-pictures';

const MAX_IMAGES = 6;

describe('pictures of a conversation', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  const begin = async (until = 'PHOTO', given = {}): Promise<{ token: string; number: string }> => {
    const { token, session } = await startSession(house.client, given);
    await converse(house.client, token, session, until, {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'an itchy rash' },
      IMAGE_CONSENT: { choice: 'YES' },
    });
    return { token, number: session.caseNumber };
  };
  const attachment = (uploadId: string) => ({
    input: { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() },
  });
  const attach = (token: string, uploadId: string) =>
    house.client.ask<{ attachImage: Session }>(token, ATTACH, attachment(uploadId));
  const refusalOf = (token: string, uploadId: string) =>
    house.client.refusalOf(token, ATTACH, attachment(uploadId));
  const filesOf = async (number: string): Promise<string[]> => {
    const { id } = await house.engines.prisma.triageCase.findUniqueOrThrow({ where: { number } });
    return readdir(`${house.mediaDir}/cases/${id}`).catch(() => []);
  };

  it('are refused from the seventh on, and what is refused is not kept', async () => {
    const { token, number } = await begin();
    for (let count = 0; count < MAX_IMAGES; count += 1)
      await attach(token, await house.client.upload(token, await goodPicture()));
    const seventh = await house.client.upload(token, await goodPicture());
    expect(await refusalOf(token, seventh)).toMatchObject({ code: 'CONFLICT' });
    expect(await filesOf(number)).toHaveLength(MAX_IMAGES);
  });

  it('leave the case and the disk when they turn out to be of an intimate place of a child', async () => {
    const { token, number } = await begin('PHOTO', { patient: { ageYears: 9 } });
    await attach(token, await house.client.upload(token, await goodPicture()));
    expect(await filesOf(number)).toHaveLength(1);
    await say(house.client, token, { text: 'It is on the private parts, and my age is 30 years.' });
    expect(await filesOf(number)).toEqual([]);
    const { images } = await assess(house.client, token);
    expect(images).toMatchObject([{ media: null }]);
  });

  it('are attached once, however many calls at once name the same upload', async () => {
    const { token, number } = await begin();
    const uploadId = await house.client.upload(token, await goodPicture());
    const calls = await Promise.allSettled(Array.from({ length: 5 }, () => attach(token, uploadId)));
    const refusals = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason as unknown] : []));
    expect(refusals).toHaveLength(4);
    for (const refusal of refusals) {
      expect(refusal).toBeInstanceOf(ApiRefusedError);
      expect(refusal).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    }
    expect(await filesOf(number)).toHaveLength(1);
  });

  it('need their consent, also where the bytes are there already', async () => {
    const { token, number } = await begin('IMAGE_CONSENT');
    const uploadId = await house.client.upload(token, await goodPicture());
    expect(await refusalOf(token, uploadId)).toMatchObject({ code: 'CONSENT_REQUIRED' });
    expect(await filesOf(number)).toEqual([]);
  });

  it('are refused with the reason when they are none, and the patient may send another', async () => {
    const { token, number } = await begin();
    const broken = await house.client.upload(token, await brokenPicture());
    expect(await refusalOf(token, broken)).toMatchObject({ code: 'IMAGE_UNUSABLE', reason: 'DAMAGED' });
    const good = await house.client.upload(token, await goodPicture());
    expect((await attach(token, good)).attachImage.stage).toBe('ANALYSIS');
    expect(await filesOf(number)).toHaveLength(1);
  });

  it('are nobody else’s to attach', async () => {
    const { token } = await begin();
    const theirs = await house.client.upload(PARTNER, await goodPicture());
    for (const uploadId of [theirs, newKey(), 'no id'])
      expect(await refusalOf(token, uploadId)).toMatchObject({ code: 'NOT_FOUND' });
  });
});
