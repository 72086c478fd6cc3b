import { DEFAULT_FUSION, type FusionSettings } from '../../src/domain';
import { inTuningHalf, type AskedCase } from './collect-evidence';
import { FIGURES } from './figures';
import { judge, type JudgeSettings } from './judge';

/** The settings that were compared; every figure is of the tuning half of the patients and of no other. */
const COMPARED: readonly FusionSettings[] = [0.4, 0.6, 0.8].flatMap((pictureShare) =>
  [0.2, 0.5].flatMap((pictureSoftness) =>
    [0.99, 0.5, 0.45, 0.4, 0.35, 0.3].map((expectedMalignantShare) => ({
      ...DEFAULT_FUSION,
      pictureShare,
      pictureSoftness,
      expectedMalignantShare,
    })),
  ),
);

const NAMED = ['pictureShare', 'pictureSoftness', 'expectedMalignantShare'] as const;

/** A line of settings and figures for each way of fusing, for cases with a picture and without. */
export function tuningTable(asked: readonly AskedCase[], settings: JudgeSettings): string {
  const tuning = asked.filter((one) => inTuningHalf(one.referenceCase.patientId));
  const lines = COMPARED.flatMap((fusion) =>
    [true, false].map((withPicture) => {
      const outcomes = tuning
        .filter((one) => one.hasPicture === withPicture)
        .map((one) => judge(one, { ...settings, fusion }));
      const figures = FIGURES.map((kind) => kind.measure(outcomes)?.toFixed(3) ?? '–');
      const values = NAMED.map((name) => String(fusion[name]));
      return [...values, withPicture ? 'with' : 'without', ...figures];
    }),
  );
  const heading = [...NAMED, 'picture', ...FIGURES.map((kind) => kind.title)];
  return [heading, heading.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
