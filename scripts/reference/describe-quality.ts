import { type QualitySummary } from '../../src/retrieval';

/** The quality of one set in a few lines: what is missing, twice there or cannot be used. */
export function describeQuality(summary: QualitySummary): string[] {
  const { pictures, sameFile, samePicture } = summary;
  const unusable = Object.entries(pictures.unusable).map(([reason, count]) => `${count} ${reason}`);
  const skinTypes = Object.entries(summary.skinTypes).map(([type, count]) => `${type} ${count}`);
  return [
    `${summary.dataset}: ${summary.labelledCases} of ${summary.cases} cases labelled; ${summary.labelsOutsideTable} labels outside the condition table`,
    `pictures: ${pictures.named} named, ${pictures.missing} of them missing; ${pictures.notInTable} in the folder alone; ${pictures.examined} examined, unusable: ${unusable.join(', ') || 'none'}`,
    `shown more than once: ${sameFile.pictures} files (${sameFile.appearances} times, ${sameFile.acrossPatients} under several patients), ${samePicture.pictures} pictures by sight`,
    `skin types: ${skinTypes.join(', ')}`,
  ];
}
