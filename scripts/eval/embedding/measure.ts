import { LesionTruth } from '../../score/labelled-cases';
import { type Figure, share, withInterval } from '../bootstrap';
import { areaUnderCurve } from './area-under-curve';
import { type SquareMatrix } from './cholesky';
import { splitsByPatient, type Split } from './folds';
import { isMalignant, type LabelledPicture } from './labelled-pictures';
import { askNeighbours, type NeighbourVerdict } from './neighbours';
import { probe } from './probe';

/** Each cuts the patients into other folds; a figure is the mean over all. */
const SEEDS = [1, 2, 3, 4, 5];

/** What was said of one picture, by seed. */
interface Judged {
  readonly picture: LabelledPicture;
  readonly probeScores: number[];
  readonly neighbours: NeighbourVerdict[];
}

export interface EmbeddingFigures {
  /** Areas under the curve of malignant against everything else, and against benign lesions without the premalignant ones. */
  readonly neighbours: Figure | null;
  readonly neighboursBenign: Figure | null;
  readonly probe: Figure | null;
  readonly probeBenign: Figure | null;
  /** How often the nearest picture of another patient has the same condition. */
  readonly nearestIsRight: Figure | null;
}

/** @param gramOf products of all pictures' unit vectors, as a model gives them that saw the training pictures alone. */
export function measure(
  pictures: readonly LabelledPicture[],
  gramOf: (split: Split) => SquareMatrix,
): EmbeddingFigures {
  const judged: Judged[] = pictures.map((picture) => ({ picture, probeScores: [], neighbours: [] }));
  for (const seed of SEEDS) {
    for (const split of splitsByPatient(pictures, seed)) {
      const gram = gramOf(split);
      const scores = probe(gram, pictures, split, seed);
      split.held.forEach((place, index) => {
        judged[place]?.probeScores.push(scores[index] ?? 0);
        judged[place]?.neighbours.push(askNeighbours(gram, pictures, place));
      });
    }
  }
  const byNeighbours = ({ neighbours }: Judged, cut: number): number => neighbours[cut]?.malignantShare ?? 0;
  const byProbe = ({ probeScores }: Judged, cut: number): number => probeScores[cut] ?? 0;
  const isNotPremalignant = ({ picture }: Judged): boolean => picture.truth !== LesionTruth.PREMALIGNANT;
  const benign = judged.filter(isNotPremalignant);
  return {
    neighbours: interval(judged, (all) => meanArea(all, byNeighbours)),
    neighboursBenign: interval(benign, (all) => meanArea(all, byNeighbours)),
    probe: interval(judged, (all) => meanArea(all, byProbe)),
    probeBenign: interval(benign, (all) => meanArea(all, byProbe)),
    nearestIsRight: interval(judged, shareOfRightNeighbours),
  };
}

/** Figures of the single conditions: how often the nearest picture has the same one. */
export function nearestByCondition(
  pictures: readonly LabelledPicture[],
  gram: SquareMatrix,
): { condition: string; count: number; right: Figure | null }[] {
  const judged = pictures.map((picture, place) => ({
    picture,
    probeScores: [],
    neighbours: [askNeighbours(gram, pictures, place)],
  }));
  const conditions = [...new Set(pictures.map(({ condition }) => condition))].sort();
  return conditions.map((condition) => {
    const own = judged.filter(({ picture }) => picture.condition === condition);
    return { condition, count: own.length, right: interval(own, shareOfRightNeighbours) };
  });
}

function interval(
  judged: readonly Judged[],
  figure: (all: readonly Judged[]) => number | null,
): Figure | null {
  return withInterval(judged, ({ picture }) => picture.patientId, figure);
}

function meanArea(all: readonly Judged[], scoreOf: (one: Judged, cut: number) => number): number | null {
  const areas = SEEDS.map((_, cut) =>
    areaUnderCurve(all.map((one) => ({ score: scoreOf(one, cut), isPositive: isMalignant(one.picture) }))),
  ).filter((area) => area !== null);
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

function shareOfRightNeighbours(all: readonly Judged[]): number | null {
  const verdicts = all.flatMap(({ picture, neighbours }) =>
    neighbours.map(({ nearestCondition }) => nearestCondition === picture.condition),
  );
  return share(verdicts, (isRight) => isRight);
}
