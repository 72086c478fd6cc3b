import { type CaseError, conflict, err, isTalking, refusePicture, type Viewer } from '../domain';
import { requestUpload as issueTicket, type UploadDeps } from '../imaging';
import { type ConversationDeps } from './conversation-deps';

interface RequestDeps extends Pick<ConversationDeps, 'cases'> {
  readonly uploads: UploadDeps;
}

type UploadRequest = Parameters<typeof issueTicket>[2];

/**
 * A one-time address for a picture. A patient gets one as long as the conversation goes on, and none for an intimate
 * picture of a minor. Errors: those of the ticket; CONFLICT (conversation over), BAD_USER_INPUT (`purpose`).
 */
export async function requestUpload(
  deps: RequestDeps,
  viewer: Viewer,
  request: UploadRequest,
): ReturnType<typeof issueTicket> {
  const refusal = viewer.session === null ? null : await whyNot(deps, viewer.session.caseId);
  return refusal === null ? issueTicket(deps.uploads, viewer, request) : err(refusal);
}

async function whyNot({ cases }: RequestDeps, caseId: string): Promise<CaseError | null> {
  const found = await cases.find(caseId);
  if (found === null || !isTalking(found.triageCase)) return conflict('The conversation is over.');
  return refusePicture(found.triageCase, 'purpose');
}
