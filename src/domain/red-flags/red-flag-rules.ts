import { ENDEMIC_REGION, isNumberCode, isSignCode } from '../findings/predicates';
import { err, ok, type Result } from '../result';
import { Urgency } from '../urgency';
import { parseSuspicionModel } from './suspicion-model-file';
import { type SuspicionModel } from './suspicion-score';

/** What must hold for a rule to fire. */
export type Condition =
  | { readonly kind: 'SIGN'; readonly code: string }
  | { readonly kind: 'ANY' | 'ALL'; readonly of: readonly Condition[] }
  | Comparison;

/** A number of the vocabulary, or a score, against a limit in the number's own unit. */
export interface Comparison {
  readonly kind: 'COMPARE';
  readonly code: string;
  readonly operator: Operator;
  readonly limit: number;
}

export const Operator = { LESS: '<', AT_MOST: '<=', MORE: '>', AT_LEAST: '>=' } as const;
export type Operator = (typeof Operator)[keyof typeof Operator];

/** A sum of points, each for a condition that holds. */
export interface Score {
  readonly points: readonly { readonly when: Condition; readonly points: number }[];
}

export interface Rule {
  readonly code: string;
  readonly title: string;
  readonly urgency: Urgency;
  readonly when: Condition;
  readonly sources: readonly string[];
  readonly note: string | null;
  /** The disease whose region counts, for rules that speak of `endemic_region`. */
  readonly endemicDisease: string | null;
}

export interface RuleSet {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly scores: Readonly<Record<string, Score>>;
  /** What computes the number `suspicion_score`; null where the file has none, and rules about it cannot fire. */
  readonly suspicion: SuspicionModel | null;
  /** Citation by source code. */
  readonly sources: Readonly<Record<string, string>>;
}

/** The source code of rules that rest on common teaching alone; no clinician has signed them off yet. */
export const UNSIGNED_SOURCE = 'clinical-consensus';

const COMPARISON = /^(?<code>[a-z0-9_]+)(?<operator><=|>=|<|>)(?<limit>\d+(?:\.\d+)?)?$/;

/**
 * Reads a rule file's data. Total: every mistake (unknown predicate, operator, urgency or source, a rule told twice)
 * is named, and a file with one mistake is no rule set.
 */
export function parseRuleSet(data: unknown): Result<RuleSet, string[]> {
  const problems: string[] = [];
  const report = (place: string, problem: string): undefined => void problems.push(`${place}: ${problem}`);
  const file = asRecord(data);
  const sources = textsIn(file['sources'], report);
  const scores: Record<string, Score> = {};
  for (const [code, score] of Object.entries(asRecord(file['scores']))) {
    scores[code] = parseScore(score, (problem) => report(`scores.${code}`, problem));
  }
  const isNumber = (code: string): boolean => isNumberCode(code) || Object.hasOwn(scores, code);
  const rules = asList(file['rules']).map((rule, index) =>
    parseRule(rule, index, { sources, isNumber, report }),
  );
  if (rules.length === 0) report('rules', 'there are none');
  for (const code of duplicates(rules.map((rule) => rule.code))) report(code, 'is told twice');
  const suspicion =
    file['suspicion'] === undefined
      ? null
      : parseSuspicionModel(file['suspicion'], (problem) => report('suspicion', problem));
  const { version } = file;
  if (typeof version !== 'string') report('version', 'is missing');
  if (problems.length > 0) return err(problems);
  return ok({ version: String(version), rules, scores, suspicion, sources });
}

interface RuleContext {
  readonly sources: Readonly<Record<string, string>>;
  readonly isNumber: (code: string) => boolean;
  readonly report: (place: string, problem: string) => undefined;
}

function parseRule(data: unknown, index: number, { sources, isNumber, report }: RuleContext): Rule {
  const rule = asRecord(data);
  const code = typeof rule['id'] === 'string' ? rule['id'] : `rules[${index}]`;
  const wrong = (problem: string): undefined => report(code, problem);
  const cited = asList(rule['src']).map(String);
  if (typeof rule['id'] !== 'string') wrong('has no id');
  if (typeof rule['title'] !== 'string') wrong('has no title');
  if (cited.length === 0) wrong('names no source');
  for (const source of cited) if (!Object.hasOwn(sources, source)) wrong(`unknown source ${source}`);
  const urgency = Object.values(Urgency).find((level) => level === rule['level']);
  if (urgency === undefined) wrong(`unknown level ${String(rule['level'])}`);
  const when = parseCondition(rule['when'], isNumber, wrong);
  const endemicDisease = typeof rule['endemicDisease'] === 'string' ? rule['endemicDisease'] : null;
  if (codesIn(when).includes(ENDEMIC_REGION) !== (endemicDisease !== null))
    wrong(`${ENDEMIC_REGION} and endemicDisease go together`);
  return {
    code,
    title: String(rule['title']),
    urgency: urgency ?? Urgency.EMERGENCY,
    when,
    sources: cited,
    note: typeof rule['note'] === 'string' ? rule['note'] : null,
    endemicDisease,
  };
}

function parseScore(data: unknown, wrong: (problem: string) => undefined): Score {
  const points = Object.entries(asRecord(asRecord(data)['add']));
  if (points.length === 0) wrong('adds nothing');
  return {
    points: points.map(([when, value]) => {
      if (typeof value !== 'number' || value <= 0) wrong(`${when} must add a positive number`);
      return { when: parseCondition(when, isNumberCode, wrong), points: Number(value) };
    }),
  };
}

/** `code` | `number>=5` | { any: […] } | { all: […] } | { "number>=": 5 }. */
function parseCondition(
  data: unknown,
  isNumber: (code: string) => boolean,
  wrong: (problem: string) => undefined,
): Condition {
  if (typeof data === 'string' && isSignCode(data)) return { kind: 'SIGN', code: data };
  const [key, value] =
    typeof data === 'string' ? [data, undefined] : (Object.entries(asRecord(data))[0] ?? []);
  if (key === 'any' || key === 'all') {
    const parts = asList(value);
    if (parts.length === 0) wrong(`${key} of nothing`);
    if (Object.keys(asRecord(data)).length > 1) wrong(`${key} stands beside another word`);
    const of = parts.map((part) => parseCondition(part, isNumber, wrong));
    return { kind: key === 'any' ? 'ANY' : 'ALL', of };
  }
  const found = COMPARISON.exec(key ?? '')?.groups;
  const limit = found?.['limit'] === undefined ? value : Number(found['limit']);
  const operator = Object.values(Operator).find((known) => known === found?.['operator']);
  const code = found?.['code'] ?? '';
  if (operator === undefined || typeof limit !== 'number' || !isNumber(code)) {
    wrong(`does not understand ${JSON.stringify(data)}`);
  }
  return { kind: 'COMPARE', code, operator: operator ?? Operator.AT_LEAST, limit: Number(limit) };
}

/** Every sign, number and score that a condition speaks of. */
export function codesIn(condition: Condition): readonly string[] {
  return 'of' in condition ? condition.of.flatMap(codesIn) : [condition.code];
}

function asRecord(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {};
}

function asList(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}

function textsIn(
  data: unknown,
  report: (place: string, problem: string) => undefined,
): Readonly<Record<string, string>> {
  const entries = Object.entries(asRecord(data));
  for (const [code, text] of entries)
    if (typeof text !== 'string') report(`sources.${code}`, 'is not a text');
  return Object.fromEntries(entries.map(([code, text]) => [code, String(text)]));
}

function duplicates(codes: readonly string[]): ReadonlySet<string> {
  return new Set(codes.filter((code, index) => codes.indexOf(code) !== index));
}
