import { type SuspicionModel } from './suspicion-score';

/** Reads the data file's model; null and a named problem where a number is missing or a yes would lower the score. */
export function parseSuspicionModel(data: unknown, wrong: (problem: string) => void): SuspicionModel | null {
  const file = asRecord(data);
  const problems: string[] = [];
  const numberAt = (value: unknown, name: string, least = -Infinity): number => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < least) problems.push(name);
    return Number(value);
  };
  const textAt = (value: unknown, name: string): string => {
    if (typeof value !== 'string' || value === '') problems.push(name);
    return String(value);
  };
  const answers = asRecord(file['answerWeights']);
  const picture = asRecord(file['picture']);
  const weights: readonly unknown[] = Array.isArray(picture['weights']) ? picture['weights'] : [];
  if (weights.length === 0) problems.push('picture weights');
  const ages = Array.isArray(file['ageWeights']) ? file['ageWeights'].map(asRecord) : [];
  const model: SuspicionModel = {
    version: typeof file['version'] === 'string' ? file['version'] : '',
    intercept: numberAt(file['intercept'], 'intercept'),
    ageWeights: ages.map((span) => ({
      fromYears: numberAt(span['fromYears'], 'fromYears', 0),
      weight: numberAt(span['weight'], 'age weight', 0),
    })),
    ageSpanYears: numberAt(file['ageSpanYears'], 'ageSpanYears', 1),
    answerWeights: {
      ITCHES: numberAt(answers['ITCHES'], 'ITCHES', 0),
      GREW: numberAt(answers['GREW'], 'GREW', 0),
      HURTS: numberAt(answers['HURTS'], 'HURTS', 0),
      BLED: numberAt(answers['BLED'], 'BLED', 0),
      RAISED: numberAt(answers['RAISED'], 'RAISED', 0),
      CHANGED: numberAt(answers['CHANGED'], 'CHANGED', 0),
    },
    picture: {
      embeddingModelSha256: textAt(picture['embeddingModelSha256'], 'embeddingModelSha256'),
      intercept: numberAt(picture['intercept'], 'picture intercept'),
      weights: weights.map((weight) => numberAt(weight, 'picture weight')),
      least: Math.min(0, numberAt(picture['least'], 'least')),
    },
    threshold: numberAt(file['threshold'], 'threshold', 0),
  };
  for (const problem of problems) wrong(`${problem} is no such number`);
  return problems.length === 0 ? model : null;
}

function asRecord(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {};
}
