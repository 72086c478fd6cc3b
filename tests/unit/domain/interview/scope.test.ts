import {
  type BodySite,
  type DialogueRules,
  type Findings,
  isAboutSkin,
  isIntimateOfMinor,
  isOutOfScope,
  mergeFindings,
  NO_FINDINGS,
  Truth,
} from '../../../../src/domain';
import { openedCase } from '../../../support/cases';
import { rulesOfTheHouse } from '../../../support/house-rules';
import { complain, openTalk, pressOn } from '../../../support/talk';

const present = (...codes: readonly string[]): Findings => ({
  ...NO_FINDINGS,
  signs: Object.fromEntries(codes.map((code) => [code, { truth: Truth.PRESENT, because: 'said' }])),
});

describe('what a complaint is about', () => {
  it('is the skin where a sign, a texture or a pressed complaint says so', () => {
    expect(isAboutSkin(present('itch'))).toBe(true);
    expect(isAboutSkin({ ...NO_FINDINGS, textures: ['FLAT'] })).toBe(true);
    expect(isAboutSkin({ ...NO_FINDINGS, chiefComplaint: 'spot, mole or lump' })).toBe(true);
    expect(isAboutSkin({ ...present('fever'), chiefComplaint: 'my head' })).toBe(false);
    expect(isAboutSkin(NO_FINDINGS)).toBe(false);
  });

  it('is out of scope for a partner’s case without skin and without a picture', () => {
    const submitted = { ...openedCase(), dialogue: null };
    expect(isOutOfScope(submitted, false)).toBe(true);
    expect(isOutOfScope({ ...submitted, findings: present('rash') }, true)).toBe(false);
    const somewhere = { ...submitted, findings: { ...NO_FINDINGS, bodySites: ['LEG' as const] } };
    expect(isOutOfScope(somewhere, false)).toBe(false);
    expect(isOutOfScope(somewhere, true)).toBe(true);
  });
});

describe('pictures of intimate places', () => {
  const at = (site: BodySite, ageYears: number | null): Findings => ({
    ...NO_FINDINGS,
    bodySites: [site],
    numbers: ageYears === null ? {} : { age_years: { value: ageYears, because: 'record' } },
  });

  it.each([
    ['GENITALIA_OR_GROIN', 17, null, true],
    ['GENITALIA_OR_GROIN', null, null, true],
    ['GENITALIA_OR_GROIN', 18, null, false],
    ['BUTTOCKS', 3, 'MALE', true],
    ['TORSO_FRONT', 12, 'FEMALE', true],
    ['TORSO_FRONT', 12, 'MALE', false],
    ['TORSO_FRONT', null, 'FEMALE', false],
    ['ARM', 3, 'FEMALE', false],
  ] as const)('%s at %s, %s: refused is %s', (site, age, sexAtBirth, refused) => {
    expect(isIntimateOfMinor(at(site, age), { sexAtBirth })).toBe(refused);
  });

  it('counts an age in days', () => {
    const baby = { ...at('BUTTOCKS', null), numbers: { age_days: { value: 40, because: 'said' } } };
    expect(isIntimateOfMinor(baby, { sexAtBirth: null })).toBe(true);
  });
});

describe('an age that was told', () => {
  const aged = (ageYears: number): Pick<Findings, 'numbers'> => ({
    numbers: { age_years: { value: ageYears, because: 'said' } },
  });
  const yearsAfter = (...ages: readonly number[]): number | undefined =>
    ages.reduce((known, age) => mergeFindings(known, aged(age)), NO_FINDINGS).numbers['age_years']?.value;

  it('makes nobody an adult who was said to be a child', () => {
    expect(yearsAfter(9, 30)).toBe(9);
    expect(
      mergeFindings(
        { ...NO_FINDINGS, ...aged(9) },
        { numbers: { onset_days: { value: 3, because: 'said' } } },
      ),
    ).toMatchObject({ numbers: { age_years: { value: 9 }, onset_days: { value: 3 } } });
  });

  it('is the last one in every other case', () => {
    expect(yearsAfter(9, 12)).toBe(12);
    expect(yearsAfter(30, 9)).toBe(9);
    expect(yearsAfter(15, 40)).toBe(40);
  });
});

const ADULT = { speaker: 'OTHER', patient: { ageYears: 40 } } as const;

describe('a conversation', () => {
  let rules: (language: string) => DialogueRules;
  beforeAll(async () => {
    rules = await rulesOfTheHouse('Take bus 4 to the district hospital.');
  });

  it('sends who has an emergency beyond the skin on their way at once, and asks nothing', () => {
    const { lastWords, triageCase, current } = complain(rules, 'I have strong chest pain');
    expect(current).toMatchObject({ code: 'EMERGENCY_NOT_SKIN', choices: [] });
    expect(lastWords).toContain('Take bus 4 to the district hospital.');
    expect(triageCase).toMatchObject({ urgency: 'EMERGENCY', escalations: [{ status: 'OPEN' }] });
  });

  it('leaves out directions that prescribe', async () => {
    const careless = await rulesOfTheHouse('Take 500 mg of amoxicillin and come.');
    expect(complain(careless, 'I have strong chest pain').lastWords).not.toMatch(/amoxicillin|\{/);
  });

  it.each(['I want to kill myself', 'my husband beats me'])(
    'answers “%s” in neutral words alone',
    (words) => {
      const private_ = complain(rules, words);
      expect(private_.current.code).toBe('PRIVATE_HELP');
      expect(private_.lastWords).not.toMatch(/kill|beat|husband/);
      expect(private_.triageCase.escalations).toHaveLength(1);
      expect(private_.say('and my arm itches').current.code).toBe('PLEASE_WAIT');
    },
  );

  it('asks whether it is about the skin, and ends where it is not', () => {
    const asked = complain(rules, 'my tooth hurts', ADULT);
    expect(asked.current.code).toBe('NOT_SKIN');
    const ended = asked.press('NO');
    expect(ended.current.code).toBe('OUT_OF_SCOPE');
    expect(isOutOfScope(ended.triageCase, false)).toBe(true);
    expect(isOutOfScope(asked.press('YES').triageCase, true)).toBe(false);
  });

  it('goes on when a skin complaint follows after all', () => {
    const { triageCase, current } = complain(rules, 'my tooth hurts', ADULT)
      .press('NO')
      .say('and I have an itchy rash');
    expect(current.code).toBe('DANGER_BREATHING');
    expect(isOutOfScope(triageCase, true)).toBe(false);
  });

  it('takes no picture of an intimate place of a child, and says so', () => {
    const talk = pressOn(openTalk(rules, { patient: { ageYears: 9 } }).press('YES'), (prompt) => {
      const answers: Readonly<Record<string, string>> = { BODY_SITE: 'GENITALIA_OR_GROIN', READ_BACK: 'YES' };
      const no = ['NO', 'NONE'].find((code) => prompt.choices.some((choice) => choice === code));
      return answers[prompt.code] ?? no ?? prompt.choices[0] ?? '';
    });
    expect(talk.current.code).toBe('NO_PICTURE');
    expect(talk.prompts).not.toContain('IMAGE_CONSENT');
  });
});
