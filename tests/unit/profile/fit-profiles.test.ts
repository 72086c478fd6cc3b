import { join } from 'node:path';
import {
  answerTruth,
  argueFromFindings,
  type ConditionProfile,
  createConditionTable,
  type Findings,
  isNumberCode,
  isSignCode,
  Malignancy,
  NO_FINDINGS,
  Truth,
  Urgency,
  violatesTextSafety,
} from '../../../src/domain';
import { loadConditionProfiles } from '../../../src/assessment/load-profiles';
import { loadConditionTable, type ReferenceCase } from '../../../src/retrieval';
import { countLabelled, fitProfiles } from '../../../scripts/profile/fit-profiles';

const CONFIGS = join(__dirname, '../../../configs');
const table = createConditionTable(
  ['Eczema', 'Psoriasis'].map((name) => ({
    name,
    malignancy: Malignancy.BENIGN,
    icd10: [],
    defaultUrgency: Urgency.ROUTINE,
  })),
);

const ticked = (...codes: string[]): Partial<Findings> => ({
  signs: Object.fromEntries(codes.map((code) => [code, { truth: Truth.PRESENT, because: 'ticked' }])),
});
const denied = (...codes: string[]): Partial<Findings> => ({
  signs: Object.fromEntries(codes.map((code) => [code, { truth: Truth.ABSENT, because: 'none' }])),
});

let made = 0;
function caseOf(name: string, findings: Partial<Findings>, weight = 1): ReferenceCase {
  const id = `case ${(made += 1)}`;
  return {
    sourceId: id,
    caseId: id,
    patientId: id,
    conditions: [{ name, weight }],
    fitzpatrickSkinType: null,
    findings: { ...NO_FINDINGS, ...findings },
    patient: { ageYears: null, sexAtBirth: null },
    pictures: [],
  };
}
const times = (count: number, name: string, findings: Partial<Findings>, weight = 1): ReferenceCase[] =>
  Array.from({ length: count }, () => caseOf(name, findings, weight));

const answerOf = (profile: ConditionProfile | undefined, code: string) =>
  profile?.answers.find(({ codes }) => codes[0] === code);
const eczemaOf = (cases: readonly ReferenceCase[]): ConditionProfile | undefined =>
  fitProfiles('test', cases, table).find(({ name }) => name === 'Eczema');

describe('fitProfiles', () => {
  it('keeps what is clearly more common with a condition, with its share there and of all', () => {
    const cases = [
      ...times(60, 'Eczema', ticked('itch')),
      ...times(60, 'Psoriasis', ticked('burning_sensation')),
    ];
    const eczema = eczemaOf(cases);
    expect(eczema).toMatchObject({ name: 'Eczema', dataset: 'test', cases: 60 });
    expect(answerOf(eczema, 'itch')).toEqual({
      kind: 'SIGN',
      codes: ['itch', 'itch_at_night'],
      share: 1,
      shareOfAll: 0.5,
    });
    expect(answerOf(eczema, 'burning_sensation')).toMatchObject({ share: 0, shareOfAll: 0.5 });
  });

  it('makes no profile of fewer than twenty cases, however clear they seem', () => {
    const others = times(60, 'Psoriasis', ticked('burning_sensation'));
    expect(eczemaOf([...times(19, 'Eczema', ticked('itch')), ...others])).toBeUndefined();
    expect(eczemaOf([...times(20, 'Eczema', ticked('itch')), ...others])).toBeDefined();
  });

  it('counts a case that dermatologists split between conditions in parts', () => {
    const others = times(60, 'Psoriasis', ticked('burning_sensation'));
    expect(eczemaOf([...times(38, 'Eczema', ticked('itch'), 0.5), ...others])).toBeUndefined();
    expect(eczemaOf([...times(40, 'Eczema', ticked('itch'), 0.5), ...others])?.cases).toBe(20);
  });

  it('keeps no difference that chance may have made', () => {
    const cases = [
      ...times(12, 'Eczema', ticked('itch')),
      ...times(10, 'Eczema', ticked('burning_sensation')),
      ...times(8, 'Psoriasis', ticked('itch')),
      ...times(14, 'Psoriasis', ticked('burning_sensation')),
    ];
    expect(eczemaOf(cases)).toBeUndefined();
  });

  it('takes an empty box for unnoticed beside ticked ones, and for no answer in an empty list', () => {
    const others = times(60, 'Psoriasis', ticked('burning_sensation'));
    const silent = times(40, 'Eczema', {});
    const eczema = eczemaOf([...times(30, 'Eczema', ticked('itch')), ...silent, ...others]);
    expect(answerOf(eczema, 'itch')?.share).toBe(1);
    expect(answerOf(eczema, 'burning_sensation')?.share).toBe(0);
  });

  it('takes an unanswered question for unanswered where others of its list were denied', () => {
    const cases = [
      ...times(30, 'Eczema', denied('burning_sensation')),
      ...times(60, 'Psoriasis', ticked('itch')),
    ];
    expect(answerOf(eczemaOf(cases), 'itch')).toBeUndefined();
  });

  it('counts a complaint once, however many pictures show it', () => {
    const once = times(30, 'Eczema', ticked('itch'));
    const others = times(60, 'Psoriasis', ticked('burning_sensation'));
    const shownTwice = once.map((one) => ({ ...one, sourceId: `${one.sourceId} again` }));
    expect(eczemaOf([...once, ...shownTwice, ...others])?.cases).toBe(30);
    expect(countLabelled([...once, ...shownTwice], table)).toBe(30);
  });
});

describe('configs/data/condition-profiles.json', () => {
  const loaded = loadConditionProfiles(join(CONFIGS, 'data', 'condition-profiles.json'));
  const profiles = loaded.ok ? loaded.value : null;
  const answers = profiles?.conditions.flatMap((profile) => profile.answers) ?? [];

  it('can be read, and speaks of conditions of the table in words of the vocabulary', async () => {
    const conditions = await loadConditionTable(join(CONFIGS, 'data', 'conditions.csv'));
    expect(profiles?.conditions.length).toBeGreaterThan(20);
    for (const { name } of profiles?.conditions ?? []) expect(conditions.names).toContain(name);
    for (const { kind, codes } of answers) {
      if (kind === 'SIGN') expect(codes.every((code) => isSignCode(code) && !isNumberCode(code))).toBe(true);
    }
  });

  it.each([Truth.PRESENT, Truth.ABSENT])('says nothing forbidden of any answer that is %s', (truth) => {
    for (const { name, answers: known } of profiles?.conditions ?? []) {
      for (const answer of known) {
        const [code] = answer.codes;
        const findings: Findings = { ...NO_FINDINGS, signs: { [code]: { truth, because: 'said' } } };
        if (answerTruth(answer, findings) === Truth.UNKNOWN) continue;
        const { supportedBy, contradictedBy } = argueFromFindings(name, findings, {
          version: 'one',
          conditions: profiles?.conditions ?? [],
        });
        for (const words of [...supportedBy, ...contradictedBy])
          expect(violatesTextSafety(words)).toEqual([]);
      }
    }
  });

  it('is refused by name where a share is no share', () => {
    expect(loadConditionProfiles(join(CONFIGS, 'data', 'suspicion-score.json')).ok).toBe(false);
    expect(loadConditionProfiles(join(CONFIGS, 'data', 'nowhere.json')).ok).toBe(false);
  });
});
