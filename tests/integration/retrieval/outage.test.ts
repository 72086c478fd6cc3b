import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../scripts/engines/ports';
import { chromaCommand } from '../../../scripts/engines/chroma';
import { type EngineProcess, startEngineProcess } from '../../../scripts/engines/engine-process';
import { NO_FINDINGS } from '../../../src/domain';
import {
  createChromaIndex,
  createRetriever,
  RetrievalFailure,
  type Retriever,
  type SearchOutcome,
} from '../../../src/retrieval';
import { systemClock } from '../../../src/time';
import { type PausableProxy, startPausableProxy } from '../../support/pausable-proxy';
import { referenceRecord, useRecords } from '../../support/reference-records';

const PICTURES = ['one', 'two', 'three'].map((id, place) => referenceRecord(id, [1, place / 10, 0]));

/** A Chroma of this test's own, which it may kill, behind a proxy that can seem to hang. */
describe('a search while Chroma', () => {
  let stateDir: string;
  let chroma: EngineProcess;
  let start: () => Promise<EngineProcess>;
  let proxy: PausableProxy;
  const outcomes: SearchOutcome[] = [];

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'chroma-outage-'));
    const state = {
      chromaPort: await findFreePort(),
      postgresPort: 0,
      postgresPassword: '',
      redisPort: 0,
      redisPassword: '',
    };
    start = () => startEngineProcess(chromaCommand(stateDir, state));
    chroma = await start();
    proxy = await startPausableProxy(state.chromaPort);
    const index = createChromaIndex(`http://127.0.0.1:${state.chromaPort}`);
    await useRecords(index, { pictures: PICTURES }, { id: 'outage' });
  }, 90_000);
  afterAll(async () => {
    await proxy.close();
    await chroma.stop();
    await rm(stateDir, { recursive: true, force: true });
  });

  /** As a process that begins now: it knows no pointer and has no connection. */
  const newRetriever = (timeoutMs: number): Retriever =>
    createRetriever({
      index: createChromaIndex(`http://127.0.0.1:${proxy.port}`),
      clock: systemClock,
      vectorSpace: 'c'.repeat(64),
      timeoutMs,
      onSearch: ({ outcome }) => outcomes.push(outcome),
    });
  const search = (retriever: Retriever) =>
    retriever.findSimilar({
      embedding: Float32Array.of(1, 0, 0),
      findings: NO_FINDINGS,
      patient: null,
      exclude: { imageSha256: 'nobody has it' },
      topK: 2,
    });
  const FOUND = { ok: true, value: { byPicture: [{ sourceId: 'one' }, { sourceId: 'two' }] } };

  it('answers finds what is there', async () => {
    expect(await search(newRetriever(5000))).toMatchObject(FOUND);
  });

  it('loses the connection half-way finds what is there all the same', async () => {
    const retriever = newRetriever(5000);
    expect(await search(retriever)).toMatchObject(FOUND);
    proxy.cutNext();
    expect(await search(retriever)).toMatchObject(FOUND);
  });

  it('hangs ends in time, without an exception', async () => {
    const retriever = newRetriever(300);
    proxy.pause();
    expect(await search(retriever)).toMatchObject({
      ok: false,
      error: { reason: RetrievalFailure.TIMED_OUT },
    });
    proxy.resume();
  });

  it('is down, killed in the middle of its work, and comes back, says so and then finds again', async () => {
    const retriever = newRetriever(5000);
    expect(await search(retriever)).toMatchObject(FOUND);
    const halfWay = Array.from({ length: 20 }, () => search(retriever));
    await chroma.stop();
    const answers = await Promise.all(halfWay);
    expect(answers.every((answer) => answer.ok || answer.error.reason !== 'NO_INDEX')).toBe(true);
    expect(await search(retriever)).toMatchObject({ ok: false });
    chroma = await start();
    expect(await search(retriever)).toMatchObject(FOUND);
  }, 90_000);

  it('does any of this, is counted by how it ended', () => {
    expect(new Set(outcomes)).toEqual(new Set(['FOUND', 'TIMED_OUT', 'UNREACHABLE']));
  });
});
