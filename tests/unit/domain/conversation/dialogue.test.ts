import {
  answerConsent,
  ask,
  type DialogueRules,
  endConversation,
  hear,
  PromptCode,
  sessionStage,
  showImage,
  type TriageCase,
} from '../../../../src/domain';
import { accepted, contextAt, openedCase, POLICY, redFlag, WORDS } from '../../../support/cases';
import { PACKS } from '../../../support/house-rules';

/** Rules under which a crackling skin is an emergency and nothing else is anything. */
const rules: DialogueRules = {
  ...WORDS,
  language: PACKS.fallback,
  labelOf: (code) => PACKS.fallback.choices[code],
  judge: (findings) =>
    findings.signs['crepitus']?.truth === 'PRESENT'
      ? { urgency: 'EMERGENCY', reasons: [redFlag('EMERGENCY')] }
      : { urgency: null, reasons: [] },
  policy: POLICY,
  consentWording: 'v1',
};

const say = (triageCase: TriageCase, text: string): TriageCase =>
  accepted(hear(triageCase, { text, original: null, confidence: null, pressed: null }, rules, contextAt()))
    .triageCase;
const press = (triageCase: TriageCase, pressed: string): TriageCase =>
  accepted(hear(triageCase, { text: pressed, original: null, confidence: null, pressed }, rules, contextAt()))
    .triageCase;
const promptOf = (triageCase: TriageCase): string | undefined => triageCase.dialogue?.currentPrompt;
const consented = (): TriageCase => press(openedCase(), 'YES');

test('the first prompt asks for consent to care', () => {
  expect(promptOf(openedCase())).toBe('GREETING');
  expect(sessionStage(openedCase())).toBe('GREETING');
});

test('an explicit yes is recorded as consent, with the wording that was read out', () => {
  const triageCase = say(openedCase(), 'yes');
  expect(triageCase.consents).toMatchObject([{ kind: 'CARE', granted: true, wording: 'v1' }]);
  expect(promptOf(triageCase)).toBe('CHIEF_COMPLAINT');
});

test('a no to care is recorded after its risk was spoken, and not before', () => {
  const warned = say(openedCase(), 'no');
  expect(promptOf(warned)).toBe('CARE_RISK');
  expect(warned.consents).toEqual([]);
  expect(promptOf(say(warned, 'yes'))).toBe('CHIEF_COMPLAINT');
  expect(say(warned, 'no').consents).toMatchObject([{ kind: 'CARE', granted: false }]);
});

test('"not sure" is no consent: the conversation ends and the case goes to a human', () => {
  const triageCase = say(say(openedCase(), 'not sure'), 'not sure');
  expect(triageCase.consents).toMatchObject([{ kind: 'CARE', granted: false }]);
  expect(triageCase.status).toBe('AWAITING_REVIEW');
  expect(sessionStage(triageCase)).toBe('COMPLETE');
});

test('words that answer no question for consent are no answer: it is asked again', () => {
  const triageCase = say(openedCase(), 'the weather is fine');
  expect(triageCase.consents).toEqual([]);
  expect(promptOf(triageCase)).toBe('GREETING');
});

test('an emergency is told at once and raised in the same change, before any consent', () => {
  const triageCase = say(openedCase(), 'it crackles under the skin');
  expect(triageCase).toMatchObject({ urgency: 'EMERGENCY', escalations: [{ status: 'OPEN' }] });
  expect(promptOf(triageCase)).toBe('EMERGENCY_NOW');
  expect(sessionStage(triageCase)).toBe('ESCALATED');
});

test('after an emergency nothing is asked but whether they can go', () => {
  const told = say(consented(), 'it crackles');
  expect(promptOf(press(told, 'YES'))).toBe('PLEASE_WAIT');
  expect(promptOf(say(told, 'the bus was late'))).toBe('EMERGENCY_NOW');
  expect(sessionStage(press(told, 'YES'))).toBe('ESCALATED');
});

test('who cannot go is told what waiting may cost; declining again is recorded, and lowers nothing', () => {
  const warned = press(say(consented(), 'it crackles'), 'NO');
  expect(promptOf(warned)).toBe('REFERRAL_RISK');
  const decision = hear(
    warned,
    { text: 'no', original: null, confidence: null, pressed: 'NO' },
    rules,
    contextAt(),
  );
  const { triageCase, events } = accepted(decision);
  expect(promptOf(triageCase)).toBe('REFERRAL_DECLINED');
  expect(events.map((event) => event.kind)).toContain('referral.declined');
  expect(triageCase).toMatchObject({ urgency: 'EMERGENCY', escalations: [{ status: 'OPEN' }] });
});

test('saying an answer as it is written on its button is pressing it', () => {
  const asked = say(consented(), 'an itchy rash');
  expect(promptOf(asked)).toBe('WHO');
  expect(say(asked, 'My child.')).toMatchObject({ speaker: 'PARENT' });
});

test('an answer that was not offered changes nothing', () => {
  const decision = hear(
    openedCase(),
    { text: '', original: null, confidence: null, pressed: 'PURPLE' },
    rules,
    contextAt(),
  );
  expect(decision).toMatchObject({ ok: false, error: { code: 'BAD_USER_INPUT', field: 'choice' } });
});

test('what was said stands in the transcript, patient and agent in turn', () => {
  const speakers = say(consented(), 'a rash').utterances.map((utterance) => utterance.speaker);
  expect(speakers).toEqual(['AGENT', 'PATIENT', 'AGENT', 'PATIENT', 'AGENT']);
});

test('a picture needs a standing consent', () => {
  expect(showImage(consented(), picture(), WORDS, contextAt())).toMatchObject({
    ok: false,
    error: { code: 'CONSENT_REQUIRED' },
  });
});

test('a dark picture is asked for again, but not by a case that an assessment has called an emergency meanwhile', () => {
  const willing = accepted(answerConsent(consented(), pictures(true), WORDS, contextAt())).triageCase;
  const asked = ask(willing, PromptCode.PHOTO, WORDS, contextAt());
  const dark = { ...picture(), quality: { ...picture().quality, usable: false, reason: 'TOO_DARK' } };
  const shownBy = (triageCase: TriageCase) =>
    promptOf(accepted(showImage(triageCase, dark, WORDS, contextAt())).triageCase);
  expect(shownBy(asked)).toBe(PromptCode.PICTURE_TOO_DARK);
  expect(shownBy({ ...asked, urgency: 'EMERGENCY' })).toBe(PromptCode.EMERGENCY_NOW);
});

test('withdrawing consent to pictures takes their bytes out of the case', () => {
  const willing = accepted(answerConsent(consented(), pictures(true), WORDS, contextAt())).triageCase;
  const shown = accepted(showImage(willing, picture(), WORDS, contextAt())).triageCase;
  const withdrawn = accepted(answerConsent(shown, pictures(false), WORDS, contextAt()));
  expect(withdrawn.triageCase.images).toMatchObject([{ mediaKey: null }]);
  expect(withdrawn.events.map((event) => event.kind)).toEqual(['consent.withdrawn', 'image.removed']);
});

test('taking leave sends the case to assessment; doing so twice changes nothing', () => {
  const ended = accepted(endConversation(consented(), WORDS, contextAt())).triageCase;
  expect(ended).toMatchObject({ status: 'ASSESSING' });
  expect(promptOf(ended)).toBe(PromptCode.END);
  expect(accepted(endConversation(ended, WORDS, contextAt())).events).toEqual([]);
});

function pictures(granted: boolean) {
  return { kind: 'IMAGE_CAPTURE' as const, granted, wording: 'v1' };
}

function picture() {
  const quality = { usable: true, sharpness: 1, brightness: 0.5, reason: null };
  const size = { widthPx: 600, heightPx: 600 };
  const key = { id: 'i', uploadId: 'u', mediaKey: 'cases/c/i', sha256: 'aa' };
  return { ...key, ...size, shotType: 'CLOSE_UP' as const, quality, at: contextAt().now };
}
