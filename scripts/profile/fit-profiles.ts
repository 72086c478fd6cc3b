import {
  type PatientAnswer,
  AnswerKind,
  answerTruth,
  BodySite,
  type ConditionProfile,
  type ConditionTable,
  Duration,
  type Findings,
  isTelling,
  type ProfiledAnswer,
  Progression,
  Texture,
  Truth,
} from '../../src/domain';
import { ENCODED_SIGNS, type ReferenceCase, SCIN_SIGN_GROUPS } from '../../src/retrieval';
import { wilson } from '../eval/wilson';

/** With fewer labelled cases a condition has no profile. */
const LEAST_CASES = 20;
/** An answer that hardly anybody gives, with the condition or without it, is no argument. */
const LEAST_SHARE = 0.15;

/** A question as a set asks it: which answers it has, and whether a patient answered it at all. */
interface Question {
  readonly answers: readonly PatientAnswer[];
  readonly isAnswered: (answer: PatientAnswer, findings: Findings) => boolean;
}

const QUESTIONS: readonly Question[] = [
  ...SCIN_SIGN_GROUPS.map(({ signs }) => tickList(Object.values(signs))),
  tickList(['elevated']),
  named(AnswerKind.SITE, Object.values(BodySite), ({ bodySites }) => bodySites.length > 0),
  named(AnswerKind.TEXTURE, Object.values(Texture), ({ textures }) => textures.length > 0),
  named(AnswerKind.DURATION, Object.values(Duration), ({ duration }) => isKnown(duration)),
  named(AnswerKind.PROGRESSION, Object.values(Progression), ({ progression }) => isKnown(progression)),
];

/** How many said so, of how many who answered; a case counts by its label's weight. */
interface Count {
  readonly said: number;
  readonly asked: number;
}

interface LabelledAnswers {
  readonly findings: Findings;
  readonly weights: ReadonlyMap<string, number>;
}

/**
 * The profiles of a set: what people with each condition answer more or less often than all people of the set. Only what
 * differs clearly is kept: the 95 % intervals of both shares lie apart, and the answer is neither rare in both nor worth
 * less than an argument. A picture more of one complaint is not a case more.
 */
export function fitProfiles(
  dataset: string,
  cases: readonly ReferenceCase[],
  table: ConditionTable,
): ConditionProfile[] {
  const labelled = labelledAnswers(cases, table);
  const names = [...new Set(labelled.flatMap(({ weights }) => [...weights.keys()]))].sort();
  return names.flatMap((name) => {
    const weightOf = ({ weights }: LabelledAnswers): number => weights.get(name) ?? 0;
    const sum = labelled.reduce((total, one) => total + weightOf(one), 0);
    if (sum < LEAST_CASES) return [];
    const answers = QUESTIONS.flatMap((question) =>
      question.answers.flatMap((answer) => {
        const ofAll = count(labelled, question, answer, allWeightOf);
        return profiled(answer, count(labelled, question, answer, weightOf), ofAll) ?? [];
      }),
    );
    return answers.length === 0 ? [] : [{ name, dataset, cases: Math.round(sum), answers }];
  });
}

/** How many cases have a label, each complaint once. */
export function countLabelled(cases: readonly ReferenceCase[], table: ConditionTable): number {
  return labelledAnswers(cases, table).length;
}

function labelledAnswers(cases: readonly ReferenceCase[], table: ConditionTable): LabelledAnswers[] {
  const byComplaint = new Map<string, LabelledAnswers>();
  for (const { caseId, findings, conditions } of cases) {
    if (conditions.length === 0 || byComplaint.has(caseId)) continue;
    const weights = new Map<string, number>();
    for (const { name, weight } of conditions) {
      const listed = table.find(name).name;
      weights.set(listed, (weights.get(listed) ?? 0) + weight);
    }
    byComplaint.set(caseId, { findings, weights });
  }
  return [...byComplaint.values()];
}

function allWeightOf({ weights }: LabelledAnswers): number {
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0);
}

function count(
  labelled: readonly LabelledAnswers[],
  { isAnswered }: Question,
  answer: PatientAnswer,
  weightOf: (one: LabelledAnswers) => number,
): Count {
  let [said, asked] = [0, 0];
  for (const one of labelled) {
    if (!isAnswered(answer, one.findings)) continue;
    asked += weightOf(one);
    if (answerTruth(answer, one.findings) === Truth.PRESENT) said += weightOf(one);
  }
  return { said, asked };
}

/** Null where the difference is unclear, small or about hardly anybody. */
function profiled(answer: PatientAnswer, here: Count, all: Count): ProfiledAnswer | null {
  if (here.asked < LEAST_CASES) return null;
  const among = wilson(here.said, here.asked);
  const ofAll = wilson(all.said, all.asked);
  if (among === null || ofAll === null) return null;
  const isApart = among.low > ofAll.high || among.high < ofAll.low;
  const isCommon = Math.max(among.value, ofAll.value) >= LEAST_SHARE;
  const found = { ...answer, share: rounded(among.value), shareOfAll: rounded(ofAll.value) };
  return isApart && isCommon && isTelling(found) ? found : null;
}

/**
 * Signs as boxes to tick. Who ticked some of a list and denied none left the others empty: they did not notice them. Where
 * each sign has a yes and a no of its own, an empty one is not answered.
 */
function tickList(codes: readonly string[]): Question {
  const answers = codes.map(signAnswer);
  return {
    answers,
    isAnswered(answer, findings) {
      if (answerTruth(answer, findings) !== Truth.UNKNOWN) return true;
      const truths = answers.map((one) => answerTruth(one, findings));
      return truths.includes(Truth.PRESENT) && !truths.includes(Truth.ABSENT);
    },
  };
}

/** With the other codes of the vocabulary that say the same. */
function signAnswer(code: string): PatientAnswer {
  const [first = code, ...others] = ENCODED_SIGNS.find(([encoded]) => encoded === code) ?? [];
  return { kind: AnswerKind.SIGN, codes: [first, ...others] };
}

/** "Elsewhere" and "unknown" are no answers that could tell anything. */
function named(
  kind: AnswerKind,
  codes: readonly string[],
  isAnswered: (findings: Findings) => boolean,
): Question {
  const telling = codes.filter((code) => code !== BodySite.OTHER && code !== Duration.UNKNOWN);
  return {
    answers: telling.map((code) => ({ kind, codes: [code] })),
    isAnswered: (_answer, findings) => isAnswered(findings),
  };
}

function isKnown(value: Duration | Progression | null): boolean {
  return value !== null && value !== Duration.UNKNOWN;
}

function rounded(share: number): number {
  return Number(share.toFixed(3));
}
