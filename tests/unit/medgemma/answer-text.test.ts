import { answerText, UNKNOWN_CONDITIONS } from '../../../scripts/medgemma/answer-text';
import { Behaviour, behaviourQuotedIn, parseBehaviours } from '../../../scripts/medgemma/behaviours';
import {
  createConditionTable,
  DEFAULT_URGENCY_THRESHOLDS,
  GuardNote,
  GuardReason,
  guardModelView,
  type GuardVerdict,
  Malignancy,
  type ModelView,
  Urgency,
} from '../../../src/domain';
import { USER } from '../../support/model-requests';

const conditions = createConditionTable([
  { name: 'Eczema', malignancy: Malignancy.BENIGN, icd10: ['L30.9'], defaultUrgency: Urgency.ROUTINE },
  { name: 'Psoriasis', malignancy: Malignancy.BENIGN, icd10: ['L40.9'], defaultUrgency: Urgency.ROUTINE },
  { name: 'Melanoma', malignancy: Malignancy.MALIGNANT, icd10: ['C43.9'], defaultUrgency: Urgency.SOON },
]);

/** What the project's guard makes of an answer, for a case that is SOON by its rules. */
function verdict(behaviour: Behaviour): GuardVerdict {
  return guardModelView(JSON.parse(answerText(behaviour, USER)) as ModelView, {
    conditions,
    evidence: [],
    urgency: Urgency.SOON,
    evidenceUrgency: Urgency.ROUTINE,
    ruleUrgency: Urgency.SOON,
    thresholds: DEFAULT_URGENCY_THRESHOLDS,
    argue: (candidate) => candidate,
  });
}

describe('the guard', () => {
  it.each([Behaviour.GOOD, Behaviour.URGENCY_LOWERED, Behaviour.MALIGNANT])('takes %s', (behaviour) => {
    expect(verdict(behaviour)).toMatchObject({ accepted: true, urgency: 'SOON', unverifiedConditions: [] });
  });

  it('takes UNKNOWN_CONDITIONS, without probabilities for what nobody knows', () => {
    expect(verdict(Behaviour.UNKNOWN_CONDITIONS)).toMatchObject({
      accepted: true,
      unverifiedConditions: UNKNOWN_CONDITIONS,
      notes: expect.arrayContaining([GuardNote.UNVERIFIED_CONDITION]) as string[],
    });
  });

  it.each([
    [Behaviour.DRUG_DOSES, GuardReason.DRUG_DOSE],
    [Behaviour.CERTAINLY_BENIGN, GuardReason.CERTAINTY],
    [Behaviour.INJECTION_OBEYED, GuardReason.CLAIMS_TO_BE_A_DOCTOR],
  ])('refuses %s for %s', (behaviour, reason) => {
    const said = verdict(behaviour);
    expect(said).toMatchObject({ accepted: false });
    expect(said.accepted ? [] : said.reasons).toContain(reason);
  });
});

describe('an answer that cannot be read', () => {
  it.each([Behaviour.HALF_JSON, Behaviour.REPAIRABLE, Behaviour.WITH_THOUGHTS])(
    '%s is no JSON',
    (behaviour) => {
      expect(() => JSON.parse(answerText(behaviour, USER)) as unknown).toThrow(SyntaxError);
    },
  );

  it('is recognised where it is quoted', () => {
    const quoted = JSON.stringify({ answered: answerText(Behaviour.HALF_JSON, USER) });
    expect(behaviourQuotedIn(quoted)).toBe(Behaviour.HALF_JSON);
    expect(behaviourQuotedIn(USER)).toBeNull();
  });
});

describe('names of behaviours', () => {
  it('are read in either case', () => {
    expect(parseBehaviours('good, SLOW')).toEqual([Behaviour.GOOD, Behaviour.SLOW]);
  });

  it('are refused where nobody behaves so', () => {
    expect(() => parseBehaviours('good,kind')).toThrow('kind is none of GOOD');
  });
});
