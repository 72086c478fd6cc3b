import { eachAtOnce } from './each-at-once';
import { partlySaid } from './findings-vector';
import { type Neighbour, type ReferenceIndex, type ReferenceRecord } from './reference-index';
import { LEAST_SIMILARITY } from './select-neighbours';

/** Of an index's own records, so many may lie beneath its floor: they are the odd ones, and resemble nothing in it. */
const SHARE_BENEATH = 0.01;
const SAMPLE_SIZE = 400;
/** The index answers a crowd in few requests. */
const ASKED_AT_ONCE = 16;
/** A patient's records are few: the nearest of somebody else is nearly always among these. */
const FIRST_FETCH = 30;
const FETCH_GROWTH = 8;

type MeasuredIndex = Pick<ReferenceIndex, 'count' | 'nearest' | 'sample'>;

/**
 * How alike the nearest picture of a collection must be (cosine, 0 to 1) for likeness to say anything: what all but one in a
 * hundred of the collection's own pictures reach with the nearest one of ANOTHER patient. A picture that is less alike to
 * everything in it is like nothing that it holds. LEAST_SIMILARITY where nobody can be compared with anybody else. Rejects if the
 * engine fails.
 */
export function measurePictureFloor(index: MeasuredIndex, collection: string): Promise<number> {
  return measureFloor(index, collection, (vector) => vector);
}

/** As `measurePictureFloor`, for answers. A patient says less than a record holds, so each record asks with few of its own. */
export function measureFindingsFloor(index: MeasuredIndex, collection: string): Promise<number> {
  return measureFloor(index, collection, partlySaid);
}

async function measureFloor(
  index: MeasuredIndex,
  collection: string,
  asks: (vector: Float32Array, place: number) => Float32Array | null,
): Promise<number> {
  const held = await index.count(collection);
  const similarities: number[] = [];
  const sample = await index.sample(collection, SAMPLE_SIZE);
  await eachAtOnce(sample.entries(), ASKED_AT_ONCE, async ([place, record]) => {
    const vector = asks(record.vector, place);
    const nearest =
      vector === null ? null : await nearestOfAnother(index, collection, { ...record, vector }, held);
    if (nearest !== null) similarities.push(nearest.similarity);
  });
  similarities.sort((a, b) => a - b);
  const floor = similarities[Math.floor(similarities.length * SHARE_BENEATH)];
  // Less than at right angles is opposed: no set is so mixed that this would be likeness.
  return floor === undefined ? LEAST_SIMILARITY : Math.max(0, floor);
}

/** Null where the whole collection is of one patient. */
async function nearestOfAnother(
  index: MeasuredIndex,
  collection: string,
  { vector, facts }: ReferenceRecord,
  held: number,
): Promise<Neighbour | null> {
  for (let wanted = FIRST_FETCH; ; wanted *= FETCH_GROWTH) {
    const neighbours = await index.nearest(collection, vector, Math.min(wanted, held));
    const other = neighbours.find((neighbour) => neighbour.facts.patientId !== facts.patientId);
    if (other !== undefined) return other;
    if (wanted >= held) return null;
  }
}
