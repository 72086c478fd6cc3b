import { composeExplanation, type ExplanationPhrases } from '../../../src/domain';

const phrases: ExplanationPhrases = {
  whatToDo: {
    EMERGENCY: 'Go now.',
    URGENT: 'Go today.',
    SOON: 'Go soon.',
    ROUTINE: 'Go.',
    SELF_CARE: 'Stay.',
  },
  howToGetThere: 'The way:',
  safetyNet: 'Come back if it spreads.',
  whatHappensNext: 'A health worker looks at it.',
};
const compose = (travelDirections: string, urgency: 'SOON' | 'SELF_CARE' = 'SOON') =>
  composeExplanation({ phrases, disclaimer: 'I am not a doctor.', urgency, travelDirections });

test('says what to do, the way there, when to come back, and ends with the disclaimer', () => {
  const { text, disclaimer } = compose('Morning bus.');
  expect(text.split('\n')).toEqual([
    'Go soon.',
    'The way: Morning bus.',
    'Come back if it spreads.',
    'A health worker looks at it.',
    'I am not a doctor.',
  ]);
  expect(disclaimer).toBe('I am not a doctor.');
});

test('says no way where nobody needs to go', () => {
  expect(compose('Morning bus.', 'SELF_CARE').text).not.toContain('bus');
});

test.each(['Take 500 mg amoxicillin on the bus.', 'You definitely have eczema; bus at nine.'])(
  'leaves out directions that are more than directions: %s',
  (directions) => {
    expect(compose(directions).text).not.toContain('The way:');
  },
);
