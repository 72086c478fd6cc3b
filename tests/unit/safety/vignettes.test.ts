import { join } from 'node:path';
import { openHouse } from '../../../scripts/eval/safety/house';
import {
  PLAIN,
  readVignettes,
  runVignettes,
  type VignetteOutcome,
} from '../../../scripts/eval/safety/vignettes';
import { Urgency } from '../../../src/domain';

const ROOT = join(__dirname, '../../..');

/** Of narratives of plain acne, eczema or ringworm at most this share may be called SOON. */
const MOST_PLAIN_SOON = 0.2;
/** Single stories fail while words grow: `npm run eval:safety -- --vignettes` names them. */
const LEAST_RIGHT = 0.95;

describe('the stories of tests/data/vignettes.yaml', () => {
  let outcomes: readonly VignetteOutcome[] = [];
  beforeAll(async () => {
    const vignettes = readVignettes(join(ROOT, 'tests/data/vignettes.yaml'));
    outcomes = await runVignettes(openHouse(ROOT), vignettes);
  });
  const shareRight = (those: readonly VignetteOutcome[]): number =>
    those.filter(({ isRight }) => isRight).length / those.length;

  it('go through the interview without an exception', () => {
    expect(outcomes.filter(({ failure }) => failure !== null)).toEqual([]);
  });

  it('have a name each, and enough of each kind in every language', () => {
    const ids = outcomes.map(({ vignette }) => vignette.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(outcomes.filter(({ vignette }) => vignette.kind !== PLAIN).length).toBeGreaterThanOrEqual(100);
    expect(outcomes.filter(({ vignette }) => vignette.kind === PLAIN).length).toBeGreaterThanOrEqual(60);
  });

  it.each([Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON])('are recognised: %s', (level) => {
    const those = outcomes.filter(({ vignette }) => vignette.kind !== PLAIN && vignette.expect === level);
    expect(shareRight(those)).toBeGreaterThanOrEqual(LEAST_RIGHT);
  });

  it('do not escalate plain complaints', () => {
    const plain = outcomes.filter(({ vignette }) => vignette.kind === PLAIN);
    expect(1 - shareRight(plain)).toBeLessThanOrEqual(MOST_PLAIN_SOON);
  });
});
