import { Urgency } from '../../../src/domain';
import { share, withInterval } from '../bootstrap';
import { inPercent, markdownTable } from '../../markdown-table';
import { type Section } from './section';
import { PLAIN, type VignetteOutcome } from './vignettes';

/** Reached what was expected, by kind; plain complaints that were called SOON; every one that went wrong. */
export function vignetteSection(outcomes: readonly VignetteOutcome[]): Section {
  const rowOf = (name: string, those: readonly VignetteOutcome[]) => ({
    name,
    vignettes: those.length,
    right: withInterval(
      those,
      ({ vignette }) => vignette.id,
      (all) => share(all, ({ isRight }) => isRight),
    ),
  });
  const kinds = [...new Set(outcomes.map(({ vignette }) => vignette.kind))];
  const rows = [
    ...kinds.map((kind) =>
      rowOf(
        kind,
        outcomes.filter(({ vignette }) => vignette.kind === kind),
      ),
    ),
    ...Object.values(Urgency).map((level) =>
      rowOf(
        `expected ${level}`,
        outcomes.filter(({ vignette }) => vignette.kind !== PLAIN && vignette.expect === level),
      ),
    ),
  ].filter(({ vignettes }) => vignettes > 0);
  const wrong = outcomes.filter(({ isRight }) => !isRight);
  return {
    title: 'Vignettes',
    markdown: [
      `A whole interview each. Right: at least as urgent as expected; of "${PLAIN}" complaints: below SOON.`,
      markdownTable(
        ['vignettes', 'count', 'right'],
        rows.map(({ name, vignettes, right }) => [name, String(vignettes), inPercent(right)]),
      ),
      `Not right (${wrong.length}):`,
      ...wrong.map(({ vignette: { id, expect, kind, say }, urgency, fired, failure }) => {
        const why = failure ?? (fired.map(({ code }) => code).join(', ') || 'no rule fired');
        return `- ${id} (${kind}, ${expect}): ${urgency ?? 'nothing raised'}; ${why}. “${say}”`;
      }),
    ].join('\n\n'),
    data: {
      rows,
      wrong: wrong.map(({ vignette, urgency, fired }) => ({
        id: vignette.id,
        urgency,
        fired: fired.map(({ code }) => code),
      })),
    },
  };
}
