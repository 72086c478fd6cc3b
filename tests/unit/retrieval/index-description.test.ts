import { type IndexedModel } from '../../../src/retrieval';
import { parseDescription, parsePlan, planIndex } from '../../../src/retrieval/index-description';
import { indexDescription } from '../../support/index-description';

const MODEL: IndexedModel = { name: 'model', sha256: 'a'.repeat(64), space: 'b'.repeat(64), dimension: 4 };
const SCIN = { name: 'scin', version: 'c'.repeat(64), licence: 'SCIN', caseCount: 2 };
const PAD = { name: 'pad-ufes-20', version: 'd'.repeat(64), licence: 'CC BY 4.0', caseCount: 3 };
const NOW = new Date('2026-01-01T00:00:00Z');
const idOf = (model: IndexedModel, ...sets: readonly (typeof SCIN)[]) => planIndex(model, sets, NOW).id;

describe('planIndex', () => {
  it('names the index and its two collections by the sets and a digest', () => {
    const plan = planIndex(MODEL, [SCIN, PAD], NOW);
    expect(plan.id).toMatch(/^pad-ufes-20_scin-[0-9a-f]{8}$/);
    expect(plan).toMatchObject({
      name: 'pad-ufes-20+scin',
      datasets: [PAD, SCIN],
      picturesCollection: `pictures-${plan.id}`,
      findingsCollection: `findings-${plan.id}`,
      startedAt: NOW.toISOString(),
    });
  });

  it('gives the same contents the same name, in whatever order and whenever they are named', () => {
    expect(planIndex(MODEL, [PAD, SCIN], new Date(0)).id).toBe(idOf(MODEL, SCIN, PAD));
  });

  it.each([
    ['a vector space', idOf({ ...MODEL, space: 'e'.repeat(64) }, SCIN, PAD)],
    ["a set's contents", idOf(MODEL, { ...SCIN, version: 'f'.repeat(64) }, PAD)],
    ['a set', idOf(MODEL, SCIN, { ...PAD, name: 'other' })],
  ])('gives another name when %s is another one', (_what, id) => {
    expect(id).not.toBe(idOf(MODEL, SCIN, PAD));
  });

  it('keeps to names that the engine takes, however many sets there are', () => {
    const many = Array.from({ length: 40 }, (_, place) => ({ ...SCIN, name: `set-${place}` }));
    expect(idOf(MODEL, ...many).length).toBeLessThan(80);
  });
});

describe('what is stored of an index', () => {
  const description = indexDescription({ id: 'stored' });

  it('is read as it was written', () => {
    expect(parseDescription(JSON.stringify(description))).toEqual(description);
    expect(parsePlan(JSON.stringify(planIndex(MODEL, [SCIN], NOW)))).toEqual(planIndex(MODEL, [SCIN], NOW));
  });

  it('is refused where something is missing', () => {
    expect(() => parseDescription(JSON.stringify({ ...description, pictureFloor: undefined }))).toThrow();
  });
});
