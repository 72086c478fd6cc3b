import { type AssessmentSource } from '../../../src/domain';
import { plotSvg } from '../safety/plot';
import { firstNamedStatements, reliabilityBins, type Statement, suspicionStatements } from './calibration';
import { type EvaluationRun, type ViewedCase, viewedBy } from './outcome';
import { sourcesOf } from './report';

/** A plot as SVG, and what to call it. */
export interface ReliabilityPlot {
  /** Part of its file's name. */
  readonly name: string;
  readonly svg: string;
}

const KINDS: readonly {
  readonly name: string;
  readonly title: string;
  readonly statementsOf: (cases: readonly ViewedCase[]) => Statement[];
}[] = [
  { name: 'suspicion', title: 'malignant or premalignant', statementsOf: suspicionStatements },
  { name: 'first', title: 'the first condition named', statementsOf: firstNamedStatements },
];

const SOURCE_NAMES: Readonly<Record<AssessmentSource, string>> = {
  EVIDENCE: 'evidence',
  MEDGEMMA: 'medgemma',
};

/** What was said against what was so, for each source of a run; each dot says of how many cases it is made. */
export function reliabilityPlots(run: EvaluationRun): ReliabilityPlot[] {
  return sourcesOf(run).flatMap((source) =>
    KINDS.flatMap(({ name, title, statementsOf }) => {
      const bins = reliabilityBins(statementsOf(viewedBy(source, run.cases)));
      if (bins.length === 0) return [];
      const points = bins.map(({ meanSaid, shareSo, statements }) => ({
        x: meanSaid,
        y: shareSo,
        label: String(statements),
      }));
      const svg = plotSvg({
        title: `${run.set.name}, ${SOURCE_NAMES[source]}: ${title}`,
        xLabel: 'probability that was stated',
        yLabel: 'share in which it was so',
        line: points,
        dots: points,
      });
      return { name: `${SOURCE_NAMES[source]}-${name}`, svg };
    }),
  );
}
