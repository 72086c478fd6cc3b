import { join } from 'node:path';
import { type DermaOutcome } from '../../../scripts/eval/safety/dermavqa';
import { readVerdicts, sampleEscalations } from '../../../scripts/eval/safety/verdicts';
import { Urgency } from '../../../src/domain';

function outcome(number: number, urgency: Urgency | null): DermaOutcome {
  return { id: `ENC${number}`, language: 'en', text: 'text', urgency, fired: [], failure: null };
}

const urgencies = [Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON, null];
const outcomes = Array.from({ length: 80 }, (_, i) => outcome(i, urgencies[i % 4] ?? null));

describe('sampleEscalations', () => {
  it('draws from URGENT and above alone, the same each time', () => {
    const sample = sampleEscalations(outcomes, 10);
    expect(sample).toHaveLength(10);
    expect(sample.every(({ urgency }) => urgency === Urgency.EMERGENCY || urgency === Urgency.URGENT)).toBe(
      true,
    );
    expect(sampleEscalations([...outcomes].reverse(), 10)).toEqual(sample);
  });

  it('keeps who is still escalated when somebody else no longer is', () => {
    const sample = sampleEscalations(outcomes, 10);
    const without = sampleEscalations(
      outcomes.filter((one) => one !== sample[0]),
      10,
    );
    expect(without).toEqual(expect.arrayContaining(sample.slice(1)));
  });
});

it('the verdicts are readable, and each is on one question in one language', async () => {
  const verdicts = await readVerdicts(join(__dirname, '../../../docs/evaluation/derma-verdicts.yaml'));
  expect(verdicts.find({ id: 'ENC00208', language: 'en' })?.verdict).toBe('right');
  expect(verdicts.find({ id: 'ENC00208', language: 'xx' })).toBeUndefined();
});
