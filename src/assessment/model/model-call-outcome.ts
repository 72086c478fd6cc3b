/** How one call of the model ended. */
export const ModelCallOutcome = {
  /** It became a revision of the assessment. */
  ACCEPTED: 'ACCEPTED',
  REFUSED_BY_GUARD: 'REFUSED_BY_GUARD',
  UNPARSEABLE: 'UNPARSEABLE',
  TIMEOUT: 'TIMEOUT',
  UNAVAILABLE: 'UNAVAILABLE',
  /** Nobody waited for it any more. */
  CANCELLED: 'CANCELLED',
} as const;
export type ModelCallOutcome = (typeof ModelCallOutcome)[keyof typeof ModelCallOutcome];
