import { codesWith, type Findings, NO_FINDINGS, type ShotType, Truth } from '../../domain';
import { type CaseFindings } from '../../generated/prisma/client';
import { type FindingsType } from '../findings.types';
import { type CaseImageType } from '../image.types';

export interface ImageRow {
  readonly caseId: string;
  readonly id: string;
  readonly shotType: ShotType;
  readonly mediaKey: string | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly usable: boolean;
  readonly sharpness: number;
  readonly brightness: number;
  readonly reason: string | null;
}

export function toImage(row: ImageRow): CaseImageType {
  const { id, shotType, mediaKey, widthPx, heightPx, usable, sharpness, brightness, reason } = row;
  const quality = { usable, sharpness, brightness, reason };
  return { id, shotType, mediaKey, width: widthPx, height: heightPx, quality };
}

/** What the case's findings are, as the API lists them: codes and measurements in alphabetical order. */
export function toFindings(row: CaseFindings): FindingsType {
  return listed({
    ...row,
    signs: row.signs as unknown as Findings['signs'],
    numbers: row.numbers as unknown as Findings['numbers'],
  });
}

/** Of a case that has no findings yet, or none any more. */
export const NOTHING_FOUND: FindingsType = listed(NO_FINDINGS);

function listed(findings: Findings): FindingsType {
  const { chiefComplaint, bodySites, textures, duration, progression, numbers } = findings;
  return {
    chiefComplaint,
    bodySites,
    textures,
    duration,
    progression,
    present: codesWith(findings, Truth.PRESENT),
    absent: codesWith(findings, Truth.ABSENT),
    measurements: Object.entries(numbers)
      .map(([code, { value }]) => ({ code, value }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
  };
}
