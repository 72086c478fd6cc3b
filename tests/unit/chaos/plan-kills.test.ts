import { KillTarget, readChaosOptions } from '../../../scripts/chaos/chaos-options';
import { describeKill, planKills, Stage, StatementFate } from '../../../scripts/chaos/plan-kills';
import { seededRandom } from '../../../scripts/seeded-random';

const ALL = Object.values(KillTarget);

describe('the plan of kills', () => {
  it('is the same for a seed, and another for another', () => {
    const plan = (seed: number) => planKills(seededRandom(seed), 30, ALL);
    expect(plan(1)).toEqual(plan(1));
    expect(plan(1)).not.toEqual(plan(2));
  });

  it('strikes every target, and at every stage with either end of the statement, within thirty', () => {
    const kills = planKills(seededRandom(1), 30, ALL);
    expect(kills).toHaveLength(30);
    for (const victim of ALL) expect(kills).toContainEqual({ victim, at: 'random' });
    for (const stage of Object.values(Stage)) {
      for (const fate of Object.values(StatementFate))
        expect(kills).toContainEqual({ victim: KillTarget.API, at: 'stage', stage, fate });
    }
    expect(kills).toContainEqual({ victim: KillTarget.API, at: 'takeover' });
    for (const stage of [Stage.COMMITTING, Stage.HALFWAY, Stage.FINISHED])
      expect(kills).toContainEqual({ victim: KillTarget.POSTGRES, at: 'stage', stage });
  });

  it('tells its kills apart', () => {
    const kills = planKills(seededRandom(1), 30, ALL);
    const different = new Set(kills.map((kill) => JSON.stringify(kill)));
    expect(new Set(kills.map(describeKill)).size).toBe(different.size);
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
      secondsPerMinute: 1,
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
