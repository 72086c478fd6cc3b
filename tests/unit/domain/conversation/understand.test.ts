import { type DialogueRules, PROMPTS } from '../../../../src/domain';
import { understand } from '../../../../src/domain/conversation/understand';
import { NOW } from '../../../support/cases';
import { PACKS, rulesOfTheHouse } from '../../../support/house-rules';
import { openTalk } from '../../../support/talk';

const HEARING = { speaker: null, today: NOW };
let rulesIn: (language: string) => DialogueRules;
beforeAll(async () => {
  rulesIn = await rulesOfTheHouse();
});

it.each(PACKS.all.map((pack) => [pack.tag, pack] as const))('every answer can be said in %s', (tag, pack) => {
  const misheard = PROMPTS.flatMap((prompt) =>
    prompt.choices.flatMap((choice) => {
      const text = `${pack.choices[choice]}.`;
      const heard = understand(prompt, { text, pressed: null }, rulesIn(tag), HEARING);
      return heard?.choice === choice
        ? []
        : [`${prompt.code}: ${text} is heard as ${heard?.choice ?? 'nothing'}`];
    }),
  );
  expect(misheard).toEqual([]);
});

it('an age is heard in years and in days, as one says it', () => {
  const asked = openTalk(rulesIn).press('YES').press('COMPLAINT_RASH').say('my daughter');
  expect(asked.current.code).toBe('AGE');
  expect(asked.say('she is 4').triageCase.findings.numbers['age_years']?.value).toBe(4);
  const baby = asked.press('AGE_UNDER_1_YEAR');
  expect(baby.current.code).toBe('AGE_OF_BABY');
  expect(baby.say('10 days').triageCase.findings.numbers['age_days']?.value).toBe(10);
  expect(baby.say('3 weeks').triageCase.findings.numbers['age_days']?.value).toBe(21);
});
