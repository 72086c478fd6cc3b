import { Role, type Viewer } from '../../../src/domain';
import { LineEnding } from '../../../src/server/line-ending';
import { watchToken } from '../../../src/server/watch-token';

const VIEWER: Viewer = {
  id: '01900000-0000-7000-8000-000000000001',
  role: Role.RESPONDER,
  displayName: 'A responder',
  facilityIds: ['north', 'south'],
  session: null,
};
const EVERY_MS = 60_000;

/** Watches a token whose viewer is what `now` says: somebody, nobody, or an outage. */
function watch(now: () => Viewer | null | Error) {
  const endings: LineEnding[] = [];
  let asked = 0;
  let heard: (() => void) | null = null;
  const stop = watchToken(
    {
      reauthenticateMs: EVERY_MS,
      authenticate() {
        asked += 1;
        const viewer = now();
        return viewer instanceof Error ? Promise.reject(viewer) : Promise.resolve(viewer);
      },
      watchSignOut(_token, onSignOut) {
        heard = onSignOut;
        return () => (heard = null);
      },
    },
    'token',
    VIEWER,
    (ending) => endings.push(ending),
  );
  return { endings, stop, asked: () => asked, ring: () => heard?.(), isHearing: () => heard !== null };
}

/** Lets promises that are settled already be noticed. */
const settle = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('ends a line once the token is nobody’s, and asks no more', async () => {
  let viewer: Viewer | null = VIEWER;
  const watched = watch(() => viewer);
  await jest.advanceTimersByTimeAsync(3 * EVERY_MS);
  expect([watched.asked(), watched.endings]).toEqual([3, []]);
  viewer = null;
  await jest.advanceTimersByTimeAsync(3 * EVERY_MS);
  expect([watched.asked(), watched.endings]).toEqual([4, [LineEnding.FORBIDDEN]]);
  expect(watched.isHearing()).toBe(false);
});

it('asks at once when a sign-out is told, and believes the answer alone', async () => {
  let viewer: Viewer | null = VIEWER;
  const watched = watch(() => viewer);
  watched.ring();
  await settle();
  expect(watched.endings).toEqual([]);
  viewer = null;
  watched.ring();
  watched.ring();
  await settle();
  expect(watched.endings).toEqual([LineEnding.FORBIDDEN]);
});

it('takes an outage for no answer', async () => {
  const watched = watch(() => new Error('out of reach'));
  await jest.advanceTimersByTimeAsync(5 * EVERY_MS);
  expect([watched.asked(), watched.endings]).toEqual([5, []]);
});

it.each([
  ['another role', { ...VIEWER, role: Role.CLINICIAN }],
  ['another facility', { ...VIEWER, facilityIds: ['north', 'east'] }],
  ['a facility less', { ...VIEWER, facilityIds: ['north'] }],
  ['a pool', { ...VIEWER, pooled: [{ facilityId: 'east', fromTier: 2 }] }],
])('ends a line of somebody who has %s now', async (_what, now) => {
  const watched = watch(() => now);
  watched.ring();
  await settle();
  expect(watched.endings).toEqual([LineEnding.RIGHTS_CHANGED]);
});

it('does not care in which order facilities are told', async () => {
  const watched = watch(() => ({ ...VIEWER, facilityIds: ['south', 'north'] }));
  watched.ring();
  await settle();
  expect(watched.endings).toEqual([]);
});

it('says nothing any more once it was stopped, not even of what was asked before', async () => {
  const watched = watch(() => null);
  watched.ring();
  watched.stop();
  await settle();
  expect(watched.endings).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});
