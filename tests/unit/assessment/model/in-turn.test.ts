import { createInTurn } from '../../../../src/assessment/model/in-turn';

describe('work in turn', () => {
  it('is begun a few at a time, in its order, and goes on when one of them fails', async () => {
    const inTurn = createInTurn(2);
    const begun: number[] = [];
    const ends: ((fails: boolean) => void)[] = [];
    const all = [0, 1, 2, 3].map((number) =>
      inTurn(
        () =>
          new Promise<number>((resolve, reject) => {
            begun.push(number);
            ends.push((fails) => (fails ? reject(new Error('broken')) : resolve(number)));
          }),
      ),
    );
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1]);
    const [first, second, third, fourth] = all;
    ends[0]?.(true);
    await expect(first).rejects.toThrow('broken');
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2]);
    ends[2]?.(false);
    expect(await third).toBe(2);
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[1]?.(false);
    ends[3]?.(false);
    expect(await Promise.all([second, fourth])).toEqual([1, 3]);
  });
});
