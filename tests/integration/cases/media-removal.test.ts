import { readdir } from 'node:fs/promises';
import { clearCaseMedia } from '../../../src/cases';
import { type House, startHouse } from '../../support/house';
import { ATTACH, converse, newKey, type Session, signIn, startSession } from '../../support/house-operations';
import { goodPicture } from '../../support/house-pictures';

const WITHDRAW = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id } }`;
const ERASE = `mutation ($input: EraseCaseInput!) { eraseCase(input: $input) { id } }`;

describe('the pictures of a case', () => {
  let house: House;
  let diesAfterWriting = false;

  beforeAll(async () => {
    house = await startHouse({
      engines: (engines) => ({
        ...engines,
        media: {
          ...engines.media,
          // What a kill leaves behind: the bytes are durable, and the transaction that would name them rolls back.
          async put(key, bytes) {
            await engines.media.put(key, bytes);
            if (diesAfterWriting && key.startsWith('cases/')) throw new Error('The process died here.');
          },
        },
      }),
    });
  }, 60_000);
  afterAll(() => house.close());

  const attach = async (token: string): Promise<void> => {
    const uploadId = await house.client.upload(token, await goodPicture());
    const input = { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() };
    await house.client.ask<{ attachImage: Session }>(token, ATTACH, { input });
  };
  const filesOf = (caseId: string): Promise<string[]> =>
    readdir(`${house.mediaDir}/cases/${caseId}`).catch(() => []);

  /** A case with one picture, and the bytes of another that no row names. */
  const caseWithOrphan = async (): Promise<{ id: string; version: number; token: string }> => {
    const { token, session } = await startSession(house.client);
    await converse(house.client, token, session, 'PHOTO', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'an itchy rash' },
      IMAGE_CONSENT: { choice: 'YES' },
    });
    await attach(token);
    diesAfterWriting = true;
    await expect(attach(token)).rejects.toThrow();
    diesAfterWriting = false;
    const { id, version } = await house.engines.prisma.triageCase.findUniqueOrThrow({
      where: { number: session.caseNumber },
    });
    expect(await filesOf(id)).toHaveLength(2);
    return { id, version, token };
  };

  it('are gone with a withdrawn consent, those too that a dying process left; those of a new consent stay', async () => {
    const { id, token } = await caseWithOrphan();
    const staff = await signIn(house.client, 'clinician@demo.test');
    const withdrawal = { caseId: id, kind: 'IMAGE_CAPTURE', idempotencyKey: newKey() };
    await house.client.ask(staff, WITHDRAW, { input: withdrawal });
    expect(await filesOf(id)).toEqual([]);

    const consent = { kind: 'IMAGE_CAPTURE', granted: true, idempotencyKey: newKey() };
    await house.client.ask(
      token,
      `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { stage } }`,
      { input: consent },
    );
    await attach(token);
    // The job that was promised runs once more, late.
    await clearCaseMedia(house.engines, id);
    expect(await filesOf(id)).toHaveLength(1);
  });

  it('are gone with an erased case', async () => {
    const { id, version } = await caseWithOrphan();
    const staff = await signIn(house.client, 'clinician@demo.test');
    await house.client.ask(staff, ERASE, {
      input: { caseId: id, version, reason: 'The patient asked.' },
    });
    expect(await filesOf(id)).toEqual([]);
  });
});
