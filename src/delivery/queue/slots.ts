/** So many attempts of one process at one receiver at once: one that hangs must not keep the others from being told. */
const SLOTS_PER_ENDPOINT = 4;

export interface Slots {
  /** What gives the slot back; null while all of this endpoint's are taken. */
  take(endpointId: string): (() => void) | null;
}

export function createSlots(perEndpoint = SLOTS_PER_ENDPOINT): Slots {
  const taken = new Map<string, number>();
  return {
    take(endpointId) {
      const before = taken.get(endpointId) ?? 0;
      if (before >= perEndpoint) return null;
      taken.set(endpointId, before + 1);
      return () => {
        const now = (taken.get(endpointId) ?? 1) - 1;
        if (now === 0) taken.delete(endpointId);
        else taken.set(endpointId, now);
      };
    },
  };
}
