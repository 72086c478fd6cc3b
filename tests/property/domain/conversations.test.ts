import fc from 'fast-check';
import {
  answerConsent,
  CaseStatus,
  compileLanguage,
  type CommandContext,
  ConsentKind,
  type Decision,
  type DialogueRules,
  endConversation,
  Expects,
  findPrompt,
  hear,
  isAnswered,
  isIntimateOfMinor,
  MAX_QUESTIONS,
  openConversation,
  PromptCode,
  recordAssessment,
  requestAssessment,
  SessionStage,
  sessionStage,
  setLanguage,
  showImage,
  Speaker,
  type TriageCase,
  Truth,
  Urgency,
  urgencyRank,
} from '../../../src/domain';
import { contextAt, openedCase, outcomeWith, POLICY } from '../../support/cases';
import { rulesOfTheHouse } from '../../support/house-rules';
import { WORDLESS } from '../../support/lexicons';

const SEQUENCES = 10_000;
/** Words that must never come back from the agent. */
const PRIVATE_WORDS = 'swordfish';
const VIOLENT_WORDS = 'kingfisher';

/** A few words for many kinds of finding: what is decided by them is the house's own rules. */
const LEXICON = {
  ...WORDLESS,
  negationsBefore: ['no'],
  listWords: ['or'],
  unsure: ['maybe'],
  signs: {
    fever: ['fever'],
    rash: ['rash'],
    blisters: ['blisters'],
    pigmented: ['mole'],
    size_change: ['growing'],
    chest_pain: ['chest'],
    new_drug_within_8w: ['tablet'],
    self_harm_intent: [PRIVATE_WORDS],
    violence: [VIOLENT_WORDS],
  },
  bodySites: { ARM: ['arm'], GENITALIA_OR_GROIN: ['groin'] },
};
const WORDS = ['yes', 'no', 'not sure', 'maybe', 'or', ',', 'bus', 'arm', 'groin'];
const COMMON = ['fever', 'rash', 'mole', 'growing', 'blisters', 'tablet'];
const GRAVE = ['chest', PRIVATE_WORDS, VIOLENT_WORDS];

interface Command {
  readonly name: string;
  readonly run: (triageCase: TriageCase, context: CommandContext) => Decision;
}

let rules: DialogueRules;
beforeAll(async () => {
  rules = {
    ...(await rulesOfTheHouse())('en'),
    language: {
      compiled: compileLanguage({
        lexicon: LEXICON,
        yesNo: { yes: ['yes'], no: ['no'], notSure: ['not sure'] },
      }),
    },
  };
});

const hearing = (text: string, pressed: string | null): Command['run'] => {
  const heard = { text, original: null, confidence: null, pressed };
  return (triageCase, context) => hear(triageCase, heard, rules, context);
};
const say = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...WORDS, ...COMMON), weight: 19 },
      { arbitrary: fc.constantFrom(...GRAVE), weight: 1 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((words): Command => ({ name: `say ${words.join(' ')}`, run: hearing(words.join(' '), null) }));
/** Presses one of the answers that are offered, whichever they are. */
const press = fc.nat({ max: 30 }).map((which): Command => ({
  name: `press answer ${which}`,
  run(triageCase, context) {
    const choices = findPrompt(triageCase.dialogue?.currentPrompt ?? '')?.choices ?? [];
    const choice = choices[which % Math.max(choices.length, 1)] ?? 'NO_SUCH_CHOICE';
    return hearing(choice, choice)(triageCase, context);
  },
}));
const consent = fc
  .record({ kind: fc.constantFrom(...Object.values(ConsentKind)), granted: fc.boolean() })
  .map((answer): Command => ({
    name: `${answer.granted ? 'agree to' : 'refuse'} ${answer.kind}`,
    run: (triageCase, context) => answerConsent(triageCase, { ...answer, wording: 'w' }, rules, context),
  }));
const picture = fc.boolean().map((usable): Command => ({
  name: usable ? 'show a picture' : 'show a dark picture',
  run: (triageCase, context) => showImage(triageCase, imageOf(usable, context), rules, context),
}));
const assess = fc.constantFrom(...Object.values(Urgency)).map((urgency): Command => ({
  name: `assessment says ${urgency}`,
  run(triageCase, context) {
    const requested = requestAssessment(triageCase, context);
    if (!requested.ok) return requested;
    return recordAssessment(requested.value.triageCase, outcomeWith(urgency), POLICY, context);
  },
}));
const speakAnother = fc.constantFrom('en', 'hi').map((language): Command => ({
  name: `speak ${language}`,
  run: (triageCase, context) => setLanguage(triageCase, language, context),
}));
const end = fc.constant<Command>({
  name: 'take leave',
  run: (triageCase, context) => endConversation(triageCase, rules, context),
});

const commands = fc.array(
  fc.oneof(
    { arbitrary: press, weight: 60 },
    { arbitrary: say, weight: 25 },
    { arbitrary: consent, weight: 4 },
    { arbitrary: picture, weight: 4 },
    { arbitrary: assess, weight: 2 },
    { arbitrary: speakAnother, weight: 1 },
    { arbitrary: end, weight: 1 },
  ),
  { maxLength: 24, size: 'max' },
);
const patient = fc.record({
  ageYears: fc.constantFrom(null, 0, 4, 17, 40),
  sexAtBirth: fc.constantFrom(null, 'FEMALE' as const, 'MALE' as const),
  consents: fc.boolean(),
});

test('10,000 random conversations: no urgency falls, nothing is asked twice, and every one ends', () => {
  fc.assert(
    fc.property(patient, commands, ({ consents, ...known }, sequence) => {
      let triageCase = opened(known);
      const agree = { name: 'agree', run: hearing('YES', 'YES') };
      for (const command of consents ? [agree, ...sequence] : sequence) {
        const decision = command.run(triageCase, contextAt());
        if (!decision.ok) continue;
        holds(triageCase, decision.value.triageCase);
        triageCase = decision.value.triageCase;
      }
      endsWithSomebodyLookingAtIt(triageCase);
    }),
    { numRuns: SEQUENCES },
  );
}, 600_000);

/** What holds of every single change. */
function holds(before: TriageCase, after: TriageCase): void {
  if (urgencyRank(after.urgency) < urgencyRank(before.urgency)) throw new Error('an urgency fell');
  for (const [code, { truth }] of Object.entries(before.findings.signs)) {
    if (truth === Truth.PRESENT && after.findings.signs[code]?.truth !== Truth.PRESENT)
      throw new Error(`${code} was taken back`);
  }
  const said = after.utterances.slice(before.utterances.length).filter(isOfTheAgent);
  for (const { text, promptCode } of said) {
    if (text.includes(PRIVATE_WORDS) || text.includes(VIOLENT_WORDS)) throw new Error(`said aloud: ${text}`);
    if (/[{}]/.test(text)) throw new Error(`left blank: ${text}`);
    isWellAsked(before, after, promptCode ?? '');
  }
  if (questionsIn(after).length > MAX_QUESTIONS) throw new Error(questionsIn(after).join(' '));
}

function isWellAsked(before: TriageCase, after: TriageCase, code: string): void {
  const prompt = findPrompt(code);
  if (prompt === null || prompt.expects === Expects.NOTHING) return;
  const isRepeated = before.dialogue?.currentPrompt === code;
  const isPicture = prompt.expects === Expects.PHOTO;
  if (!isRepeated && !isPicture && before.dialogue?.askedPrompts.includes(code))
    throw new Error(`${code} was asked again`);
  if (!isRepeated && isAnswered(prompt, after.findings)) throw new Error(`${code} was answered before`);
  const isDirection = code === PromptCode.EMERGENCY_NOW || code === PromptCode.REFERRAL_RISK;
  if (after.urgency === Urgency.EMERGENCY && !isDirection) throw new Error(`${code} held up an emergency`);
  const isAboutPictures = isPicture || code === PromptCode.IMAGE_CONSENT;
  if (isAboutPictures && isIntimateOfMinor(after.findings, after.patient))
    throw new Error(`${code} to a minor about an intimate place`);
}

/** Whatever happened before: answering anything at all comes to an end, and the case to a human. */
function endsWithSomebodyLookingAtIt(from: TriageCase): void {
  let triageCase = from;
  for (let turn = 0; turn < 40; turn += 1) {
    const { choices = [] } = findPrompt(triageCase.dialogue?.currentPrompt ?? '') ?? {};
    if (choices.length === 0) break;
    const answered = hearing('', choices.at(-1) ?? '')(triageCase, contextAt());
    if (!answered.ok) break;
    triageCase = answered.value.triageCase;
  }
  const { currentPrompt = '', endedAt } = triageCase.dialogue ?? {};
  const isOver = endedAt !== null || (findPrompt(currentPrompt)?.choices.length ?? 0) === 0;
  if (!isOver) throw new Error(`${currentPrompt} never ends`);
  const left = endConversation(triageCase, rules, contextAt());
  if (!left.ok) throw new Error('nobody may leave');
  const waiting: readonly CaseStatus[] = [CaseStatus.ASSESSING, CaseStatus.AWAITING_REVIEW];
  if (!waiting.includes(left.value.triageCase.status)) throw new Error('nobody looks at it');
  const stages: readonly SessionStage[] = [SessionStage.COMPLETE];
  if (!stages.includes(sessionStage(left.value.triageCase))) throw new Error('it goes on');
}

function questionsIn({ utterances }: TriageCase): readonly string[] {
  const directions: readonly string[] = [PromptCode.EMERGENCY_NOW, PromptCode.REFERRAL_RISK];
  return [...new Set(utterances.filter(isOfTheAgent).map(({ promptCode }) => promptCode ?? ''))].filter(
    (code) => !directions.includes(code) && (findPrompt(code)?.choices.length ?? 0) > 0,
  );
}

function isOfTheAgent({ speaker }: TriageCase['utterances'][number]): boolean {
  return speaker === Speaker.AGENT;
}

function opened(known: Pick<TriageCase['patient'], 'ageYears' | 'sexAtBirth'>): TriageCase {
  const context = contextAt();
  const {
    id,
    number,
    facilityId,
    language,
    speaker,
    patient: nobody,
    callbackReference,
  } = openedCase(context);
  const identity = { id, number, facilityId, language, speaker, callbackReference };
  const session = { id: 'session', languageKnown: true };
  return openConversation({ ...identity, patient: { ...nobody, ...known } }, session, rules, context)
    .triageCase;
}

function imageOf(usable: boolean, context: CommandContext) {
  const id = context.newId();
  const quality = { usable, sharpness: 1, brightness: 0.5, reason: usable ? null : 'TOO_DARK' };
  const size = { widthPx: 600, heightPx: 600 };
  return {
    id,
    uploadId: id,
    shotType: 'CLOSE_UP' as const,
    mediaKey: id,
    sha256: 'aa',
    ...size,
    quality,
    at: context.now,
  };
}
