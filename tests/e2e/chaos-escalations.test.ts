import { KillTarget } from '../../scripts/chaos/chaos-options';
import { faultsOf } from '../../scripts/chaos/chaos-outcome';
import { runChaos } from '../../scripts/chaos/run-chaos';

/** The short form of `npm run chaos:escalations`: the same, with fewer events and kills. */
describe('escalations while processes are killed', () => {
  it('arrive at every subscriber, each once by its cursor, in one order', async () => {
    const outcome = await runChaos(
      {
        events: 40,
        kills: 5,
        targets: Object.values(KillTarget),
        ...{ processes: 2, subscribers: 2, sseSubscribers: 1, secondsPerMinute: 0.4, seed: 1 },
      },
      () => undefined,
    );
    expect(outcome.crashes).toEqual([]);
    expect(faultsOf(outcome)).toEqual([]);
    expect(outcome).toMatchObject({ raised: 40, strikes: { length: 5 } });
    // What climbs is seen to climb, on a clock that nobody turns.
    expect(outcome.truth.steps.map(({ kind }) => kind)).toContain('REMINDED');
    for (const { name, expected, delivered } of outcome.listeners)
      expect({ name, delivered }).toEqual({ name, delivered: expected });
  }, 180_000);
});
