import { resolve } from 'node:path';
import { type LoopbackMedGemma, startLoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import { CLINICAL_SENTENCES } from '../../scripts/eval/privacy/clinical-sentences';
import { generateNarratives, type Narrative } from '../../scripts/eval/privacy/generate-narratives';
import { promptFacts } from '../../src/assessment/model/prompt-facts';
import { type ConditionTable, Speaker, type TriageCase, Urgency } from '../../src/domain';
import { createModelWire, type ModelWire, renderPrompt } from '../../src/language-model';
import { redactText } from '../../src/privacy';
import { loadConditionTable } from '../../src/retrieval';
import { openedCase, outcomeWith } from '../support/cases';
import { RULE_SET } from '../support/house-rules';
import { FACTS, factsSaying, PROMPT } from '../support/prompt-facts';
import { redactForModel } from '../support/strict-redactor';

const NARRATIVES_BY_LANGUAGE = 100;
const AT_ONCE = 16;
/** Words of a name or an address that are shorter lead to nobody, and are found in many words. */
const LEAST_PART_CHARS = 3;

let loopback: LoopbackMedGemma;
let conditions: ConditionTable;
beforeAll(async () => {
  conditions = await loadConditionTable(resolve('configs/data/conditions.csv'));
});
beforeEach(async () => {
  loopback = await startLoopbackMedGemma();
});
afterEach(() => loopback.close());

/** What a question says of nobody in particular: "flat" is a texture, and a part of an address. */
const ORDINARY = [
  PROMPT.system,
  renderPrompt(PROMPT, FACTS).user,
  ...Object.values(CLINICAL_SENTENCES).flat(),
]
  .join('\n')
  .toLowerCase();

/** The whole value, and each word of a name or an address: half of a name is found, too. */
function forbiddenIn({ identifiers }: Narrative): readonly string[] {
  return identifiers.flatMap(({ kind, value }) => {
    const parts = kind === 'PERSON' || kind === 'STREET_ADDRESS' ? value.split(/[\s,.\-\d]+/u) : [];
    const telling = parts.filter(
      (part) => part.length >= LEAST_PART_CHARS && !ORDINARY.includes(part.toLowerCase()),
    );
    return [value, ...telling];
  });
}

/** A case as it is stored: what was said went through the redaction of every utterance. */
function caseOf({ text, language }: Narrative): TriageCase {
  const opened = openedCase();
  const stored = redactText(text, language);
  return {
    ...opened,
    language,
    findings: { ...opened.findings, chiefComplaint: stored },
    utterances: [
      {
        ...{ id: 'said', speaker: Speaker.PATIENT, text: stored, original: null, language },
        ...{ confidence: null, promptCode: null, at: opened.openedAt },
      },
    ],
  };
}

function openWire(): ModelWire {
  const baseUrl = `${loopback.url}/v1`;
  return createModelWire({
    api: 'openai',
    modelId: 'medgemma',
    baseUrl,
    apiKey: null,
    maxReplyBytes: 65_536,
  });
}

async function askAbout(narratives: readonly Narrative[]): Promise<void> {
  const wire = openWire();
  const evidence = outcomeWith(Urgency.SOON).assessment;
  const facility = { travelDirections: '', endemicDiseases: [] };
  const waiting = narratives.values();
  const askOneAfterAnother = async (): Promise<void> => {
    for (const narrative of waiting) {
      const facts = promptFacts(
        { conditions, ruleSet: RULE_SET, redactForModel },
        { triageCase: caseOf(narrative), evidence, facility, hasPicture: false },
      );
      await wire.ask({ ...renderPrompt(PROMPT, facts), pictureJpeg: null }, new AbortController().signal);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOneAfterAnother));
}

it.each([
  ['of the seed that it was made with', 1],
  ['of another seed', 20_261_123],
])(
  'no planted identifier of 1,000 narratives reaches the model: %s',
  async (_name, seed) => {
    const narratives = generateNarratives(seed, NARRATIVES_BY_LANGUAGE);
    const planted = [...new Set(narratives.flatMap(forbiddenIn))];
    loopback.forbid(planted);
    await askAbout(narratives);
    expect(narratives).toHaveLength(1000);
    expect(planted.length).toBeGreaterThan(900);
    expect([...new Set(loopback.violations)]).toEqual([]);
    expect(loopback.requests).toHaveLength(narratives.length);
  },
  120_000,
);

it('would be found if it did', async () => {
  const [narrative] = generateNarratives(1, 1);
  const [identifier] = narrative?.identifiers ?? [];
  loopback.forbid([identifier?.value ?? '']);
  const question = renderPrompt(PROMPT, factsSaying(narrative?.text ?? ''));
  await openWire().ask({ ...question, pictureJpeg: null }, new AbortController().signal);
  expect(loopback.violations).not.toEqual([]);
});
