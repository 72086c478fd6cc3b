import { Behaviour, MARKER } from '../../scripts/medgemma/behaviours';
import { startLoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import { createCaseVault, SealedField } from '../../src/cases';
import { isAtLeast, Limitation } from '../../src/domain';
import { dumpDatabase } from '../support/dump-database';
import { type House, startHouse } from '../support/house';
import {
  eventually,
  modelSettings,
  openQuestions,
  type Revision,
  RULED_URGENCIES,
  type RuledUrgency,
  settledRevisionsOf,
  SUBMISSION_BY_RULES,
} from '../support/house-model';
import { PARTNER, type ShownCase, signIn, submit } from '../support/house-operations';
import { goodPicture } from '../support/house-pictures';

/** What becomes of a case whose model behaves like that: null is an assessment of the model's, guarded. */
const OUTCOMES: Readonly<Record<Behaviour, Limitation | null>> = {
  GOOD: null,
  WITH_THOUGHTS: null,
  REPAIRABLE: null,
  NO_JSON_SCHEMA: null,
  PROMPT_ONLY: null,
  UNKNOWN_CONDITIONS: null,
  MALIGNANT: null,
  URGENCY_LOWERED: null,
  DRUG_DOSES: Limitation.MEDGEMMA_REFUSED_BY_GUARD,
  CERTAINLY_BENIGN: Limitation.MEDGEMMA_REFUSED_BY_GUARD,
  INJECTION_OBEYED: Limitation.MEDGEMMA_REFUSED_BY_GUARD,
  HALF_JSON: Limitation.MEDGEMMA_UNPARSEABLE,
  WRONG_SCHEMA: Limitation.MEDGEMMA_UNPARSEABLE,
  MILLION_TOKENS: Limitation.MEDGEMMA_UNPARSEABLE,
  GARBAGE_ENVELOPE: Limitation.MEDGEMMA_UNPARSEABLE,
  SLOW: Limitation.MEDGEMMA_TIMEOUT,
  HANG: Limitation.MEDGEMMA_TIMEOUT,
  RATE_LIMITED: Limitation.MEDGEMMA_UNAVAILABLE,
  SERVER_ERROR: Limitation.MEDGEMMA_UNAVAILABLE,
  CUT: Limitation.MEDGEMMA_UNAVAILABLE,
};
/** These open the circuit, which is the house's: each has one to itself. The others share one, one after the other. */
const OUTAGES: readonly Behaviour[] = ['SLOW', 'HANG', 'RATE_LIMITED', 'SERVER_ERROR', 'CUT'];
const ANSWERS = Object.values(Behaviour).filter((behaviour) => !OUTAGES.includes(behaviour));
const HOUSES = [
  { what: 'answers, well or ill', behaviours: ANSWERS, timeoutMs: 10_000 },
  ...OUTAGES.map((outage) => ({
    what: 'does not answer',
    behaviours: [outage],
    timeoutMs: OUTCOMES[outage] === Limitation.MEDGEMMA_TIMEOUT ? 700 : 10_000,
  })),
];

const SHOWN = `query ($id: ID!) { case(id: $id) {
  status urgency explanation { text disclaimer } soapNote { subjective objective assessment plan }
  assessment { rationale wouldChange unverifiedConditions differential { name supportedBy contradictedBy } }
  history(first: 100) { edges { node { kind summary } } }
} }`;

interface Asked {
  readonly isPictured: boolean;
  readonly ruled: RuledUrgency;
  /** What the submission was answered with, before the model could have its say. */
  readonly submitted: ShownCase;
  readonly revisions: readonly Revision[];
}

describe.each(HOUSES)('a language model that $what', ({ behaviours, timeoutMs }) => {
  let house: House;
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;
  let clinician: string;

  beforeAll(async () => {
    loopback = await startLoopbackMedGemma({ slowMs: 60_000, retryAfterSeconds: 1 });
    const settings = { MEDGEMMA_TIMEOUT_MS: String(timeoutMs), MEDGEMMA_GIVE_UP_MS: '1500' };
    house = await startHouse({ env: modelSettings(loopback.url, settings) });
    clinician = await signIn(house.client, 'clinician@demo.test');
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await loopback.close();
  });

  describe.each(behaviours)('(%s)', (behaviour) => {
    let asked: readonly Asked[];

    beforeAll(async () => {
      loopback.behave(behaviour);
      const kinds = RULED_URGENCIES.flatMap((ruled) =>
        [true, false].map((isPictured) => ({ ruled, isPictured })),
      );
      asked = await Promise.all(kinds.map(askAbout));
      // Whatever is tried again although the case has its answer is done by now, too.
      await eventually(async () => (await openQuestions(house.engines.prisma)) === 0);
    }, 120_000);

    const askAbout = async ({ ruled, isPictured }: Pick<Asked, 'ruled' | 'isPictured'>): Promise<Asked> => {
      const uploadId = isPictured ? await house.client.upload(PARTNER, await goodPicture('Eczema')) : '';
      const images = isPictured ? [{ uploadId, shotType: 'CLOSE_UP' }] : [];
      const submitted = await submit(house.client, { ...SUBMISSION_BY_RULES[ruled], images });
      return {
        ...{ ruled, isPictured, submitted },
        revisions: await settledRevisionsOf(house.engines.prisma, submitted.id),
      };
    };

    it('keeps nobody waiting: the submission was answered with the evidence alone', () => {
      for (const { submitted } of asked) {
        expect(submitted.status).toBe('AWAITING_REVIEW');
        expect(submitted.assessment).toMatchObject({ revision: 1, source: 'EVIDENCE' });
        expect(submitted.assessment?.limitations).toContain('MEDGEMMA_PENDING');
      }
    });

    it('changes no assessment but by one further revision, which names what it went without', () => {
      const limitation = OUTCOMES[behaviour];
      for (const { revisions } of asked) {
        const source = limitation === null ? 'MEDGEMMA' : 'EVIDENCE';
        expect(revisions.map((revision) => revision.source)).toEqual(['EVIDENCE', source]);
        const named = revisions[1]?.limitations.filter((name) => name.startsWith('MEDGEMMA'));
        expect(named).toEqual(limitation === null ? [] : [limitation]);
      }
    });

    it('never puts a case below what the rules say, at no time', async () => {
      for (const { ruled, isPictured, submitted, revisions } of asked) {
        const urgencies = [submitted.urgency, ...revisions.map(({ urgency }) => urgency)];
        for (const urgency of urgencies) expect(isAtLeast(urgency, ruled)).toBe(true);
        const found = await house.engines.prisma.triageCase.findUniqueOrThrow({
          where: { id: submitted.id },
        });
        expect(isAtLeast(found.urgency, ruled)).toBe(true);
        // The table means what it says: without a picture nothing but the rules speaks.
        if (!isPictured) expect(submitted.urgency).toBe(ruled);
      }
    });

    it('leaves every case in the queue', async () => {
      const ids = asked.map(({ submitted }) => submitted.id);
      const queued = { id: { in: ids }, status: 'AWAITING_REVIEW' as const };
      expect(await house.engines.prisma.triageCase.count({ where: queued })).toBe(ids.length);
    });

    it('puts nothing of what was refused before anybody’s eyes', async () => {
      for (const { submitted } of asked) {
        const shown = await house.client.ask(clinician, SHOWN, { id: submitted.id });
        expect(JSON.stringify(shown)).not.toContain(MARKER);
      }
      const metrics = await (await fetch(`${house.url}/metrics`)).text();
      const left = `${await dumpDatabase(house.engines.prisma)}\n${house.logged()}\n${metrics}`;
      expect(left).not.toContain(MARKER);
    });

    it('is on record, its words sealed', async () => {
      const { prisma, keyring } = house.engines;
      expect(await prisma.modelCall.count()).toBeGreaterThan(0);
      for (const { submitted, revisions } of asked) {
        const where = { caseId: submitted.id };
        const calls = await prisma.modelCall.findMany({ where, orderBy: { id: 'asc' } });
        // While the circuit was open nobody was asked about the case at all.
        if (calls.length === 0 && OUTAGES.includes(behaviour)) continue;
        expect(new Set(calls.map(({ assessmentId }) => assessmentId))).toEqual(new Set([revisions[0]?.id]));
        const last = calls.at(-1);
        expect(last?.outcome).toBe((OUTCOMES[behaviour] ?? 'ACCEPTED').replace('MEDGEMMA_', ''));
        if (OUTCOMES[behaviour] !== Limitation.MEDGEMMA_REFUSED_BY_GUARD) continue;
        expect(last?.reasons).not.toEqual([]);
        const { dataKey } = await prisma.triageCase.findUniqueOrThrow({ where: { id: submitted.id } });
        const vault = createCaseVault(submitted.id, keyring.unwrap(Buffer.from(dataKey ?? [])));
        expect(vault.open(last?.answer ?? new Uint8Array(), SealedField.MODEL_ANSWER)).toContain(MARKER);
      }
    });

    it('was asked as its wire wants it', () => {
      expect(loopback.violations).toEqual([]);
    });
  });
});
