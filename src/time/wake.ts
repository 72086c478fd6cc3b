/** Lets a loop sleep until there is something to do, or until it is time to look anyway. */
interface Wake {
  /** Ends the sleep; called while nobody sleeps, it makes the next sleep end at once. */
  readonly wake: () => void;
  readonly sleep: (atMostMs: number) => Promise<void>;
}

/** For one loop. */
export function createWake(): Wake {
  let isDue = false;
  let endSleep: () => void = () => undefined;
  return {
    wake() {
      isDue = true;
      endSleep();
    },
    async sleep(atMostMs) {
      if (!isDue) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atMostMs);
          endSleep = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isDue = false;
    },
  };
}
