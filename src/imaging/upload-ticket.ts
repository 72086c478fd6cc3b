import { err, ok, type Result } from '../domain/result';
import { detectMimeType, type MimeType } from './mime-type';

/** Leave to upload one file, once. Whoever owns the case stores it; this room says what it is and when it holds. */
export interface UploadTicket {
  readonly id: string;
  readonly caseId: string;
  /** The type that was announced; other bytes are refused (415). */
  readonly mimeType: MimeType;
  readonly maxBytes: number;
  readonly expiresAt: Date;
}

/** Why uploaded bytes are not taken. */
export const UploadProblem = {
  EXPIRED: 'EXPIRED',
  TOO_LARGE: 'TOO_LARGE',
  NOT_THE_ANNOUNCED_TYPE: 'NOT_THE_ANNOUNCED_TYPE',
} as const;
export type UploadProblem = (typeof UploadProblem)[keyof typeof UploadProblem];

/** Holds what came in against its ticket. */
export function checkUpload(ticket: UploadTicket, bytes: Buffer, now: Date): Result<void, UploadProblem> {
  if (now.getTime() >= ticket.expiresAt.getTime()) return err(UploadProblem.EXPIRED);
  if (bytes.length > ticket.maxBytes) return err(UploadProblem.TOO_LARGE);
  if (detectMimeType(bytes) !== ticket.mimeType) return err(UploadProblem.NOT_THE_ANNOUNCED_TYPE);
  return ok(undefined);
}
