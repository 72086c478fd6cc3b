import { createLoaderRegistry } from '../../../src/graphql';

it('fetches together what is asked for one by one, and knows a function by its identity', async () => {
  const calls: (readonly string[])[] = [];
  const lengths = (words: readonly string[]) => {
    calls.push(words);
    return Promise.resolve(
      new Map(words.filter((word) => word !== 'gone').map((word) => [word, word.length])),
    );
  };
  const registry = createLoaderRegistry();
  const found = await Promise.all(['one', 'three', 'gone'].map((word) => registry.batch(lengths).load(word)));
  expect(found).toEqual([3, 5, null]);
  expect(await registry.batch(lengths).load('one')).toBe(3);
  expect(calls).toEqual([['one', 'three', 'gone']]);
});

it('remembers nothing beyond its request', async () => {
  let calls = 0;
  const count = () => Promise.resolve(new Map([['x', ++calls]]));
  expect(await createLoaderRegistry().batch(count).load('x')).toBe(1);
  expect(await createLoaderRegistry().batch(count).load('x')).toBe(2);
});
