import { askAtMostEvery } from '../../../src/time';

it('asks once for all who want to know within the time, and anew after it', async () => {
  let nowMs = 0;
  let asked = 0;
  const ask = askAtMostEvery(100, { now: () => new Date(nowMs) }, () => Promise.resolve(++asked));
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  nowMs = 99;
  expect(await ask()).toBe(1);
  nowMs = 100;
  expect(await ask()).toBe(2);
});
