import { KillTarget } from '../../scripts/chaos/chaos-options';
import { faultsOf } from '../../scripts/chaos/chaos-outcome';
import { runChaos } from '../../scripts/chaos/run-chaos';

/** A machine that is that slow has other troubles; whatever was started is ended then. */
const PATIENCE_MS = 240_000;
const LONGER_MS = PATIENCE_MS + 30_000;

/** The short form of `npm run chaos:escalations`: the same, with fewer events and kills. */
describe('escalations while processes are killed', () => {
  it(
    'arrive at every subscriber, each once by its cursor, in one order',
    async () => {
      const outcome = await runChaos(
        {
          events: 30,
          kills: 5,
          targets: Object.values(KillTarget),
          ...{ processes: 2, subscribers: 2, sseSubscribers: 1, secondsPerMinute: 0.4, seed: 1 },
        },
        () => undefined,
        AbortSignal.timeout(PATIENCE_MS),
      );
      expect(outcome.crashes).toEqual([]);
      expect(faultsOf(outcome)).toEqual([]);
      expect(outcome).toMatchObject({ raised: 30, strikes: { length: 5 } });
      // What climbs is seen to climb, on a clock that nobody turns.
      expect(outcome.truth.steps.map(({ kind }) => kind)).toContain('REMINDED');
      for (const { name, expected, delivered } of outcome.listeners)
        expect({ name, delivered }).toEqual({ name, delivered: expected });
    },
    LONGER_MS,
  );
});
