import { join } from 'node:path';
import {
  BodySite,
  type Findings,
  FitzpatrickSkinType,
  NO_FINDINGS,
  Progression,
  type SignFinding,
  Truth,
} from '../../domain';
import { type ReferenceCase, type ReferenceDataset } from '../reference-case';
import { countRows, readCsv, type CsvRow } from './csv-table';
import { openFolder, pictureNamed, type PictureShelf } from './folder';

export const PAD_TABLE = 'metadata.csv';
const PAD_NAME = 'pad-ufes-20';

/** The six diagnoses by the names of the condition table. SCC includes Bowen's disease, as in SCIN's joint label. */
export const PAD_CONDITIONS: Readonly<Record<string, string>> = {
  BCC: 'Basal Cell Carcinoma',
  SCC: 'SCC/SCCIS',
  MEL: 'Melanoma',
  ACK: 'Actinic Keratosis',
  NEV: 'Melanocytic Nevus',
  SEK: 'SK/ISK',
};

const SITES: Readonly<Record<string, BodySite>> = {
  FACE: BodySite.HEAD_OR_NECK,
  NOSE: BodySite.HEAD_OR_NECK,
  EAR: BodySite.HEAD_OR_NECK,
  LIP: BodySite.HEAD_OR_NECK,
  SCALP: BodySite.HEAD_OR_NECK,
  NECK: BodySite.HEAD_OR_NECK,
  ARM: BodySite.ARM,
  FOREARM: BodySite.ARM,
  HAND: BodySite.BACK_OF_HAND,
  CHEST: BodySite.TORSO_FRONT,
  ABDOMEN: BodySite.TORSO_FRONT,
  BACK: BodySite.TORSO_BACK,
  THIGH: BodySite.LEG,
  FOOT: BodySite.FOOT_TOP_OR_SIDE,
};

/** The answers that are signs. The sixth, `changed`, is the course of the lesion: see `readProgression`. */
const SIGNS: Readonly<Record<string, string>> = {
  itch: 'itch',
  grew: 'size_change',
  hurt: 'lesion_pain',
  bleed: 'bleeding',
  elevation: 'elevated',
};

/**
 * PAD-UFES-20: metadata.csv and images/. Only the age, the region and the six answers become findings: in this set what is
 * missing (sex, skin type, diameter, family …) gives the diagnosis away, and a vector must not learn that.
 */
export async function openPadUfes20(dir: string): Promise<ReferenceDataset> {
  const table = join(dir, PAD_TABLE);
  const { shelf, version } = await openFolder(dir, [table]);
  return {
    name: PAD_NAME,
    licence: 'CC BY 4.0, Pacheco et al. 2020, doi:10.17632/zr7vgbcyr2.1',
    version,
    caseCount: await countRows(table),
    pictureFiles: [...shelf.values()].map(({ path }) => path),
    cases: () => readCases(table, shelf),
  };
}

async function* readCases(table: string, shelf: PictureShelf): AsyncGenerator<ReferenceCase> {
  for await (const row of readCsv(table)) yield toReferenceCase(row, shelf);
}

/** One row is one picture. Several may show one lesion: `lesion_id` repeats between patients, so both make the case's id. */
function toReferenceCase(row: CsvRow, shelf: PictureShelf): ReferenceCase {
  const patientId = row['patient_id'] ?? '';
  const pictureId = row['img_id'] ?? '';
  const condition = PAD_CONDITIONS[row['diagnostic'] ?? ''];
  return {
    sourceId: pictureId,
    caseId: `${patientId}_${row['lesion_id'] ?? ''}`,
    patientId,
    conditions: condition === undefined ? [] : [{ name: condition, weight: 1 }],
    fitzpatrickSkinType: readSkinType(row['fitspatrick'] ?? ''),
    findings: readPadFindings(row),
    patient: { ageYears: readAge(row['age'] ?? ''), sexAtBirth: null },
    pictures: [pictureNamed(shelf, pictureId)],
  };
}

/** "True" is present, "False" is absent, UNK and blank are not said. */
function readPadFindings(row: CsvRow): Findings {
  const signs: Record<string, SignFinding> = {};
  for (const [column, code] of Object.entries(SIGNS)) {
    if (row[column] === 'True') signs[code] = { truth: Truth.PRESENT, because: column };
    if (row[column] === 'False') signs[code] = { truth: Truth.ABSENT, because: column };
  }
  const site = SITES[row['region'] ?? ''];
  return {
    ...NO_FINDINGS,
    bodySites: site === undefined ? [] : [site],
    progression: readProgression(row),
    signs,
  };
}

/** A lesion that changed of late, in whatever way, is not stable; one that did not change nor grow is. */
function readProgression(row: CsvRow): Progression | null {
  if (row['changed'] === 'True') return Progression.WORSENING;
  return row['changed'] === 'False' && row['grew'] === 'False' ? Progression.STABLE : null;
}

function readAge(cell: string): number | null {
  return /^\d+$/.test(cell) ? Number(cell) : null;
}

/** A number from 1 to 6, written as a float. */
function readSkinType(cell: string): FitzpatrickSkinType | null {
  const wanted = `FST${Number.parseInt(cell, 10)}`;
  return Object.values(FitzpatrickSkinType).find((type) => type === wanted) ?? null;
}
