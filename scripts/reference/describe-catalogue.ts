import { type CatalogueEntry, type IndexPointer } from '../../src/retrieval';
import { describeQuality } from './describe-quality';

const VERSION_DIGITS = 12;

/** What `index:status` shows. An index in use is shown even if the catalogue lost its entry. */
export function describeCatalogue(
  entries: readonly CatalogueEntry[],
  pointers: readonly IndexPointer[],
): string {
  const unlisted = pointers
    .filter(({ active }) => entries.every(({ plan }) => plan.id !== active.id))
    .map(({ active }): CatalogueEntry => ({ plan: active, built: active }));
  const all = [...unlisted, ...entries];
  if (all.length === 0) return 'There is no index yet: npm run reference:load, or index:build.';
  return all.map((entry) => describeEntry(entry, pointers)).join('\n\n');
}

function describeEntry({ plan, built }: CatalogueEntry, pointers: readonly IndexPointer[]): string {
  const { name, dimension, sha256 } = plan.embeddingModel;
  const sets = plan.datasets.map(
    (set) =>
      `${set.name}: ${set.caseCount} cases, version ${set.version.slice(0, VERSION_DIGITS)}, ${set.licence}`,
  );
  const size =
    built === null
      ? `begun ${plan.startedAt}; building it again goes on from there`
      : `${built.pictureCount} pictures and ${built.findingsCount} cases with answers, built ${built.builtAt}`;
  const floors =
    built === null
      ? []
      : [`alike from: pictures ${built.pictureFloor.toFixed(3)}, answers ${built.findingsFloor.toFixed(3)}`];
  const lines = [
    `model ${name} (${dimension} values, digest ${sha256.slice(0, VERSION_DIGITS)})`,
    ...sets,
    size,
    ...floors,
    ...(built?.quality ?? []).flatMap(describeQuality),
  ];
  const heading = `${plan.id}: ${stateOf({ plan, built }, pointers)}`;
  return [heading, ...lines.map((line) => `    ${line}`)].join('\n');
}

function stateOf({ plan, built }: CatalogueEntry, pointers: readonly IndexPointer[]): string {
  const active = pointers.find((pointer) => pointer.active.id === plan.id);
  if (active !== undefined) return `in use since ${active.active.activatedAt ?? 'long ago'}`;
  if (pointers.some((pointer) => pointer.previousId === plan.id)) return 'kept to go back to';
  return built === null ? 'half built' : 'built, not in use';
}
