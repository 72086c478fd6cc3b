import {
  type CaseError,
  err,
  forbidden,
  isUuid,
  notFound,
  ok,
  type Pooled,
  type Result,
  Role,
  type Viewer,
} from '../domain';

/** Everything that the policy decides about. */
export const Action = {
  /** What a patient's token is good for: to speak, consent, show, be assessed and take leave, in its own session. */
  CONVERSE: 'CONVERSE',
  START_SESSION: 'START_SESSION',
  RESUME_SESSION: 'RESUME_SESSION',
  REQUEST_UPLOAD: 'REQUEST_UPLOAD',
  SUBMIT_CASE: 'SUBMIT_CASE',
  LIST_FACILITIES: 'LIST_FACILITIES',
  READ_CASE: 'READ_CASE',
  SEARCH_SIMILAR_CASES: 'SEARCH_SIMILAR_CASES',
  READ_CALLBACK_REFERENCE: 'READ_CALLBACK_REFERENCE',
  CLAIM_CASE: 'CLAIM_CASE',
  ASSIGN_CASE: 'ASSIGN_CASE',
  REVIEW_CASE: 'REVIEW_CASE',
  RECORD_OUTCOME: 'RECORD_OUTCOME',
  WITHDRAW_CONSENT: 'WITHDRAW_CONSENT',
  ERASE_CASE: 'ERASE_CASE',
  READ_ESCALATION: 'READ_ESCALATION',
  ACKNOWLEDGE_ESCALATION: 'ACKNOWLEDGE_ESCALATION',
  /** Where a facility's escalations are delivered to beyond sockets. */
  MANAGE_DELIVERY: 'MANAGE_DELIVERY',
  RECEIVE_PUSH: 'RECEIVE_PUSH',
} as const;
export type Action = (typeof Action)[keyof typeof Action];

const { PATIENT, KIOSK, CLINICIAN, RESPONDER, PARTNER, ADMIN } = Role;

/** The one table of who may do what. Where it may be done is the facilities' matter: see `sees`. */
const ALLOWED: Readonly<Record<Action, readonly Role[]>> = {
  CONVERSE: [PATIENT],
  START_SESSION: [KIOSK, CLINICIAN, PARTNER],
  RESUME_SESSION: [KIOSK, CLINICIAN],
  REQUEST_UPLOAD: [PATIENT, CLINICIAN, PARTNER],
  SUBMIT_CASE: [CLINICIAN, PARTNER],
  LIST_FACILITIES: [KIOSK, CLINICIAN, RESPONDER, PARTNER, ADMIN],
  READ_CASE: [CLINICIAN, RESPONDER, PARTNER, ADMIN],
  SEARCH_SIMILAR_CASES: [CLINICIAN, PARTNER],
  READ_CALLBACK_REFERENCE: [CLINICIAN, RESPONDER, ADMIN],
  CLAIM_CASE: [CLINICIAN],
  ASSIGN_CASE: [CLINICIAN, ADMIN],
  REVIEW_CASE: [CLINICIAN],
  RECORD_OUTCOME: [CLINICIAN],
  WITHDRAW_CONSENT: [CLINICIAN, ADMIN],
  ERASE_CASE: [CLINICIAN, ADMIN],
  READ_ESCALATION: [CLINICIAN, RESPONDER, PARTNER, ADMIN],
  ACKNOWLEDGE_ESCALATION: [CLINICIAN, RESPONDER, ADMIN],
  MANAGE_DELIVERY: [ADMIN],
  RECEIVE_PUSH: [CLINICIAN, RESPONDER, ADMIN],
};

/** Whether the viewer's role allows the action at all, wherever. */
export function may(viewer: Viewer, action: Action): boolean {
  return ALLOWED[action].includes(viewer.role);
}

/** Whether what the facility owns exists for this viewer. Memberships decide for everybody, administrators too. */
export function sees(viewer: Viewer, facilityId: string): boolean {
  return viewer.facilityIds.includes(facilityId);
}

/** The viewer's facilities, or the one of them that a filter asks for; none if it is somebody else's. */
export function facilitiesAsked(
  viewer: Pick<Viewer, 'facilityIds'>,
  facilityId: string | null | undefined,
): readonly string[] {
  return viewer.facilityIds.filter((id) => facilityId == null || id === facilityId.toLowerCase());
}

/** What pools of the viewer's stand behind beyond the viewer's own facilities, or what of it is the one that a filter asks for. */
export function pooledAsked(
  viewer: Pick<Viewer, 'facilityIds' | 'pooled'>,
  facilityId: string | null | undefined,
): readonly Pooled[] {
  const { facilityIds, pooled = [] } = viewer;
  const elsewhere = pooled.filter(({ facilityId: id }) => id === null || !facilityIds.includes(id));
  if (facilityId == null) return elsewhere;
  const asked = facilityId.toLowerCase();
  // Who stands behind all facilities may ask for any; what is no id is none of them.
  const fromTier = isUuid(asked) ? tierSeenFrom(viewer, asked) : Infinity;
  return fromTier === 0 || fromTier === Infinity ? [] : [{ facilityId: asked, fromTier }];
}

/** The tier from which a facility's escalations are the viewer's matter: 0 for their own, Infinity for never. */
export function tierSeenFrom(
  { facilityIds, pooled = [] }: Pick<Viewer, 'facilityIds' | 'pooled'>,
  facilityId: string,
): number {
  if (facilityIds.includes(facilityId)) return 0;
  const behind = pooled.filter(({ facilityId: id }) => id === null || id === facilityId);
  return Math.min(...behind.map(({ fromTier }) => fromTier));
}

/** What a facility owns, and how far it was escalated: its tier, null for not at all. */
export interface Escalated {
  readonly facilityId: string;
  readonly tier: number | null;
}

/** As `sees`, for what was escalated: it exists for a pool from the tier on at which the pool is asked. */
export function seesEscalated(viewer: Viewer, { facilityId, tier }: Escalated): boolean {
  return (tier ?? 0) >= tierSeenFrom(viewer, facilityId);
}

/** Errors: FORBIDDEN, whatever the action would be done to. */
export function permit(viewer: Viewer, action: Action): Result<void, CaseError> {
  return may(viewer, action) ? ok(undefined) : err(forbidden(`A ${viewer.role} may not do this.`));
}

/**
 * Whether the viewer may do this to something that the facility owns. `what` names it for the refusal.
 * Errors: NOT_FOUND for anything of a foreign facility, whatever the role; FORBIDDEN for the role.
 */
export function authorise(
  viewer: Viewer,
  action: Action,
  facilityId: string,
  what = 'case',
): Result<void, CaseError> {
  return sees(viewer, facilityId) ? permit(viewer, action) : err(notFound(what));
}

/** As `authorise`, for what was escalated. Errors: as there, NOT_FOUND too for a pool that was not asked. */
export function authoriseEscalated(
  viewer: Viewer,
  action: Action,
  escalated: Escalated,
  what = 'case',
): Result<void, CaseError> {
  return seesEscalated(viewer, escalated) ? permit(viewer, action) : err(notFound(what));
}
