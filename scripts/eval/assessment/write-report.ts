import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type EvaluationRun } from './outcome';
import { reliabilityPlots } from './reliability-plots';
import { assessmentReport } from './report';

/** Writes the report, and beside it, under its name, the run as JSON and the reliability plots. Gives the markdown. */
export async function writeReport(run: EvaluationRun, file: string): Promise<string> {
  const stem = file.replace(/\.md$/, '');
  const plots = reliabilityPlots(run).map(({ name, svg }) => ({ file: `${stem}-${name}.svg`, svg }));
  const markdown = assessmentReport(
    run,
    plots.map((plot) => basename(plot.file)),
  );
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, markdown);
  await writeFile(`${stem}.json`, `${JSON.stringify(run)}\n`);
  for (const plot of plots) await writeFile(plot.file, plot.svg);
  return markdown;
}
