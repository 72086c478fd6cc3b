import { KillTarget, readChaosOptions } from '../../../scripts/chaos/chaos-options';
import { describeKill, planKills, RelayStage } from '../../../scripts/chaos/plan-kills';
import { seededRandom } from '../../../scripts/seeded-random';

const ALL = Object.values(KillTarget);

describe('the plan of kills', () => {
  it('is the same for a seed, and another for another', () => {
    const plan = (seed: number) => planKills(seededRandom(seed), 30, ALL);
    expect(plan(1)).toEqual(plan(1));
    expect(plan(1)).not.toEqual(plan(2));
  });

  it('strikes every target, and the relay at every stage, within thirty', () => {
    const kills = planKills(seededRandom(1), 30, ALL);
    expect(kills).toHaveLength(30);
    expect(new Set(kills.map(({ victim }) => victim))).toEqual(new Set(ALL));
    for (const victim of [KillTarget.API, KillTarget.POSTGRES]) {
      const ways = kills.filter((kill) => kill.victim === victim).map(describeKill);
      expect(ways.some((way) => way.includes('whatever'))).toBe(true);
    }
    const ofHolders = kills.filter((kill) => kill.victim === KillTarget.API).map(describeKill);
    for (const stage of Object.values(RelayStage)) {
      for (const fate of ['commits', 'rolls back']) {
        expect(ofHolders).toContain(`api holding the relay, numbering ${stage}, ${fate}`);
      }
    }
    expect(ofHolders).toContain('api holding the relay, and its successor at once');
  });

  it('leaves alone what is not to be killed', () => {
    const kills = planKills(seededRandom(1), 10, [KillTarget.REDIS]);
    expect(kills).toEqual(Array.from({ length: 10 }, () => ({ victim: 'redis', at: 'random' })));
  });
});

describe('the command line', () => {
  it('has a default for everything', () => {
    expect(readChaosOptions([])).toMatchObject({
      events: 1000,
      kills: 30,
      targets: ALL,
      secondsPerMinute: null,
    });
  });

  it('reads what is given', () => {
    const given = ['--events', '50', '--kill', 'api,redis', '--seconds-per-minute', '0.5'];
    expect(readChaosOptions(given)).toMatchObject({
      events: 50,
      targets: ['api', 'redis'],
      secondsPerMinute: 0.5,
    });
  });

  it.each([
    [['--events', 'many'], '--events'],
    [['--kill', 'api,chroma'], '--kill'],
  ])('refuses %j', (given, option) => {
    expect(() => readChaosOptions(given)).toThrow(option);
  });
});
