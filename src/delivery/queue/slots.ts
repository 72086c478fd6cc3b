import { type DeliveryEndpoint } from '../../generated/prisma/client';
import { ChannelName } from '../delivery-words';

/** Attempts of one process at once. Whoever holds them all keeps every other from being told. */
export interface SlotLimits {
  /** One receiver that hangs delays itself. */
  readonly perEndpoint: number;
  /** All receivers of one facility or pool, hundreds that hang, delay each other. */
  readonly perOwner: number;
  /** One server takes all mail. */
  readonly forMail: number;
}

const LIMITS: SlotLimits = { perEndpoint: 4, perOwner: 8, forMail: 8 };

type Taker = Pick<DeliveryEndpoint, 'id' | 'facilityId' | 'poolId' | 'channel'>;

export interface Slots {
  /** What gives the slot back; null while all are taken that this endpoint may have. */
  take(endpoint: Taker): (() => void) | null;
}

/** Of this process alone: nobody else counts with it. */
export function createSlots({ perEndpoint, perOwner, forMail } = LIMITS): Slots {
  const taken = new Map<string, number>();
  const add = (key: string, count: number): void => {
    const now = (taken.get(key) ?? 0) + count;
    if (now === 0) taken.delete(key);
    else taken.set(key, now);
  };
  return {
    take({ id, facilityId, poolId, channel }) {
      const limits = new Map([[id, perEndpoint]]);
      limits.set(facilityId ?? poolId ?? id, perOwner);
      if (channel === ChannelName.EMAIL) limits.set(channel, forMail);
      const keys = [...limits.keys()];
      if ([...limits].some(([key, limit]) => (taken.get(key) ?? 0) >= limit)) return null;
      for (const key of keys) add(key, 1);
      return () => keys.forEach((key) => add(key, -1));
    },
  };
}
