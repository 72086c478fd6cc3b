/** The queues. A name is for good: jobs that wait in the database carry it. */
export const JobName = {
  ASSESS_CASE: 'assess-case',
  ASK_MODEL: 'ask-model',
  CLOSE_IDLE_SESSION: 'close-idle-session',
  HOUSEKEEPING: 'housekeeping',
  DELETE_MEDIA: 'delete-media',
  CLIMB_LADDER: 'climb-ladder',
  DELIVER: 'deliver',
} as const;
export type JobName = (typeof JobName)[keyof typeof JobName];

/** What each job is told: ids and keys, never content. */
export interface JobData {
  [JobName.ASSESS_CASE]: { readonly caseId: string };
  /** `assessmentId`: the EVIDENCE assessment that the language model is asked about. */
  [JobName.ASK_MODEL]: { readonly caseId: string; readonly assessmentId: string };
  [JobName.CLOSE_IDLE_SESSION]: { readonly caseId: string };
  [JobName.HOUSEKEEPING]: Readonly<Record<string, never>>;
  [JobName.DELETE_MEDIA]: { readonly caseId: string } | NamedMedia;
  /** The step that ran out; `acknowledgeBy` in ISO 8601. */
  [JobName.CLIMB_LADDER]: {
    readonly caseId: string;
    readonly escalationId: string;
    readonly tier: number;
    readonly acknowledgeBy: string;
  };
  [JobName.DELIVER]: { readonly deliveryId: string };
}

/** How the first release named what was to be deleted; a queue that it filled may still hold some. */
interface NamedMedia {
  readonly mediaKeys: readonly string[];
}

export interface JobSettings {
  /**
   * After this long a job counts as abandoned and runs again elsewhere. It bounds the handler, and it is how long the
   * job of a killed process is missed: as short as the work allows.
   */
  readonly expireInSeconds: number;
  readonly retryLimit: number;
  /** The first pause before a retry; it doubles each time. */
  readonly retryDelaySeconds: number;
}

export const JOB_SETTINGS: Readonly<Record<JobName, JobSettings>> = {
  [JobName.ASSESS_CASE]: { expireInSeconds: 20, retryLimit: 8, retryDelaySeconds: 1 },
  [JobName.ASK_MODEL]: { expireInSeconds: 90, retryLimit: 12, retryDelaySeconds: 2 },
  [JobName.CLOSE_IDLE_SESSION]: { expireInSeconds: 30, retryLimit: 8, retryDelaySeconds: 5 },
  [JobName.DELETE_MEDIA]: { expireInSeconds: 30, retryLimit: 12, retryDelaySeconds: 5 },
  // One attempt each: what fails at the receiver is promised anew, with a back-off of its own.
  [JobName.DELIVER]: { expireInSeconds: 20, retryLimit: 12, retryDelaySeconds: 2 },
  [JobName.CLIMB_LADDER]: { expireInSeconds: 10, retryLimit: 12, retryDelaySeconds: 1 },
  [JobName.HOUSEKEEPING]: { expireInSeconds: 300, retryLimit: 3, retryDelaySeconds: 60 },
};
