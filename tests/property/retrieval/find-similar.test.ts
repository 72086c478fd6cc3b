import fc from 'fast-check';
import {
  differentialFrom,
  createConditionTable,
  Malignancy,
  NO_FINDINGS,
  Urgency,
} from '../../../src/domain';
import { createRetriever } from '../../../src/retrieval';
import { LEAST_SIMILARITY } from '../../../src/retrieval/select-neighbours';
import { indexOfRecords, referenceRecord } from '../../support/reference-records';

const clock = { now: () => new Date('2026-01-01T00:00:00Z') };
const table = createConditionTable(
  ['A', 'B'].map((name) => ({
    name,
    malignancy: Malignancy.BENIGN,
    icd10: [],
    defaultUrgency: Urgency.ROUTINE,
  })),
);

/** Pictures at an angle to the patient's, of few patients, cases and files, so that these often coincide. */
const pictures = fc.array(
  fc.record({
    angle: fc.double({ min: 0, max: Math.PI, noNaN: true }),
    patientId: fc.constantFrom('P1', 'P2', 'P3'),
    caseId: fc.constantFrom('C1', 'C2', 'C3', 'C4'),
    imageSha256: fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5'),
    name: fc.constantFrom('A', 'B'),
  }),
  { maxLength: 25 },
);
const asked = fc.record({
  pictures,
  floor: fc.double({ min: 0, max: 1, noNaN: true }),
  topK: fc.integer({ min: 1, max: 6 }),
  sourcePatientId: fc.constantFrom('P1', 'P9'),
  imageSha256: fc.constantFrom('i1', 'i9'),
});

type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

async function search({ pictures, floor, topK, ...exclude }: Asked) {
  const records = pictures.map(({ angle, name, ...facts }, place) =>
    referenceRecord(`r${place}`, [Math.cos(angle), Math.sin(angle)], {
      ...facts,
      conditions: [{ name, weight: 1 }],
    }),
  );
  const index = await indexOfRecords({ pictures: records }, { pictureFloor: floor });
  const vectorSpace = 'c'.repeat(64);
  const embedding = Float32Array.of(1, 0);
  const found = await createRetriever({ index, clock, vectorSpace, timeoutMs: 10_000 }).findSimilar({
    embedding,
    findings: NO_FINDINGS,
    patient: null,
    exclude,
    topK,
  });
  if (!found.ok) throw new Error(found.error.reason);
  const facts = new Map(records.map((record) => [record.id, record.facts]));
  const { byPicture } = found.value;
  return { byPicture, factsFound: byPicture.flatMap(({ sourceId }) => facts.get(sourceId) ?? []) };
}

describe('what is found, of whatever an index holds', () => {
  it('is nothing where nobody reaches the floor, and then no condition is suggested', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (given) => {
        const { byPicture } = await search(given);
        const reaches = given.pictures.some(({ angle }) => Math.cos(angle) >= given.floor - 1e-6);
        if (!reaches) expect(byPicture).toEqual([]);
        if (byPicture.length === 0)
          expect(differentialFrom({ byPicture, byFindings: [] }, table)).toEqual([]);
      }),
    );
  });

  it('is never hardly alike', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (given) => {
        const { byPicture } = await search(given);
        expect(byPicture.every(({ similarity }) => similarity >= LEAST_SIMILARITY)).toBe(true);
      }),
    );
  });

  it('is each case and each picture once, at most as many as were asked for', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (given) => {
        const { factsFound } = await search(given);
        expect(factsFound.length).toBeLessThanOrEqual(given.topK);
        for (const key of ['caseId', 'imageSha256'] as const)
          expect(new Set(factsFound.map((facts) => facts[key])).size).toBe(factsFound.length);
      }),
    );
  });

  it('is nothing of the patient who asks, nor of whoever owns the very picture', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (given) => {
        const { factsFound } = await search(given);
        const owners = given.pictures
          .filter(({ imageSha256 }) => imageSha256 === given.imageSha256)
          .map(({ patientId }) => patientId);
        const excluded: readonly string[] = [given.sourcePatientId, ...owners];
        expect(factsFound.filter(({ patientId }) => excluded.includes(patientId))).toEqual([]);
      }),
    );
  });
});
