import { resolve } from 'node:path';
import { createAbsentLanguageModel, type LanguageModel, LanguageModelKind } from '../../../../src/assessment';
import { type AskDeps } from '../../../../src/assessment/model/ask-deps';
import { askModel } from '../../../../src/assessment/model/ask-model';
import { type CaseUnit, createCaseVault } from '../../../../src/cases';
import { loadPrompt, ModelFailureKind, type ModelWire } from '../../../../src/language-model';
import { accepted, NOW, POLICY } from '../../../support/cases';
import { failing, GOOD_VIEW, saying, scriptedWire, waitingCase } from '../../../support/model-answers';
import { modelAssessorDeps } from '../../../support/model-assessor';

/** Asks about the waiting case; what was recorded of it. */
async function ask(
  languageModel: LanguageModel,
  given: Partial<AskDeps> = {},
  { recordsCalls } = { recordsCalls: true },
) {
  const waiting = waitingCase();
  const vault = createCaseVault(waiting.id, Buffer.alloc(32));
  const recorded = {
    sources: [] as string[],
    calls: [] as string[],
    tryAgainMs: [] as (number | undefined)[],
  };
  const unit = {
    tx: {
      modelCall: {
        count: () => Promise.resolve(0),
        createMany({ data }: { data: { outcome: string }[] }) {
          if (!recordsCalls) return Promise.reject(new Error('No such row.'));
          recorded.calls.push(...data.map(({ outcome }) => outcome));
          return Promise.resolve();
        },
      },
    },
    async change(_caseId: string, decide: Parameters<CaseUnit['change']>[1]) {
      const decision = await decide(waiting, vault);
      const { assessments } = accepted(decision).triageCase;
      recorded.sources.push(...assessments.slice(1).map(({ source }) => source));
      return decision;
    },
  } as unknown as CaseUnit;
  const deps: AskDeps = {
    ...(await modelAssessorDeps()),
    chance: () => 0,
    cases: {
      find: () => Promise.resolve({ triageCase: waiting, vault }),
      transact: (work) => work(unit),
      change: () => Promise.reject(new Error('Not in one transaction.')),
      glance: () => Promise.resolve([]),
    },
    jobs: {
      enqueue(_tx, { startAfterMs }) {
        recorded.tryAgainMs.push(startAfterMs);
        return Promise.resolve();
      },
    },
    clock: { now: () => NOW },
    newId: () => 'id',
    languageModel,
    watch: { during: (_subject, signal, work) => work(signal) },
    inTurn: (work) => work(),
    acknowledgementPolicyOf: () => Promise.resolve(POLICY),
    facilityOf: () => Promise.resolve({ travelDirections: '', endemicDiseases: [] }),
    readPicture: () => Promise.resolve(Buffer.from('stored')),
    shrinkPicture: () => Promise.resolve(Buffer.from('small')),
    redactForModel: (text) => text,
    onModelCall: () => undefined,
    onGuard: () => undefined,
    ...given,
  };
  const task = { caseId: waiting.id, assessmentId: waiting.assessments[0]?.id ?? '' };
  await askModel(deps, task, new AbortController().signal);
  return recorded;
}

function modelBehind(wire: ModelWire): LanguageModel {
  const prompt = loadPrompt(resolve('configs/prompts/assess-1.yaml'));
  if (!prompt.ok) throw new Error(prompt.error.join('\n'));
  const patience = { askWithinMs: 20, giveUpMs: 60_000 };
  return { kind: LanguageModelKind.CONFIGURED, wire, prompt: prompt.value, ...patience };
}

it('shows the model the small picture, and records what it says', async () => {
  const { wire, asked } = scriptedWire([saying(GOOD_VIEW)]);
  expect(await ask(modelBehind(wire))).toEqual({
    sources: ['MEDGEMMA'],
    calls: ['ACCEPTED'],
    tryAgainMs: [],
  });
  expect(asked[0]?.pictureJpeg).toEqual(Buffer.from('small'));
});

it('asks without a picture whose bytes are gone', async () => {
  const { wire, asked } = scriptedWire([saying(GOOD_VIEW)]);
  await ask(modelBehind(wire), { readPicture: () => Promise.resolve(null) });
  expect(asked[0]?.pictureJpeg).toBeNull();
});

it('tries again later when a job’s time is up before the wire’s patience is', async () => {
  const wire: ModelWire = {
    modelName: 'patient',
    ask: (_question, signal) =>
      new Promise((settle) => {
        signal.addEventListener('abort', () => settle(failing(ModelFailureKind.CANCELLED)));
      }),
  };
  expect(await ask(modelBehind(wire))).toEqual({ sources: [], calls: ['CANCELLED'], tryAgainMs: [1000] });
});

it('ends the wait where no model is configured any more', async () => {
  expect(await ask(createAbsentLanguageModel())).toEqual({
    sources: ['EVIDENCE'],
    calls: [],
    tryAgainMs: [],
  });
});

it('rejects for an outage of ours, so that the queue runs it again', async () => {
  const { wire } = scriptedWire([]);
  const readPicture = () => Promise.reject(new Error('The store is away.'));
  await expect(ask(modelBehind(wire), { readPicture })).rejects.toThrow('The store is away.');
});

describe('a call that cannot be recorded', () => {
  it('is made again, as after any outage of ours', async () => {
    const { wire } = scriptedWire([saying(GOOD_VIEW)]);
    await expect(ask(modelBehind(wire), {}, { recordsCalls: false })).rejects.toThrow('No such row.');
  });

  it('keeps no case waiting for longer than the patience: the EVIDENCE stands, without its record', async () => {
    const { wire } = scriptedWire([saying(GOOD_VIEW)]);
    const clock = { now: () => new Date(NOW.getTime() + 60_001) };
    expect(await ask(modelBehind(wire), { clock }, { recordsCalls: false })).toEqual({
      sources: ['EVIDENCE'],
      calls: [],
      tryAgainMs: [],
    });
  });
});
