/** By what an escalation reaches somebody who has no socket open. */
export const ChannelName = { WEBHOOK: 'WEBHOOK', EMAIL: 'EMAIL', WEB_PUSH: 'WEB_PUSH' } as const;
export type ChannelName = (typeof ChannelName)[keyof typeof ChannelName];

/** What became of one event for one endpoint. DEAD: nobody tries any more, unless somebody asks for it. */
export const DeliveryStatus = { PENDING: 'PENDING', DELIVERED: 'DELIVERED', DEAD: 'DEAD' } as const;
export type DeliveryStatus = (typeof DeliveryStatus)[keyof typeof DeliveryStatus];

/** What a failure means for the next attempt. */
export const FailureAction = {
  /** Backs off, and tries until a day is over. */
  TRY_AGAIN: 'TRY_AGAIN',
  /** The same message will never be taken: DEAD at once. */
  GIVE_UP: 'GIVE_UP',
  /** The receiver wants nothing any more: DEAD, and the endpoint disabled. */
  DISABLE: 'DISABLE',
} as const;
export type FailureAction = (typeof FailureAction)[keyof typeof FailureAction];

/** Why an address is not registered. */
export const AddressProblem = {
  MALFORMED: 'MALFORMED',
  /** Well-formed, and nothing that this house may be made to talk to. */
  FORBIDDEN_ADDRESS: 'FORBIDDEN_ADDRESS',
  UNRESOLVABLE: 'UNRESOLVABLE',
} as const;
export type AddressProblem = (typeof AddressProblem)[keyof typeof AddressProblem];
