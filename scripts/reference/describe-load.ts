import { type LoadReport } from '../../src/retrieval';
import { describeQuality } from './describe-quality';

/** What a build did, and what it found the sets to be. */
export function describeLoad(report: LoadReport): string {
  const { description, skipped, quality } = report;
  if (report.alreadyLoaded) return `${description.id} was there already: nothing was read.`;
  const reasons = Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${reason}`);
  return [
    `${description.id}: ${description.pictureCount} pictures and ${description.findingsCount} cases with answers.`,
    `Read ${report.casesRead} cases: ${report.picturesAdded} pictures and ${report.findingsAdded} cases with answers added, ${report.alreadyPresent} there from before.`,
    ...(reasons.length === 0 ? [] : [`Left out: ${reasons.join(', ')}.`]),
    ...quality.flatMap(({ summary }) => describeQuality(summary)),
  ].join('\n');
}
