import { rm } from 'node:fs/promises';
import { type Engines } from '../../../src/composition';
import { isAtLeast, type Urgency } from '../../../src/domain';
import { type Embedder } from '../../../src/embedding';
import { type House, startHouse } from '../../support/house';
import {
  assess,
  ATTACH,
  converse,
  newKey,
  type ShownCase,
  startSession,
} from '../../support/house-operations';
import { goodPicture } from '../../support/house-pictures';
import { startSilentServer } from '../../support/silent-server';

/** Nobody listens on the port of discard. */
const NOBODY = '127.0.0.1:9';
interface Failure {
  readonly what: string;
  readonly start: () => Promise<House>;
  /** Done to the house when the picture is in. */
  readonly strike?: (house: House) => Promise<void>;
  readonly withPicture: string | null;
  readonly withoutPicture: string | null;
}

const embedderThat = (embed: Embedder['embed']) => (engines: Engines) => ({
  ...engines,
  embedder: { ...engines.embedder, embed },
});

let silent: Awaited<ReturnType<typeof startSilentServer>>;

const FAILURES: readonly Failure[] = [
  {
    what: 'Chroma is down',
    start: () => startHouse({ env: { CHROMA_URL: `http://${NOBODY}` } }),
    withPicture: 'RETRIEVAL_UNAVAILABLE',
    withoutPicture: 'RETRIEVAL_UNAVAILABLE',
  },
  {
    what: 'Chroma hangs',
    start: () => startHouse({ env: { CHROMA_URL: `http://127.0.0.1:${silent.port}` } }),
    withPicture: 'RETRIEVAL_UNAVAILABLE',
    withoutPicture: 'RETRIEVAL_UNAVAILABLE',
  },
  {
    what: 'the embedder throws',
    start: () => startHouse({ engines: embedderThat(() => Promise.reject(new Error('no memory'))) }),
    withPicture: 'EMBEDDING_UNAVAILABLE',
    withoutPicture: 'IMAGE_MISSING',
  },
  {
    what: 'the embedder hangs',
    start: () => startHouse({ engines: embedderThat(() => new Promise(() => undefined)) }),
    withPicture: 'EMBEDDING_UNAVAILABLE',
    withoutPicture: 'IMAGE_MISSING',
  },
  {
    what: 'the stored picture is missing',
    start: () => startHouse(),
    strike: (house) => rm(house.mediaDir, { recursive: true }),
    withPicture: 'EMBEDDING_UNAVAILABLE',
    withoutPicture: 'IMAGE_MISSING',
  },
  {
    what: 'Redis is down',
    start: () => startHouse({ env: { REDIS_URL: `redis://${NOBODY}` } }),
    withPicture: null,
    withoutPicture: 'IMAGE_MISSING',
  },
  {
    what: 'Redis hangs',
    start: () => startHouse({ env: { REDIS_URL: `redis://127.0.0.1:${silent.port}` } }),
    withPicture: null,
    withoutPicture: 'IMAGE_MISSING',
  },
];

describe('an assessment when', () => {
  beforeAll(async () => {
    silent = await startSilentServer();
  });
  afterAll(() => silent.close());

  describe.each(FAILURES)('$what', ({ start, strike, withPicture, withoutPicture }) => {
    let house: House;

    beforeAll(async () => {
      house = await start();
    }, 60_000);
    afterAll(() => house.close());

    it.each([
      ['with a picture', true, withPicture],
      ['without one', false, withoutPicture],
    ])('is made all the same, %s, and says what it went without', async (_how, isPictured, limitation) => {
      let rulesSaid: Urgency | null = null;
      const assessed = await assessGrowingMole(house, isPictured, async (number) => {
        const where = { number };
        ({ urgency: rulesSaid } = await house.engines.prisma.triageCase.findUniqueOrThrow({ where }));
        if (isPictured) await strike?.(house);
      });
      const { assessment } = assessed;
      if (limitation !== null) expect(assessment?.limitations).toContain(limitation);
      if (isPictured) expect(assessment?.limitations).not.toContain('IMAGE_MISSING');
      expect(rulesSaid).not.toBeNull();
      expect(isAtLeast(assessment?.urgency ?? null, rulesSaid ?? 'EMERGENCY')).toBe(true);
      expect(assessed.urgency).toBe(assessment?.urgency);
      expect(assessed.status).toBe('AWAITING_REVIEW');
      expect(assessed.explanation?.disclaimer).toContain('not a doctor');
      expect(assessed.escalations).toMatchObject([{ status: 'OPEN' }]);
    });
  });
});

async function assessGrowingMole(
  { client }: House,
  isPictured: boolean,
  beforeAssessing: (caseNumber: string) => Promise<void>,
): Promise<ShownCase> {
  const { token, session } = await startSession(client);
  await converse(client, token, session, isPictured ? 'PHOTO' : 'PLEASE_WAIT', {
    GREETING: { choice: 'YES' },
    CHIEF_COMPLAINT: { text: 'A dark mole on my leg is growing and bleeding, and its colour has changed.' },
    ...(isPictured && { IMAGE_CONSENT: { choice: 'YES' } }),
  });
  if (isPictured) {
    const uploadId = await client.upload(token, await goodPicture());
    await client.ask(token, ATTACH, { input: { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() } });
  }
  await beforeAssessing(session.caseNumber);
  return assess(client, token);
}
