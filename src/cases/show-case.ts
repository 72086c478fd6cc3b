import { type CaseError, type Result } from '../domain';
import { answer, type RequestContext } from '../graphql';
import { type CaseReading } from './read/case-reading';
import { type TriageCaseType } from './triage-case.types';

/** A case as the lists show it, read after what changed it was committed. Throws the refusal of what was refused. */
export async function showCase(
  reading: Pick<CaseReading, 'caseById'>,
  context: RequestContext,
  changed: Result<{ readonly id: string }, CaseError>,
): Promise<TriageCaseType> {
  const { id } = answer(changed);
  const shown = await context.loaders.batch(reading.caseById).clear(id).load(id);
  if (shown === null) throw new Error(`Case ${id} was changed and is not there.`);
  return shown;
}
