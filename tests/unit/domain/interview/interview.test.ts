import {
  applyChoice,
  type DialogueRules,
  findPrompt,
  InterviewTopic,
  MAX_QUESTIONS,
  NO_FINDINGS,
  openTopics,
  type Prompt,
  PREDICATES,
  PROMPTS,
  Truth,
} from '../../../../src/domain';
import { rulesOfTheHouse } from '../../../support/house-rules';
import { complain, openTalk, pressOn, questionsIn } from '../../../support/talk';

let rules: (language: string) => DialogueRules;
beforeAll(async () => {
  rules = await rulesOfTheHouse();
});

/** Agrees to everything, denies every danger, and is a grown-up who speaks for themselves. */
function healthy({ code, consent, choices }: Prompt): string {
  if (consent !== null || code === 'READ_BACK') return 'YES';
  if (code === 'AGE') return 'AGE_15_TO_49';
  return ['NO', 'NONE'].find((no) => choices.some((choice) => choice === no)) ?? choices[0] ?? 'NOT_SURE';
}
const answering =
  (answers: Readonly<Record<string, string>>) =>
  (prompt: Prompt): string =>
    answers[prompt.code] ?? healthy(prompt);

describe('the interview', () => {
  it('asks first what decides most emergencies, and ends with the read-back and the picture', () => {
    const { prompts } = pressOn(openTalk(rules).press('YES').press('COMPLAINT_RASH'), healthy);
    expect(prompts).toEqual([
      'GREETING',
      'CHIEF_COMPLAINT',
      'WHO',
      'DANGER_BREATHING',
      'DANGER_WHOLE_BODY',
      'DANGER_SKIN',
      'EXPOSURE',
      'BODY_SITE',
      'AGE',
      'DURATION',
      'READ_BACK',
      'IMAGE_CONSENT',
      'PHOTO',
    ]);
  });

  it('asks a spot whether it changes, and never a rash', () => {
    const about = (complaint: string) =>
      pressOn(openTalk(rules).press('YES').press(complaint), healthy).prompts;
    expect(about('COMPLAINT_SPOT')).toContain('LESION');
    expect(about('COMPLAINT_RASH')).not.toContain('LESION');
  });

  it.each(['YES', 'NO', 'NOT_SURE', 'NONE'])('asks at most twelve questions of whoever says %s', (wanted) => {
    const always = (prompt: Prompt): string => {
      if (prompt.consent !== null) return 'YES';
      return prompt.choices.find((choice) => choice === wanted) ?? prompt.choices.at(-1) ?? '';
    };
    const talk = pressOn(openTalk(rules).press('YES').press('COMPLAINT_SORE'), always);
    expect(questionsIn(talk).length).toBeLessThanOrEqual(MAX_QUESTIONS);
    expect(new Set(talk.prompts).size).toBe(talk.prompts.length);
  });

  it('does not ask what was said already', () => {
    const { prompts } = pressOn(
      complain(rules, 'For two weeks I have had an itchy rash on my arm, and it gets worse', {
        speaker: 'RELATIVE',
        patient: { ageYears: 40 },
      }),
      healthy,
    );
    for (const known of ['WHO', 'BODY_SITE', 'DURATION', 'PROGRESSION']) expect(prompts).not.toContain(known);
    expect(prompts).toContain('HISTORY');
  });

  it('asks a child’s age before its dangers, and an infant’s in days', () => {
    const child = answering({
      WHO: 'WHO_MY_CHILD',
      AGE: 'AGE_UNDER_1_YEAR',
      AGE_OF_BABY: 'AGE_UNDER_2_MONTHS',
    });
    const { prompts } = pressOn(openTalk(rules).press('YES').press('COMPLAINT_RASH'), child);
    expect(prompts.slice(2, 5)).toEqual(['WHO', 'AGE', 'AGE_OF_BABY']);
    expect(prompts).toContain('DANGER_BABY');
  });

  it('asks nobody who speaks for themselves whether they feed badly', () => {
    const { prompts } = pressOn(openTalk(rules).press('YES').press('COMPLAINT_RASH'), healthy);
    expect(prompts.filter((code) => /BABY|CHILD/.test(code))).toEqual([]);
  });

  it('asks where a colour comes from', () => {
    const asked = pressOn(
      openTalk(rules, { patient: { ageYears: 30 }, speaker: 'OTHER' })
        .press('YES')
        .press('COMPLAINT_PATCH'),
      answering({ PAINT: 'YES' }),
    );
    expect(asked.prompts).toContain('PAINT');
    expect(asked.prompts).not.toContain('TATTOO');
    expect(asked.triageCase.findings.signs['paint_or_dye']?.truth).toBe(Truth.PRESENT);
  });

  it('leaves topics open when somebody is not sure', () => {
    expect(openTopics({ findings: NO_FINDINGS, answeredTopics: [] })).toEqual(Object.values(InterviewTopic));
    const unsure = pressOn(openTalk(rules).press('YES').press('COMPLAINT_RASH'), (prompt) =>
      prompt.choices.includes('NOT_SURE') ? 'NOT_SURE' : healthy(prompt),
    );
    const { findings, dialogue } = unsure.triageCase;
    expect(openTopics({ findings, answeredTopics: dialogue?.answeredTopics ?? [] })).toContain(
      'GENERAL_SYMPTOMS',
    );
  });
});

describe('a yes to several dangers', () => {
  const yesTo = (bundle: string) =>
    pressOn(openTalk(rules).press('YES').press('COMPLAINT_RASH'), (prompt) => {
      if (prompt.code === bundle) return 'YES';
      return prompt.code === `${bundle}_WHICH` ? 'NOT_SURE' : healthy(prompt);
    });

  it('is followed by "which?", and without an answer stays a danger', () => {
    const { prompts, triageCase } = yesTo('DANGER_WHOLE_BODY');
    expect(prompts[prompts.indexOf('DANGER_WHOLE_BODY') + 1]).toBe('DANGER_WHOLE_BODY_WHICH');
    expect(triageCase.findings.signs['danger_sign_unspecified']?.truth).toBe(Truth.PRESENT);
    expect(triageCase.urgency).toBe('URGENT');
  });

  it('about breathing is an emergency', () => {
    expect(yesTo('DANGER_BREATHING').triageCase.urgency).toBe('EMERGENCY');
  });

  it('that nobody can make out twice stays a danger too', () => {
    const which = openTalk(rules).press('YES').press('COMPLAINT_RASH').press('WHO_ME').press('YES');
    expect(which.current.code).toBe('DANGER_BREATHING_WHICH');
    const repeated = which.say('the bus was late');
    expect(repeated.current.code).toBe('DANGER_BREATHING_WHICH');
    expect(repeated.say('the bus was late').triageCase.urgency).toBe('EMERGENCY');
  });
});

describe('the read-back', () => {
  const readBack = () => {
    let talk = openTalk(rules).press('YES').press('COMPLAINT_RASH');
    while (talk.current.code !== 'READ_BACK') talk = talk.press(healthy(talk.current));
    return talk;
  };

  it('names what was denied, once', () => {
    const talk = readBack();
    expect(talk.lastWords).toMatch(/fever/);
    expect(talk.lastWords).not.toMatch(/[{}]/);
    expect(pressOn(talk, healthy).prompts.filter((code) => code === 'READ_BACK')).toHaveLength(1);
  });

  it.each(['NO', 'NOT_SURE'])('makes it unknown again at %s', (answer) => {
    const { findings } = readBack().press(answer).triageCase;
    expect(findings.signs['fever']).toBeUndefined();
    expect(findings.signs['skin_peeling_sheets']).toBeUndefined();
  });

  it('asks which one it is after all, and takes no danger back', () => {
    const which = readBack().press('NO');
    expect(which.current.code).toBe('READ_BACK_WHICH');
    const fever = which.press('FEVER');
    expect(fever.triageCase.findings.signs['fever']?.truth).toBe(Truth.PRESENT);
  });

  it('reads back a no that was volunteered', () => {
    let talk = complain(rules, 'an itchy rash on my arm, no fever');
    while (talk.current.code !== 'READ_BACK')
      talk = talk.press(talk.current.choices.includes('NOT_SURE') ? 'NOT_SURE' : healthy(talk.current));
    expect(talk.lastWords).toMatch(/fever/);
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

  it('records paint and tattoos at an explicit yes alone', () => {
    expect(applyChoice('TATTOO', 'YES')?.signs?.['tattoo']?.truth).toBe(Truth.PRESENT);
    expect(applyChoice('TATTOO', 'NOT_SURE')?.signs).toEqual({});
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
      const which = findPrompt(prompt.followUp);
      for (const choice of which?.choices ?? []) {
        const signs = Object.keys(applyChoice(prompt.followUp, choice)?.signs ?? {});
        for (const code of signs) expect([...prompt.denies, which?.unspecified]).toContain(code);
      }
    }
  });
});
