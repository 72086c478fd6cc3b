import { describeCatalogue } from '../../../scripts/reference/describe-catalogue';
import { type CatalogueEntry, type IndexPointer } from '../../../src/retrieval';
import { indexDescription } from '../../support/index-description';

const built = indexDescription({ id: 'new-11111111' });
const former = indexDescription({ id: 'former-22222222' });
const entry = (description: typeof built): CatalogueEntry => ({ plan: description, built: description });
const pointer: IndexPointer = {
  vectorSpace: built.embeddingModel.space,
  active: { ...built, activatedAt: '2026-03-03T00:00:00.000Z' },
  previousId: former.id,
};

it('says of each index whether it is in use, kept, unused or half built', () => {
  const half = { plan: indexDescription({ id: 'half-33333333' }), built: null };
  const idle = entry(indexDescription({ id: 'idle-44444444' }));
  const text = describeCatalogue([entry(former), entry(built), half, idle], [pointer]);
  expect(text).toContain('new-11111111: in use since 2026-03-03T00:00:00.000Z');
  expect(text).toContain('former-22222222: kept to go back to');
  expect(text).toContain('half-33333333: half built');
  expect(text).toContain('idle-44444444: built, not in use');
});

it('names model, sets, licence and version, and the quality that was found', () => {
  const quality = {
    dataset: 'test',
    cases: 10,
    labelledCases: 7,
    labelsOutsideTable: 2,
    pictures: { named: 9, missing: 3, notInTable: 1, examined: 6, unusable: { DAMAGED: 2 } },
    sameFile: { appearances: 4, pictures: 2, acrossPatients: 1 },
    samePicture: { appearances: 4, pictures: 2, acrossPatients: 1 },
    skinTypes: { FST1: 4, UNKNOWN: 6 },
  };
  const text = describeCatalogue([entry({ ...built, quality: [quality] })], []);
  expect(text).toContain('model mean-colour (4 values, digest cccccccccccc)');
  expect(text).toContain('test: 2 cases, version dddddddddddd, CC BY 4.0');
  expect(text).toContain('7 of 10 cases labelled; 2 labels outside the condition table');
  expect(text).toContain(
    '9 named, 3 of them missing; 1 in the folder alone; 6 examined, unusable: 2 DAMAGED',
  );
  expect(text).toContain('2 files (4 times, 1 under several patients)');
  expect(text).toContain('FST1 4, UNKNOWN 6');
});

it('shows an index that is in use though the catalogue lost its entry', () => {
  expect(describeCatalogue([], [pointer])).toContain('new-11111111: in use since');
});

it('says how to begin when there is nothing', () => {
  expect(describeCatalogue([], [])).toContain('npm run reference:load');
});
