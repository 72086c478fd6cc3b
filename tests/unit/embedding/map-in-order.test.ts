import { mapInOrder } from '../../../src/embedding/map-in-order';

describe('mapInOrder', () => {
  it('gives the results in the order of the items, whichever is ready first', async () => {
    const ready: (() => void)[] = [];
    const mapped = mapInOrder([1, 2, 3], 3, (item) =>
      new Promise<void>((resolve) => ready.push(resolve)).then(() => 10 * item),
    );
    for (const resolve of ready.reverse()) resolve();
    expect(await mapped).toEqual([10, 20, 30]);
  });

  it('begins no more than so many at once', async () => {
    let underWay = 0;
    let most = 0;
    await mapInOrder(Array.from({ length: 20 }), 3, async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
    });
    expect(most).toBe(3);
  });

  it('rejects with the first failure and begins nothing after it', async () => {
    const begun: number[] = [];
    const mapped = mapInOrder([1, 2, 3, 4], 1, (item) => {
      begun.push(item);
      return item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item);
    });
    await expect(mapped).rejects.toThrow('two');
    expect(begun).toEqual([1, 2]);
  });

  it('begins nothing after a failure in another lane either', async () => {
    const begun: number[] = [];
    let finishFirst: () => void = () => undefined;
    const mapped = mapInOrder([1, 2, 3, 4], 2, (item) => {
      begun.push(item);
      if (item === 2) return Promise.reject(new Error('two'));
      return new Promise<void>((resolve) => (finishFirst = resolve));
    });
    await expect(mapped).rejects.toThrow('two');
    finishFirst();
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2]);
  });

  it('gives nothing for nothing', async () => {
    expect(await mapInOrder([], 4, () => Promise.reject(new Error('never')))).toEqual([]);
  });
});
