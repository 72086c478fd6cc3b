import { gatherEvidence } from '../../../src/assessment/gather-evidence';
import { createCaseVault } from '../../../src/cases';
import { type Findings, NO_FINDINGS, type TriageCase } from '../../../src/domain';
import { EmbeddingBusyError } from '../../../src/embedding';
import {
  createMemoryIndex,
  createRetriever,
  findingsVector,
  type IndexDescription,
} from '../../../src/retrieval';
import { picturedCase } from '../../support/cases';
import { embedderThat } from '../../support/embedders';
import { indexOfRecords, referenceRecord } from '../../support/reference-records';

const onArm: Findings = { ...NO_FINDINGS, bodySites: ['ARM'] };
const onLeg: Findings = { ...NO_FINDINGS, bodySites: ['LEG'] };
const RECORDS = {
  pictures: [referenceRecord('picture', [1, 0], { imageSha256: 'x' })],
  findings: [referenceRecord('answers', Array.from(findingsVector(onArm, null) ?? []))],
};

const pictured = (findings: Findings): TriageCase => ({ ...picturedCase(), findings });

async function gather(
  triageCase: TriageCase,
  embed: Parameters<typeof embedderThat>[0],
  described: Partial<IndexDescription> | null = {},
) {
  const index = described === null ? createMemoryIndex() : await indexOfRecords(RECORDS, described);
  const clock = { now: () => new Date() };
  const failures: string[] = [];
  const evidence = await gatherEvidence(
    {
      embedder: embedderThat(embed),
      retriever: createRetriever({ index, clock, vectorSpace: 'c'.repeat(64), timeoutMs: 1000 }),
      readPicture: () => Promise.resolve(Buffer.from('jpeg')),
      embedTimeoutMs: 1000,
      topK: 5,
      onFailure: (limitation) => failures.push(limitation),
    },
    triageCase,
    createCaseVault(triageCase.id, Buffer.alloc(32)),
  );
  return { ...evidence, failures };
}

const alike = () => Promise.resolve([Float32Array.of(1, 0)]);
const unlike = () => Promise.resolve([Float32Array.of(0.1, 0.995)]);
const floors = { pictureFloor: 0.4, findingsFloor: 0.4 };

describe('gatherEvidence', () => {
  it('has what is above the floors of the index, and no limitation', async () => {
    expect(await gather(pictured(onArm), alike, floors)).toMatchObject({
      byPicture: [{ sourceId: 'picture' }],
      byFindings: [{ sourceId: 'answers' }],
      floors: { byPicture: 0.4, byFindings: 0.4 },
      limitations: [],
      failures: [],
    });
  });

  it('says that nothing similar is known where neither picture nor answers are like anything', async () => {
    expect(await gather(pictured(onLeg), unlike, floors)).toMatchObject({
      byPicture: [],
      byFindings: [],
      limitations: ['NOTHING_SIMILAR_KNOWN'],
    });
  });

  it('says so of a picture that is like nothing, though the answers are like somebody’s', async () => {
    expect(await gather(pictured(onArm), unlike, floors)).toMatchObject({
      byPicture: [],
      byFindings: [{}],
      limitations: ['NOTHING_SIMILAR_KNOWN'],
    });
  });

  it('goes on without the picture where the model is busy', async () => {
    const busy = () => Promise.reject(new EmbeddingBusyError());
    expect(await gather(pictured(onArm), busy, floors)).toMatchObject({
      picture: null,
      byFindings: [{}],
      limitations: ['EMBEDDING_UNAVAILABLE'],
      failures: ['EMBEDDING_UNAVAILABLE'],
    });
  });

  it('goes on without neighbours where there is no index', async () => {
    expect(await gather(pictured(onArm), alike, null)).toMatchObject({
      floors: null,
      byPicture: [],
      limitations: ['RETRIEVAL_UNAVAILABLE'],
      failures: ['RETRIEVAL_UNAVAILABLE'],
    });
  });
});
