import { createHash } from 'node:crypto';
import { fitModel, type FittedCase } from './fit-model';

const FOLDS = 10;

/** A number from 0 to `folds` - 1 that depends on the patient and the seed alone. */
export function foldOf(patientId: string, seed: number, folds = FOLDS): number {
  const digest = createHash('sha256').update(`fold:${seed}:${patientId}`).digest();
  return digest.readUInt32BE(0) % folds;
}

/**
 * What a model says of each case that was fitted without any record of the case's patient. `judge` is asked once a case;
 * `toFit` picks what may be fitted on.
 */
export function outOfFold<C extends FittedCase & { readonly patientId: string }, T>(
  cases: readonly C[],
  seed: number,
  toFit: (one: C) => boolean,
  judge: (model: ReturnType<typeof fitModel>, one: C) => T,
): T[] {
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitModel(
      cases.filter((one) => toFit(one) && foldOf(one.patientId, seed) !== fold),
      { version: `fold ${fold}`, threshold: 0 },
    ),
  );
  return cases.map((one) => {
    const model = models[foldOf(one.patientId, seed)];
    if (model === undefined) throw new Error('There is a model for every fold.');
    return judge(model, one);
  });
}
