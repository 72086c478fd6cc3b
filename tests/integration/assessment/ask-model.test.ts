import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { markerOf } from '../../../scripts/medgemma/behaviours';
import { startLoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { readCalls } from '../../../scripts/model-calls/read-calls';
import {
  type CommandContext,
  ConsentKind,
  type Decision,
  hasConsent,
  MAX_ASSESSMENTS,
  ok,
  recordConsent,
  type TriageCase,
} from '../../../src/domain';
import { createKeyring } from '../../../src/privacy';
import { type House, startHouse } from '../../support/house';
import {
  eventually,
  LOOPBACK_MODEL,
  modelSettings,
  openQuestions,
  revisionsOf,
  settledRevisionsOf,
} from '../../support/house-model';
import { assess, converse, PARTNER, signIn, startSession, submit } from '../../support/house-operations';
import { goodPicture } from '../../support/house-pictures';

const run = promisify(execFile);
const SECRET_KEY = 'a key of at least thirty-two bytes, for tests';
const GIVE_UP_MS = 1500;
const CASE_CHANGED = 'subscription ($id: ID!) { caseChanged(id: $id) { assessment { revision source } } }';

describe('a house with a language model', () => {
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;
  let house: House;

  beforeAll(async () => {
    loopback = await startLoopbackMedGemma();
    const settings = { MEDGEMMA_TIMEOUT_MS: '20000', MEDGEMMA_GIVE_UP_MS: String(GIVE_UP_MS), SECRET_KEY };
    house = await startHouse({ env: modelSettings(loopback.url, settings) });
  }, 60_000);
  beforeEach(() => loopback.behave('GOOD'));
  afterEach(() => expect(loopback.violations).toEqual([]));
  afterAll(async () => {
    await house.close();
    await loopback.close();
  });

  /** A decision about the case as the repository makes it, in nobody's name. */
  const change = async (caseId: string, decide: (triageCase: TriageCase, by: CommandContext) => Decision) => {
    const { newId, clock } = house.engines;
    const by = { actor: 'SYSTEM', now: clock.now(), newId };
    const changed = await house.rooms.cases.cases.change(caseId, (triageCase) => decide(triageCase, by));
    expect(changed.ok).toBe(true);
  };
  const callsOf = (caseId: string) =>
    house.engines.prisma.modelCall.findMany({ where: { caseId }, orderBy: { id: 'asc' } });
  const inShort = async (caseId: string) =>
    (await settledRevisionsOf(house.engines.prisma, caseId)).map(({ source, limitations }) => [
      source,
      ...limitations.filter((limitation) => limitation.startsWith('MEDGEMMA')),
    ]);
  const noJobLeft = () => eventually(async () => (await openQuestions(house.engines.prisma)) === 0);

  /** Submits a case while the model never answers, and waits until it was asked. */
  const submitAndHang = async (given: Readonly<Record<string, unknown>> = {}) => {
    loopback.behave('HANG');
    const before = loopback.requests.length;
    const { id } = await submit(house.client, given);
    await loopback.waitForRequests(before + 1);
    const request = loopback.requests[before];
    if (request === undefined) throw new Error('There was no request.');
    return { id, request };
  };

  it('answers with the evidence, and has the view of the model as a second revision', async () => {
    const submitted = await submit(house.client);
    expect(submitted.assessment).toMatchObject({ revision: 1 });
    expect(submitted.assessment?.limitations).toContain('MEDGEMMA_PENDING');
    expect(await inShort(submitted.id)).toEqual([['EVIDENCE', 'MEDGEMMA_PENDING'], ['MEDGEMMA']]);
    const [, made] = await revisionsOf(house.engines.prisma, submitted.id);
    expect(made?.provenance).toMatchObject({
      assessorModel: expect.stringContaining(LOOPBACK_MODEL) as unknown,
      promptVersion: expect.stringMatching(/^assess-1@[0-9a-f]{12}$/) as unknown,
    });
    const [call, ...others] = await callsOf(submitted.id);
    expect(others).toEqual([]);
    expect(call).toMatchObject({ outcome: 'ACCEPTED', assessmentId: submitted.assessment?.id });
    expect(Buffer.from(call?.answer ?? []).toString()).not.toContain('candidates');
    const opened: string[] = [];
    const onOpen = (caseId: string) => Promise.resolve(void opened.push(caseId));
    const opening = { keyring: createKeyring(SECRET_KEY), onOpen };
    const filter = { caseNumber: submitted.number, isRefused: false };
    const [printed] = await readCalls({ prisma: house.engines.prisma, opening }, filter);
    expect(printed?.answer).toContain('candidates');
    expect(opened).toEqual([submitted.id]);
  });

  it('shows the model the picture, and nothing that says whose it is', async () => {
    const before = loopback.requests.length;
    const uploadId = await house.client.upload(PARTNER, await goodPicture());
    const patient = { externalId: 'MRN-4711-XYZ', ageYears: 40 };
    const images = [{ uploadId, shotType: 'CLOSE_UP' }];
    const { id, number } = await submit(house.client, { images, patient, callbackReference: 'ring Amina' });
    expect(await inShort(id)).toContainEqual(['MEDGEMMA']);
    const request = loopback.requests[before];
    expect(request?.hasPicture).toBe(true);
    for (const secret of [id, number, 'MRN-4711-XYZ', 'Amina', uploadId])
      expect(request?.text).not.toContain(secret);
  });

  it.each([
    ['DRUG_DOSES', 'MEDGEMMA_REFUSED_BY_GUARD', ['REFUSED_BY_GUARD']],
    ['WRONG_SCHEMA', 'MEDGEMMA_UNPARSEABLE', ['UNPARSEABLE', 'UNPARSEABLE']],
    ['GARBAGE_ENVELOPE', 'MEDGEMMA_UNPARSEABLE', ['UNPARSEABLE']],
  ] as const)(
    'lets the evidence stand for %s, names it, and keeps the call',
    async (behaviour, word, outcomes) => {
      loopback.behave(behaviour);
      const { id } = await submit(house.client);
      expect(await inShort(id)).toEqual([
        ['EVIDENCE', 'MEDGEMMA_PENDING'],
        ['EVIDENCE', word],
      ]);
      expect((await callsOf(id)).map(({ outcome }) => outcome)).toEqual(outcomes);
      await noJobLeft();
    },
  );

  it('takes a repaired answer', async () => {
    loopback.behave('REPAIRABLE');
    const { id } = await submit(house.client);
    expect(await inShort(id)).toContainEqual(['MEDGEMMA']);
    expect((await callsOf(id)).map(({ outcome }) => outcome)).toEqual(['UNPARSEABLE', 'ACCEPTED']);
  });

  it('asks nobody about a patient who takes back the consent to care', async () => {
    const { id, request } = await submitAndHang();
    const refusal = { kind: ConsentKind.CARE, granted: false, wording: 'test' };
    await change(id, (triageCase, by) => recordConsent(triageCase, refusal, by));
    await request.abandoned;
    expect(await inShort(id)).toEqual([
      ['EVIDENCE', 'MEDGEMMA_PENDING'],
      ['EVIDENCE', 'MEDGEMMA_UNAVAILABLE'],
    ]);
  });

  it('asks nobody when there would be no room for the answer', async () => {
    const asked = loopback.requests.length;
    const { token, session } = await startSession(house.client);
    await converse(house.client, token, session, 'PLEASE_WAIT', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'an itchy rash' },
    });
    const { id } = await assess(house.client, token);
    await settledRevisionsOf(house.engines.prisma, id);
    await change(id, (triageCase) => {
      const { assessments } = triageCase;
      const more = Array.from({ length: MAX_ASSESSMENTS - 1 - assessments.length }, (_, index) => ({
        ...assessments[0]!,
        id: house.engines.newId(),
        revision: assessments.length + 1 + index,
      }));
      return ok({ triageCase: { ...triageCase, assessments: [...assessments, ...more] }, events: [] });
    });
    const last = await assess(house.client, token);
    expect(last.assessment?.revision).toBe(MAX_ASSESSMENTS);
    expect(last.assessment?.limitations).toContain('MEDGEMMA_UNAVAILABLE');
    await noJobLeft();
    expect(loopback.requests).toHaveLength(asked + 1);
  });

  it('lists its calls for whoever runs it, with what was refused, and records the look', async () => {
    loopback.behave('DRUG_DOSES');
    const { id, number } = await submit(house.client);
    await settledRevisionsOf(house.engines.prisma, id);
    const options = ['--case', number, '--refused', '--show-answer'];
    const { stdout } = await run(
      'node',
      ['-r', '@swc-node/register', 'scripts/model-calls/calls.ts', ...options],
      {
        env: { ...process.env, SWCRC: 'true', DATABASE_URL: house.engines.databaseUrl, SECRET_KEY },
      },
    );
    expect(stdout).toContain(`${number}  REFUSED_BY_GUARD (DRUG_DOSE`);
    expect(stdout).toContain(markerOf('DRUG_DOSES'));
    expect(stdout).toContain('1 calls, 1 REFUSED_BY_GUARD');
    const looks = await house.engines.prisma.accessLog.findMany({ where: { caseId: id } });
    expect(looks).toMatchObject([{ actor: 'OPERATOR', operation: 'model:calls' }]);
  });

  it('tells who watches the case', async () => {
    const { id } = await submitAndHang();
    const token = await signIn(house.client, 'clinician@demo.test');
    const client = createClient({
      url: `${house.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    type Changed = { caseChanged: { assessment: { revision: number; source: string } } };
    const changes = client.iterate<Changed>({ query: CASE_CHANGED, variables: { id } });
    // A subscription says by nothing but what it brings that it has begun.
    let hasBegun = false;
    const first = changes.next().then(() => (hasBegun = true));
    await eventually(async () => {
      await change(id, (triageCase, by) => {
        const granted = !hasConsent(triageCase, ConsentKind.RESEARCH);
        return recordConsent(triageCase, { kind: ConsentKind.RESEARCH, granted, wording: 'test' }, by);
      });
      return hasBegun;
    });
    await first;
    loopback.release();
    for await (const { data } of changes) {
      if (data?.caseChanged.assessment.source === 'MEDGEMMA') break;
    }
    await client.dispose();
    expect(await inShort(id)).toEqual([['EVIDENCE', 'MEDGEMMA_PENDING'], ['MEDGEMMA']]);
  });

  it('says at /health/ready which model it asks, and by which prompt', async () => {
    const ready = (await (await fetch(`${house.url}/health/ready`)).json()) as { languageModel: unknown };
    expect(ready.languageModel).toEqual({
      model: expect.stringContaining(LOOPBACK_MODEL) as unknown,
      promptVersion: expect.stringMatching(/^assess-1@/) as unknown,
      isCircuitOpen: false,
    });
  });

  // The last one: it opens the circuit.
  it('gives up on a server that is away, and says so', async () => {
    loopback.behave('SERVER_ERROR');
    const { id } = await submit(house.client);
    expect(await inShort(id)).toEqual([
      ['EVIDENCE', 'MEDGEMMA_PENDING'],
      ['EVIDENCE', 'MEDGEMMA_UNAVAILABLE'],
    ]);
    for (const { outcome } of await callsOf(id)) expect(outcome).toBe('UNAVAILABLE');
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    expect(metrics).toMatch(/^paa_model_calls_total\{outcome="UNAVAILABLE"\} [1-9]/m);
    expect(metrics).toMatch(/^paa_model_calls_total\{outcome="ACCEPTED"\} [1-9]/m);
    expect(metrics).toMatch(/^paa_model_tokens_total\{direction="input"\} [1-9]/m);
    expect(metrics).toMatch(/^paa_model_guard_total\{reason="DRUG_DOSE"\} [1-9]/m);
    await noJobLeft();
  });
});

describe('a house with a language model whose pictures are out of reach', () => {
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;
  let house: House;
  let isAway = false;

  beforeAll(async () => {
    loopback = await startLoopbackMedGemma();
    const away = () => Promise.reject(new Error('The store is away.'));
    house = await startHouse({
      env: modelSettings(loopback.url, { MEDGEMMA_GIVE_UP_MS: '1000' }),
      engines: (engines) => ({
        ...engines,
        media: { ...engines.media, get: (key) => (isAway ? away() : engines.media.get(key)) },
      }),
    });
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await loopback.close();
  });

  it('tries until its patience ends, and then says that there is no more', async () => {
    const uploadId = await house.client.upload(PARTNER, await goodPicture());
    const submitted = submit(house.client, { images: [{ uploadId, shotType: 'CLOSE_UP' }] });
    await eventually(async () => (await house.engines.prisma.caseImage.count()) === 1);
    isAway = true;
    const { id } = await submitted;
    const revisions = await settledRevisionsOf(house.engines.prisma, id);
    expect(revisions.map(({ source }) => source)).toEqual(['EVIDENCE', 'EVIDENCE']);
    expect(revisions[1]?.limitations).toContain('MEDGEMMA_UNAVAILABLE');
    expect(loopback.requests).toEqual([]);
  });
});
