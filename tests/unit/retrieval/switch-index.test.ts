import {
  activateIndex,
  activatePrevious,
  createMemoryIndex,
  removeIndex,
  SwitchProblem,
  type IndexDescription,
  type IndexEngine,
} from '../../../src/retrieval';
import { indexDescription } from '../../support/index-description';

const clock = { now: () => new Date('2026-02-02T00:00:00Z') };
const first = indexDescription({ id: 'pad-ufes-20-11111111' });
const second = indexDescription({ id: 'scin-22222222' });
const model = first.embeddingModel;

async function engineWith(...built: readonly IndexDescription[]): Promise<IndexEngine> {
  const index = createMemoryIndex();
  for (const description of built) {
    await index.prepare(description.picturesCollection);
    await index.prepare(description.findingsCollection);
    await index.enter({ plan: description, built: description });
  }
  return index;
}
const inUse = async (index: IndexEngine): Promise<string | undefined> =>
  (await index.readActive(model.space))?.id;

describe('activating an index', () => {
  it('puts it into use, says since when, and keeps the former one to go back to', async () => {
    const index = await engineWith(first, second);
    expect(await activateIndex({ index, clock }, model, first.id)).toMatchObject({
      ok: true,
      value: { id: first.id, activatedAt: '2026-02-02T00:00:00.000Z' },
    });
    await activateIndex({ index, clock }, model, second.id);
    expect(await index.readPointer(model.space)).toMatchObject({
      active: { id: second.id },
      previousId: first.id,
    });
  });

  it('takes the beginning of a name for the name, unless two begin so', async () => {
    const index = await engineWith(first, indexDescription({ id: 'pad-ufes-20-33333333' }), second);
    expect(await activateIndex({ index, clock }, model, 'scin')).toMatchObject({ ok: true });
    expect(await activateIndex({ index, clock }, model, 'pad')).toMatchObject({
      ok: false,
      error: { problem: SwitchProblem.AMBIGUOUS },
    });
    expect(await inUse(index)).toBe(second.id);
  });

  it('changes nothing when it is in use already: what can be gone back to stays', async () => {
    const index = await engineWith(first, second);
    await activateIndex({ index, clock }, model, first.id);
    await activateIndex({ index, clock }, model, second.id);
    await activateIndex({ index, clock }, model, second.id);
    expect((await index.readPointer(model.space))?.previousId).toBe(first.id);
  });

  it.each([
    ['of another model', { ...model, name: 'other', space: 'f'.repeat(64) }, 'built with mean-colour'],
    ['of another dimension', { ...model, dimension: 1152 }, 'chosen model is mean-colour (1152 values'],
  ])('refuses one %s by name', async (_what, chosen, words) => {
    const index = await engineWith(first);
    expect(await activateIndex({ index, clock }, chosen, first.id)).toMatchObject({
      ok: false,
      error: { problem: SwitchProblem.OTHER_MODEL, detail: expect.stringContaining(words) as string },
    });
    expect(await inUse(index)).toBeUndefined();
  });

  it('refuses one whose build has not ended, and one of which part is gone', async () => {
    const index = await engineWith(first);
    await index.enter({ plan: second, built: null });
    const refused = { ok: false, error: { problem: SwitchProblem.NOT_WHOLE } };
    expect(await activateIndex({ index, clock }, model, second.id)).toMatchObject(refused);
    await index.drop(first.findingsCollection);
    expect(await activateIndex({ index, clock }, model, first.id)).toMatchObject(refused);
  });

  it.each(['', 'nothing'])('does not know "%s"', async (typed) => {
    expect(await activateIndex({ index: await engineWith(first), clock }, model, typed)).toMatchObject({
      ok: false,
      error: { problem: SwitchProblem.UNKNOWN },
    });
  });
});

describe('going back', () => {
  it('swaps the two that were in use last, as often as one likes', async () => {
    const index = await engineWith(first, second);
    await activateIndex({ index, clock }, model, first.id);
    await activateIndex({ index, clock }, model, second.id);
    await activatePrevious({ index, clock }, model);
    expect(await inUse(index)).toBe(first.id);
    await activatePrevious({ index, clock }, model);
    expect(await inUse(index)).toBe(second.id);
  });

  it('says that there is nothing to go back to', async () => {
    const index = await engineWith(first);
    await activateIndex({ index, clock }, model, first.id);
    expect(await activatePrevious({ index, clock }, model)).toMatchObject({
      ok: false,
      error: { problem: SwitchProblem.NO_PREVIOUS },
    });
  });
});

describe('removing an index', () => {
  it('refuses the one in use and the one to go back to, and takes others away whole', async () => {
    const third = indexDescription({ id: 'third-33333333' });
    const index = await engineWith(first, second, third);
    await activateIndex({ index, clock }, model, first.id);
    await activateIndex({ index, clock }, model, second.id);
    for (const held of [first, second]) {
      expect(await removeIndex({ index }, held.id)).toMatchObject({
        ok: false,
        error: { problem: SwitchProblem.IN_USE },
      });
    }
    expect(await removeIndex({ index }, 'third')).toEqual({ ok: true, value: third.id });
    await expect(index.count(third.picturesCollection)).rejects.toThrow();
    expect((await index.entries()).map(({ plan }) => plan.id)).toEqual([first.id, second.id]);
  });
});
