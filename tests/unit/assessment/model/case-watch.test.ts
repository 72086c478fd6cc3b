import { createCaseWatch } from '../../../../src/assessment/model/case-watch';
import { type CaseGlance } from '../../../../src/cases';

const standing: CaseGlance = {
  id: 'a',
  status: 'AWAITING_REVIEW',
  hasCareConsent: true,
  latestAssessmentId: 'asked',
  keptImageIds: [],
};
const subject = (caseId: string) => ({ caseId, assessmentId: 'asked', imageId: null });
const never = new AbortController().signal;

/** Ends when its signal does. */
function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted')));
}

/** A watch over cases that are as `seen` says at each look, and which cases each look asked for. */
function watchOver(seen: readonly ((ids: readonly string[]) => CaseGlance[])[]) {
  const looks: (readonly string[])[] = [];
  const glance = async (ids: readonly string[]): Promise<CaseGlance[]> => {
    looks.push(ids);
    return Promise.resolve(seen[Math.min(looks.length, seen.length) - 1]?.(ids) ?? []);
  };
  return { watch: createCaseWatch({ cases: { glance } }, 1), looks };
}

it('aborts the work about a case that was closed, and of no other, with one look at both', async () => {
  const { watch, looks } = watchOver([
    () => [standing, { ...standing, id: 'b' }],
    () => [
      { ...standing, status: 'CLOSED' },
      { ...standing, id: 'b' },
    ],
  ]);
  let end = (): void => undefined;
  const other = watch.during(subject('b'), never, (signal) =>
    Promise.race([aborted(signal), new Promise<string>((resolve) => (end = () => resolve('ended')))]),
  );
  expect(await watch.during(subject('a'), never, aborted)).toBe('aborted');
  expect(looks[0]).toEqual(['b', 'a']);
  end();
  expect(await other).toBe('ended');
});

it('aborts the work about a case that is gone', async () => {
  const { watch } = watchOver([() => []]);
  expect(await watch.during(subject('a'), never, aborted)).toBe('aborted');
});

it('goes on looking when the database did not answer', async () => {
  const { watch, looks } = watchOver([
    () => {
      throw new Error('away');
    },
    () => [{ ...standing, latestAssessmentId: 'another' }],
  ]);
  expect(await watch.during(subject('a'), never, aborted)).toBe('aborted');
  expect(looks).toHaveLength(2);
});

it('passes on the abortion of the job', async () => {
  const { watch } = watchOver([() => [standing]]);
  const job = new AbortController();
  const work = watch.during(subject('a'), job.signal, aborted);
  job.abort();
  expect(await work).toBe('aborted');
});
