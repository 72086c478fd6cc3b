import { assessmentReport } from '../../../../scripts/eval/assessment/report';
import { reliabilityPlots } from '../../../../scripts/eval/assessment/reliability-plots';
import { Urgency } from '../../../../src/domain';
import { answerWith, evaluatedCase, evaluationRun, viewNaming } from '../../../support/evaluated-cases';

const TWELVE = Array.from({ length: 12 }, (_, i) =>
  evaluatedCase(`case ${i}`, {
    patientId: `patient ${i >> 1}`,
    skinType: i > 0 ? 'FST5' : null,
    hasPicture: i > 0,
  }),
);

describe('the report', () => {
  it('of the evidence alone has its figures, the groups, and nothing of a model', () => {
    const report = assessmentReport(evaluationRun(TWELVE), ['one.svg']);
    expect(report).toContain('| top-1 | 12 | 100.0 % (100.0–100.0) |');
    expect(report).toContain('| FST5 | 11 (6) | 100.0 % (100.0–100.0) |');
    // All speak one language.
    expect(report).not.toContain('| language |');
    // One case alone says nothing.
    expect(report).toContain('| without | 1 (1) | – | – | – | – | – |');
    expect(report).toContain('![](one.svg)');
    expect(report).not.toMatch(/Language model|questions to the model/);
    // No case of it must be seen soon.
    expect(report).not.toContain('of those who must be seen soon, at SOON or above | 0');
  });

  it('with a model says what became of each question, and names what was lowered', () => {
    const lowered = viewNaming(['Acne'], { urgency: Urgency.SELF_CARE });
    const cases = TWELVE.map((one, i) => ({
      ...one,
      model: i === 0 ? answerWith(null, { fate: 'UNPARSEABLE', reasons: ['NOT_JSON'] }) : answerWith(lowered),
    }));
    const report = assessmentReport(evaluationRun(cases), []);
    expect(report).toContain('Language model some-model (openai), prompt assess-1@0123456789ab.');
    expect(report).toMatch(/\| top-1 \| 12 \| 100\.0 % \(.*\) \| 8\.3 % \(.*\) \|/);
    expect(report).toMatch(/\| UNPARSEABLE \| 8\.3 % \(1\.5–35\.4\) \| NOT_JSON 1 \|/);
    expect(report).toContain('**Lowered, which must never be**: case 1, case 2');
    // By group, too: of the eleven of that skin all were accepted.
    expect(report).toMatch(/\| FST5 \| 11 \(6\) \| 11 \| 0\.0 % .* \| 0\.0 % .* \| 0\.0 % .* \| 11 \|/);
    expect(report).toContain('| milliseconds | p50 100, p95 100 |');
  });
});

describe('the reliability plots', () => {
  it('are two for each source, with the number of cases at each dot', () => {
    const plots = reliabilityPlots(evaluationRun(TWELVE));
    expect(plots.map(({ name }) => name)).toEqual(['evidence-suspicion', 'evidence-first']);
    expect(plots.every(({ svg }) => svg.startsWith('<svg') && svg.includes('>12</text>'))).toBe(true);
    const asked = TWELVE.map((one) => ({ ...one, model: answerWith(viewNaming(['Acne'])) }));
    expect(reliabilityPlots(evaluationRun(asked))).toHaveLength(4);
  });
});
