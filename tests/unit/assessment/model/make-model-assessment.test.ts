import {
  makeModelAssessment,
  type ModelAssessorDeps,
} from '../../../../src/assessment/model/make-model-assessment';
import {
  type AssessmentContent,
  Limitation,
  type ModelView,
  type SimilarCase,
  Urgency,
} from '../../../../src/domain';
import { openedCase, outcomeWith, redFlag } from '../../../support/cases';
import { GOOD_VIEW } from '../../../support/model-answers';
import { modelAssessorDeps } from '../../../support/model-assessor';

const facility = { travelDirections: 'By bus.', endemicDiseases: [] };
const pending: AssessmentContent = {
  ...outcomeWith(Urgency.ROUTINE).assessment,
  redFlags: [],
  wouldChange: ['Ours.'],
  limitations: [Limitation.IMAGE_MISSING, Limitation.MEDGEMMA_PENDING],
};
const WORDS = [GOOD_VIEW.rationale, ...GOOD_VIEW.wouldChange, 'no scale'];

function similarCase(conditions: SimilarCase['conditions']): SimilarCase {
  return {
    sourceId: 'of a set',
    dataset: 'test',
    caseId: 'of a set',
    similarity: 0.9,
    pictureSimilarity: 0.9,
    findingsSimilarity: null,
    conditions,
    fitzpatrickSkinType: null,
    imageKey: null,
    licence: 'CC BY 4.0',
  };
}

describe('the MEDGEMMA assessment', () => {
  let deps: ModelAssessorDeps;
  beforeAll(async () => {
    deps = await modelAssessorDeps();
  });

  const make = (view: Partial<ModelView> = {}, evidence = pending) =>
    makeModelAssessment(deps, {
      triageCase: openedCase(),
      evidence,
      view: { ...GOOD_VIEW, ...view },
      facility,
      modelName: 'a model',
      promptVersion: 'assess-1@0123',
      latencyMs: 1234,
    });
  const made = (...given: Parameters<typeof make>) => {
    const result = make(...given);
    if (!result.ok) throw new Error(`refused: ${result.error.join()}`);
    return result.value.outcome;
  };

  it('says whose it is, keeps what the evidence knew, and waits for nobody any more', () => {
    const { assessment } = made();
    expect(assessment).toMatchObject({
      source: 'MEDGEMMA',
      limitations: ['IMAGE_MISSING'],
      similarCases: pending.similarCases,
      disclaimer: pending.disclaimer,
      wouldChange: ['Ours.', `Language model: ${GOOD_VIEW.wouldChange.join('')}`],
      provenance: { assessorModel: 'a model', promptVersion: 'assess-1@0123', latencyMs: 1234 },
    });
    expect(assessment.differential.map(({ name }) => name)).toEqual(['Eczema', 'Psoriasis']);
    expect(assessment.rationale).toContain(GOOD_VIEW.rationale);
    expect(assessment.rationale).not.toContain('MEDGEMMA_PENDING');
  });

  it('puts no word of the model into the note or into what the patient is told', () => {
    const { soapNote, explanation } = made();
    for (const words of WORDS) expect(JSON.stringify([soapNote, explanation])).not.toContain(words);
    expect(soapNote.assessment).toContain('Eczema');
    expect(explanation.text).not.toContain('Eczema');
  });

  it('keeps the rules that fired, and adds those that a suspicion of the model makes fire, each once', () => {
    const flag = redFlag(Urgency.URGENT, 'RULE_OF_BEFORE');
    const melanoma = { name: 'Melanoma', probability: 0.5, supportedBy: [], contradictedBy: [] };
    const view = { candidates: [melanoma] };
    const { assessment } = made(view, { ...pending, redFlags: [flag], urgency: Urgency.URGENT });
    const codes = assessment.redFlags.map(({ code }) => code);
    expect(codes[0]).toBe('RULE_OF_BEFORE');
    expect(codes.length).toBeGreaterThan(1);
    expect(new Set(codes).size).toBe(codes.length);
    const again = made(view, { ...pending, redFlags: assessment.redFlags, urgency: Urgency.URGENT });
    expect(again.assessment.redFlags).toEqual(assessment.redFlags);
  });

  it('is never less urgent than the evidence, and more so where the model suspects a cancer', () => {
    expect(
      made({ urgency: Urgency.SELF_CARE }, { ...pending, urgency: Urgency.SOON }).assessment.urgency,
    ).toBe('SOON');
    const melanoma = { name: 'Melanoma', probability: 0.5, supportedBy: [], contradictedBy: [] };
    expect(made({ candidates: [melanoma] }).assessment.urgency).toBe('SOON');
  });

  it('no longer says what would have made the evidence as urgent as the model made it', () => {
    const raised = made({ urgency: Urgency.EMERGENCY }, { ...pending, wouldChange: ['Makes it URGENT.'] });
    const { wouldChange } = raised.assessment;
    expect(wouldChange).not.toContain('Makes it URGENT.');
    expect(wouldChange.filter((sentence) => /would make it/.test(sentence))).toEqual([]);
    expect(wouldChange).toContain(`Language model: ${GOOD_VIEW.wouldChange.join('')}`);
    const melanoma = { name: 'Melanoma', probability: 0.5, supportedBy: [], contradictedBy: [] };
    const suspicious = made({ candidates: [melanoma] }).assessment;
    expect(suspicious.wouldChange).not.toContain('Ours.');
    expect(suspicious.wouldChange.join()).toContain('would make it EMERGENCY');
  });

  it('argues what only the model suggests from our own sources, too, and these come first', () => {
    const similarCases = [similarCase([{ name: 'Psoriasis', weight: 1 }]), similarCase([])];
    const { assessment } = made({}, { ...pending, differential: [], similarCases });
    expect(assessment.differential).toMatchObject([
      {
        name: 'Eczema',
        supportedBy: ['Language model: itching'],
        contradictedBy: ['none of the 2 similar cases'],
      },
      {
        name: 'Psoriasis',
        supportedBy: ['1 of the 2 similar cases'],
        contradictedBy: ['Language model: no scale'],
      },
    ]);
  });

  it('is refused for what the guard refuses', () => {
    expect(make({ rationale: 'Take 500 mg of amoxicillin three times a day.' })).toMatchObject({
      ok: false,
      error: expect.arrayContaining(['DRUG_DOSE']) as unknown,
    });
  });
});
