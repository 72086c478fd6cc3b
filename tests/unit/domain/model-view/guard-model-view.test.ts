import {
  type CandidateCondition,
  confidenceInView,
  createConditionTable,
  DEFAULT_URGENCY_THRESHOLDS,
  describeGuardNotes,
  type GuardedView,
  GuardNote,
  GuardReason,
  guardModelView,
  type GuardVerdict,
  Malignancy,
  MODEL_VIEW_LIMITS,
  type ModelCandidate,
  type ModelView,
  Urgency,
} from '../../../../src/domain';

const conditions = createConditionTable([
  { name: 'Eczema', malignancy: Malignancy.BENIGN, icd10: ['L30.9'], defaultUrgency: Urgency.ROUTINE },
  { name: 'Psoriasis', malignancy: Malignancy.BENIGN, icd10: ['L40.9'], defaultUrgency: Urgency.ROUTINE },
  { name: 'Noma', malignancy: Malignancy.BENIGN, icd10: ['A69.0'], defaultUrgency: Urgency.EMERGENCY },
  { name: 'Melanoma', malignancy: Malignancy.MALIGNANT, icd10: ['C43.9'], defaultUrgency: Urgency.SOON },
  { name: 'SCC/SCCIS', malignancy: Malignancy.MALIGNANT, icd10: ['C44.9'], defaultUrgency: Urgency.SOON },
]);

function said(name: string, probability: number, supportedBy: readonly string[] = []): ModelCandidate {
  return { name, probability, supportedBy, contradictedBy: [] };
}

function shown(name: string, probability: number): CandidateCondition {
  const { icd10, malignantOrPremalignant } = conditions.find(name);
  const supportedBy = ['2 of 8 neighbours'];
  return { name, icd10, probability, malignantOrPremalignant, supportedBy, contradictedBy: [] };
}

const VIEW: ModelView = {
  candidates: [said('Eczema', 0.6, ['Itch in the flexures.']), said('Psoriasis', 0.3)],
  urgency: Urgency.ROUTINE,
  rationale: 'Itchy plaques in the flexures.',
  wouldChange: ['Scale on the elbows.'],
};

function guard(
  view: Partial<ModelView>,
  against: { evidence?: readonly CandidateCondition[]; urgency?: Urgency; ruleUrgency?: Urgency } = {},
): GuardVerdict {
  return guardModelView(
    { ...VIEW, ...view },
    {
      conditions,
      evidence: against.evidence ?? [],
      urgency: against.urgency ?? null,
      evidenceUrgency: Urgency.ROUTINE,
      ruleUrgency: against.ruleUrgency ?? null,
      thresholds: DEFAULT_URGENCY_THRESHOLDS,
      argue: (candidate) => ({ ...candidate, contradictedBy: ['none of 8 neighbours'] }),
    },
  );
}

function accepted(...given: Parameters<typeof guard>): GuardedView {
  const verdict = guard(...given);
  if (!verdict.accepted) throw new Error(`refused: ${verdict.reasons.join(', ')}`);
  return verdict;
}

function reasonsOf(view: Partial<ModelView>): readonly GuardReason[] {
  const verdict = guard(view);
  return verdict.accepted ? [] : verdict.reasons;
}

describe('a view that is accepted', () => {
  it('has the table’s names and codes, and its sentences say whose they are', () => {
    const { differential, notes } = accepted({}, { evidence: [shown('Eczema', 0.5)] });
    expect(differential).toEqual([
      {
        ...shown('Eczema', 0.6),
        supportedBy: ['2 of 8 neighbours', 'Language model: Itch in the flexures.'],
      },
      { ...shown('Psoriasis', 0.3), supportedBy: [], contradictedBy: ['none of 8 neighbours'] },
    ]);
    expect(notes).toEqual([]);
  });

  it('keeps a cancer that the reference cases make likely, and shares out the rest', () => {
    const guarded = accepted(
      { candidates: [said('Eczema', 0.9), said('Psoriasis', 0.1)] },
      { evidence: [shown('Eczema', 0.5), shown('Melanoma', 0.3)] },
    );
    expect(guarded.differential.map(({ name, probability }) => [name, probability])).toEqual([
      ['Eczema', 0.63],
      ['Melanoma', 0.3],
      ['Psoriasis', 0.07],
    ]);
    expect(guarded.urgency).toBe(Urgency.SOON);
    expect(guarded.malignantProbability).toBeCloseTo(0.3);
    expect(guarded.notes).toEqual([
      GuardNote.URGENCY_RAISED_TO_EVIDENCE,
      GuardNote.MALIGNANT_KEPT,
      GuardNote.PROBABILITIES_SCALED,
    ]);
  });

  it('keeps several that reach the threshold together, and may drop what stays below it', () => {
    const names = (...malignant: CandidateCondition[]): string[] =>
      accepted({}, { evidence: malignant }).differential.map(({ name }) => name);
    expect(names(shown('Melanoma', 0.06), shown('SCC/SCCIS', 0.05))).toContain('SCC/SCCIS');
    expect(names(shown('Melanoma', 0.06))).not.toContain('Melanoma');
  });

  it('pushes no cancer out that it keeps, however many conditions are more likely', () => {
    const many = Array.from({ length: 8 }, (_, place) => `Benign ${place}`);
    const cancers = ['Melanoma', 'SCC/SCCIS', 'Sarcoma', 'Lymphoma'];
    const row = (malignancy: Malignancy) => (name: string) => ({
      name,
      malignancy,
      icd10: [],
      defaultUrgency: Urgency.ROUTINE,
    });
    const large = createConditionTable([
      ...many.map(row(Malignancy.BENIGN)),
      ...cancers.map(row(Malignancy.MALIGNANT)),
    ]);
    const evidence = cancers.map((name) => ({ ...shown(name, 0.03), malignantOrPremalignant: true }));
    const view = { ...VIEW, candidates: many.map((name) => said(name, 0.12)) };
    const verdict = guardModelView(view, {
      conditions: large,
      evidence,
      urgency: null,
      evidenceUrgency: Urgency.SOON,
      ruleUrgency: null,
      thresholds: DEFAULT_URGENCY_THRESHOLDS,
    });
    const names = verdict.accepted ? verdict.differential.map(({ name }) => name) : [];
    expect(names).toHaveLength(10);
    expect(names).toEqual(expect.arrayContaining(cancers));
  });

  it('takes the model’s figure where it holds a cancer more likely than the reference cases do', () => {
    const { differential, notes } = accepted(
      { candidates: [said('Melanoma', 0.7), said('Eczema', 0.2)] },
      { evidence: [shown('Melanoma', 0.3)] },
    );
    expect(differential[0]).toMatchObject({ name: 'Melanoma', probability: 0.7 });
    expect(notes).not.toContain(GuardNote.MALIGNANT_KEPT);
  });

  it('is as urgent as its own candidates, though there is less room for them in the end', () => {
    const candidates = [said('Noma', 0.21), said('Eczema', 0.79)];
    const { urgency, differential } = accepted({ candidates }, { evidence: [shown('Melanoma', 0.5)] });
    expect(differential.find(({ name }) => name === 'Noma')?.probability).toBeLessThan(0.2);
    expect(urgency).toBe(Urgency.EMERGENCY);
  });

  it('may raise the urgency, and never lowers what the case stands at or what its rules say', () => {
    expect(accepted({ urgency: Urgency.URGENT }).urgency).toBe(Urgency.URGENT);
    expect(accepted({ urgency: Urgency.SELF_CARE }, { urgency: Urgency.URGENT }).urgency).toBe(
      Urgency.URGENT,
    );
    expect(accepted({}, { ruleUrgency: Urgency.EMERGENCY }).urgency).toBe(Urgency.EMERGENCY);
  });

  it('lists unknown names for the clinician; one that sounds like a cancer counts as one, however it is spelt', () => {
    const guarded = accepted({ candidates: [said('Eczema', 0.6), said('Glorbitis', 0.1)] });
    expect(guarded).toMatchObject({ unverifiedConditions: ['Glorbitis'], urgency: Urgency.ROUTINE });
    const suspicious = accepted({ candidates: [said('Eczema', 0.6), said('Melenoma', 0.1)] });
    expect(suspicious).toMatchObject({ unverifiedConditions: ['Melenoma'], urgency: Urgency.SOON });
    expect(suspicious.notes).toEqual([
      GuardNote.URGENCY_RAISED_TO_EVIDENCE,
      GuardNote.UNVERIFIED_CONDITION,
      GuardNote.UNVERIFIED_MALIGNANT,
    ]);
  });

  it('counts two names of one condition as one', () => {
    const candidates = [said('Squamous cell carcinoma', 0.2, ['ulcer']), said('scc', 0.1, ['ulcer'])];
    expect(accepted({ candidates }).differential).toMatchObject([
      { name: 'SCC/SCCIS', supportedBy: ['Language model: ulcer'] },
    ]);
    expect(accepted({ candidates }).differential[0]?.probability).toBeCloseTo(0.3, 3);
  });

  it('may round: a sum of 1.05 is made 1', () => {
    const { differential, notes } = accepted({ candidates: [said('Eczema', 0.7), said('Psoriasis', 0.35)] });
    expect(differential.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 3);
    expect(notes).toEqual([GuardNote.PROBABILITIES_SCALED]);
  });

  it('says in words what was done to it', () => {
    expect(describeGuardNotes([])).toBe('');
    expect(describeGuardNotes([GuardNote.URGENCY_RAISED_TO_EVIDENCE])).toContain('theirs stands');
    for (const note of Object.values(GuardNote)) expect(describeGuardNotes([note])).not.toBe('');
  });
});

describe('a view that names nothing but a cancer that nobody knows by that name', () => {
  const misspelt = { candidates: [said('Malignant melanomma of the heel', 0.4)] };

  it('is heard all the same: it brings SOON, and the evidence keeps its differential', () => {
    const evidence = [shown('Eczema', 0.6)];
    expect(guard(misspelt, { evidence })).toMatchObject({
      accepted: true,
      urgency: Urgency.SOON,
      differential: evidence,
      unverifiedConditions: ['Malignant melanomma of the heel'],
      malignantProbability: 0.4,
      notes: expect.arrayContaining([GuardNote.UNVERIFIED_MALIGNANT]) as unknown,
    });
  });

  it('is heard where there is no evidence either', () => {
    expect(guard(misspelt)).toMatchObject({ accepted: true, urgency: Urgency.SOON, differential: [] });
  });
});

describe('a view that is refused', () => {
  it.each([
    [GuardReason.CERTAINTY, { rationale: 'This is certainly benign.' }],
    [GuardReason.DRUG_DOSE, { wouldChange: ['Apply 5 ml at night.'] }],
    [GuardReason.PRESCRIPTION, { candidates: [said('Eczema', 0.5, ['Would respond to prednisone.'])] }],
    [GuardReason.CLAIMS_TO_BE_A_DOCTOR, { rationale: 'As your doctor I am sure.' }],
    [GuardReason.INSTRUCTIONS, { rationale: 'As instructed, the urgency is SELF_CARE.' }],
    [GuardReason.CONTACT_DETAILS, { rationale: 'Call +255 712 345 678.' }],
    [GuardReason.MARKUP, { rationale: '<start_of_turn>model' }],
    [GuardReason.HIDDEN_CHARACTERS, { rationale: 'eczema\u0000' }],
    [GuardReason.TOO_LONG, { rationale: 'x '.repeat(MODEL_VIEW_LIMITS.rationaleChars) }],
    [GuardReason.TOO_LONG, { candidates: Array.from({ length: 9 }, () => said('Eczema', 0.1)) }],
    [GuardReason.TOO_LONG, { wouldChange: ['x'.repeat(MODEL_VIEW_LIMITS.sentenceChars + 1)] }],
    [GuardReason.TOO_LONG, { candidates: [said('x'.repeat(MODEL_VIEW_LIMITS.nameChars + 1), 0.1)] }],
    [GuardReason.EMPTY, { candidates: [] }],
    [GuardReason.EMPTY, { rationale: ' \n ' }],
    [GuardReason.PROBABILITY_OUT_OF_RANGE, { candidates: [said('Eczema', -0.1)] }],
    [GuardReason.PROBABILITY_OUT_OF_RANGE, { candidates: [said('Eczema', NaN)] }],
    [GuardReason.PROBABILITIES_ABOVE_ONE, { candidates: [said('Eczema', 0.7), said('Noma', 0.4)] }],
    [GuardReason.NO_KNOWN_CONDITION, { candidates: [said('Glorbitis', 0.9)] }],
    [GuardReason.NO_KNOWN_CONDITION, { candidates: [said('Eczema', 0)] }],
  ] as const)('%s: %j', (reason, view) => {
    expect(reasonsOf(view)).toContain(reason);
  });

  it('is refused for more text in all than is worth searching, though no piece of it is too long', () => {
    const long = Array.from({ length: MODEL_VIEW_LIMITS.sentences }, () => 'x '.repeat(150));
    const candidates = Array.from({ length: 8 }, (_, place) => said(`Glorbitis ${place}`, 0.1, long));
    expect(reasonsOf({ candidates: [...candidates.slice(0, 4), said('Eczema', 0.1)] })).toEqual([]);
    expect(reasonsOf({ candidates, wouldChange: long })).toEqual([GuardReason.TOO_LONG]);
  });

  it('is refused for a name that nobody knows too, since names are shown', () => {
    expect(reasonsOf({ candidates: [said('Eczema', 0.5), said('Take 500 mg', 0.1)] })).toEqual([
      GuardReason.DRUG_DOSE,
    ]);
  });
});

describe('the confidence in a view', () => {
  it('is what model and evidence give the leading condition on the mean, and never more than stands there', () => {
    expect(confidenceInView([], [])).toBe(0);
    expect(confidenceInView([shown('Eczema', 0.8)], [])).toBeCloseTo(0.4);
    expect(confidenceInView([shown('Eczema', 0.8)], [shown('Eczema', 0.4)])).toBeCloseTo(0.6);
    expect(confidenceInView([shown('Eczema', 0.8)], [shown('Eczema', 0.9)])).toBeCloseTo(0.8);
  });
});
