export const Role = {
  PATIENT: 'PATIENT',
  KIOSK: 'KIOSK',
  CLINICIAN: 'CLINICIAN',
  RESPONDER: 'RESPONDER',
  PARTNER: 'PARTNER',
  ADMIN: 'ADMIN',
} as const;
export type Role = (typeof Role)[keyof typeof Role];

/** What a pool of the viewer's stands behind. */
export interface Pooled {
  /** Null: every facility, also one that opens tomorrow. */
  readonly facilityId: string | null;
  /** Its escalations are the viewer's matter once their tier has come so far. */
  readonly fromTier: number;
}

/** Who is asking, as established from the bearer's token. */
export interface Viewer {
  /** The staff member's, API client's, or (for a patient) the session's id. */
  readonly id: string;
  readonly role: Role;
  readonly displayName: string;
  /** The facilities that the viewer works for; for a patient, the one of the case. */
  readonly facilityIds: readonly string[];
  /** Left out where there is nothing. */
  readonly pooled?: readonly Pooled[];
  /** For a patient alone: the session that the token is good for, and its case. */
  readonly session: { readonly id: string; readonly caseId: string } | null;
}
