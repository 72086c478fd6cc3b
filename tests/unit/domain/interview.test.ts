import {
  answeredTopics,
  applyChoice,
  type ChoiceCode,
  findPrompt,
  type Findings,
  type InterviewState,
  InterviewTopic,
  MAX_QUESTIONS,
  mergeFindings,
  nextPrompt,
  NO_FINDINGS,
  openTopics,
  PREDICATES,
  PROMPTS,
  Truth,
} from '../../../src/domain';

const START: InterviewState = {
  careConsent: null,
  imageConsent: null,
  usableImages: 0,
  askedPrompts: [],
  answeredTopics: [],
  findings: NO_FINDINGS,
  justAnswered: null,
};

/** Presses what `choose` picks until nothing is asked any more. */
function talk(
  choose: (prompt: string, choices: readonly ChoiceCode[]) => ChoiceCode,
  from: Findings = NO_FINDINGS,
) {
  let state: InterviewState = { ...START, findings: from };
  const asked: string[] = [];
  for (let turn = 0; turn < 50; turn += 1) {
    const prompt = nextPrompt(state);
    asked.push(prompt.code);
    if (prompt.expects === 'NOTHING') return { asked, state };
    state = { ...state, askedPrompts: [...state.askedPrompts, prompt.code], justAnswered: null };
    if (prompt.expects === 'PHOTO') state = { ...state, usableImages: 1 };
    if (prompt.choices.length === 0) continue;
    const choice = choose(prompt.code, prompt.choices);
    const findings = mergeFindings(state.findings, applyChoice(prompt.code, choice) ?? {});
    state = {
      ...state,
      findings,
      justAnswered: { prompt: prompt.code, choice },
      careConsent: prompt.consent === 'CARE' ? choice === 'YES' : state.careConsent,
      imageConsent: prompt.consent === 'IMAGE_CAPTURE' ? choice === 'YES' : state.imageConsent,
    };
  }
  throw new Error(`never ends: ${asked.join(' ')}`);
}

const agree = (wanted: ChoiceCode) => (prompt: string, choices: readonly ChoiceCode[]) => {
  if (findPrompt(prompt)?.consent !== null) return 'YES' as const;
  return choices.includes(wanted) ? wanted : (choices[0] ?? 'NOT_SURE');
};

describe('the interview', () => {
  it('asks danger signs before places and times, and ends with the picture', () => {
    expect(talk(agree('NO')).asked).toEqual([
      'GREETING',
      'CHIEF_COMPLAINT',
      'DANGER_BREATHING',
      'DANGER_WHOLE_BODY',
      'DANGER_SKIN',
      'AGE',
      'DANGER_CHILD',
      'BODY_SITE',
      'DURATION',
      'PROGRESSION',
      'SYMPTOMS',
      'IMAGE_CONSENT',
      'PHOTO',
      'PLEASE_WAIT',
    ]);
  });

  it.each<ChoiceCode>(['YES', 'NO', 'NOT_SURE', 'NONE'])(
    'asks at most twelve questions of whoever says %s',
    (wanted) => {
      const { asked } = talk(agree(wanted));
      const questions = asked.filter((code) => (findPrompt(code)?.choices.length ?? 0) > 0);
      expect(questions.length).toBeLessThanOrEqual(MAX_QUESTIONS);
      expect(new Set(questions).size).toBe(questions.length);
      expect(questions.at(-1)).toBe('IMAGE_CONSENT');
    },
  );

  it('ends at once without consent to care', () => {
    expect(talk(() => 'NO').asked).toEqual(['GREETING', 'GOODBYE_WITHOUT_CONSENT']);
  });

  it('takes no picture without consent to it', () => {
    const refuse = (prompt: string, choices: readonly ChoiceCode[]) =>
      prompt === 'IMAGE_CONSENT' ? 'NO' : agree('NO')(prompt, choices);
    expect(talk(refuse).asked).not.toContain('PHOTO');
  });

  it('asks neither the age that is known, nor an adult about children', () => {
    const adult = { ...NO_FINDINGS, numbers: { age_years: { value: 40, because: 'record' } } };
    const { asked } = talk(agree('NO'), adult);
    expect(asked).not.toContain('AGE');
    expect(asked).not.toContain('DANGER_CHILD');
    expect(asked).toContain('HISTORY');
  });

  it('follows a yes with "which?"', () => {
    const state = { ...START, careConsent: true, askedPrompts: ['DANGER_SKIN'] };
    expect(nextPrompt({ ...state, justAnswered: { prompt: 'DANGER_SKIN', choice: 'YES' } }).code).toBe(
      'DANGER_SKIN_WHICH',
    );
    expect(
      nextPrompt({ ...state, justAnswered: { prompt: 'DANGER_SKIN', choice: 'NOT_SURE' } }).code,
    ).not.toBe('DANGER_SKIN_WHICH');
  });

  it('leaves topics open when somebody gives up or is not sure', () => {
    expect(openTopics(START)).toEqual(Object.values(InterviewTopic));
    const { state } = talk(agree('NOT_SURE'));
    expect(openTopics(state)).toContain(InterviewTopic.GENERAL_SYMPTOMS);
    expect(answeredTopics(state.findings)).toContain(InterviewTopic.BODY_SITE);
  });
});

describe('applyChoice', () => {
  it('denies exactly what the question named', () => {
    const update = applyChoice('DANGER_WHOLE_BODY', 'NO');
    expect(Object.keys(update?.signs ?? {}).sort()).toEqual([
      'fast_heart_rate',
      'fever',
      'looks_very_unwell',
      'neck_stiffness',
      'vomiting_repeated',
    ]);
    expect(Object.values(update?.signs ?? {}).every((sign) => sign.truth === Truth.ABSENT)).toBe(true);
  });

  it('leaves everything unknown at "yes" and "not sure"', () => {
    expect(applyChoice('DANGER_SKIN', 'YES')?.signs).toEqual({});
    expect(applyChoice('DANGER_SKIN', 'NOT_SURE')?.signs).toEqual({});
  });

  it('refuses what the prompt does not offer', () => {
    expect(applyChoice('DANGER_SKIN', 'ARM')).toBeNull();
    expect(applyChoice('DANGER_SKIN', 'nonsense')).toBeNull();
    expect(applyChoice('NO_SUCH_PROMPT', 'NO')).toBeNull();
    expect(applyChoice('DANGER_SKIN', 'constructor')).toBeNull();
  });

  it('speaks the vocabulary alone', () => {
    const known = new Set(PREDICATES.map((predicate) => predicate.code));
    for (const prompt of PROMPTS) {
      for (const choice of prompt.choices) {
        const update = applyChoice(prompt.code, choice);
        for (const code of [...Object.keys(update?.signs ?? {}), ...Object.keys(update?.numbers ?? {})])
          expect(known).toContain(code);
      }
    }
  });

  it('offers each danger that a bundle names as a choice, and no choice beyond them', () => {
    for (const prompt of PROMPTS) {
      if (prompt.followUp === null) continue;
      for (const choice of findPrompt(prompt.followUp)?.choices ?? []) {
        const signs = Object.keys(applyChoice(prompt.followUp, choice)?.signs ?? {});
        for (const code of signs) expect(prompt.denies).toContain(code);
      }
    }
  });
});
