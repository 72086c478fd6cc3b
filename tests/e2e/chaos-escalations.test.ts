import { KillTarget } from '../../scripts/chaos/chaos-options';
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
    const { verdict, truth, webhook, unanswered, crashes } = outcome;
    expect(crashes).toEqual([]);
    expect({ gaps: truth.gaps, unnumbered: truth.unnumbered, unanswered }).toEqual({
      gaps: 0,
      unnumbered: 0,
      unanswered: 0,
    });
    expect(webhook).toMatchObject({ forged: 0, renamed: 0 });
    const stream = { silent: 0, happenedTwice: 0, brokenLadders: 0, againstCommitOrder: 0 };
    expect(verdict).toMatchObject({ raised: 40, ...stream });
    for (const one of verdict.subscribers) {
      expect(one).toMatchObject({ lost: 0, doubled: 0, disordered: 0, untrue: 0 });
    }
    const [ofFacility] = verdict.subscribers;
    expect(ofFacility?.delivered).toBe(truth.events.length);
    expect(verdict.passed).toBe(true);
  }, 180_000);
});
