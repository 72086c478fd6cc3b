import { Router, type Request } from 'express';
import { tokenOf } from '../bearer-token';
import { CaseErrorCode } from '../../domain';
import { UploadOutcome } from '../../imaging';
import { errorBody } from '../http-errors';
import { type Authenticate, type ReceiveUpload } from '../ports';

const STATUS: Readonly<Record<UploadOutcome, number>> = {
  STORED: 204,
  TOO_LARGE: 413,
  WRONG_TYPE: 415,
  GONE: 410,
  NOT_YOURS: 401,
};

/** `PUT /uploads/:id`: the bytes of a picture or a recording, from whoever asked for the address, once. */
export function uploadRoutes(authenticate: Authenticate, receiveUpload: ReceiveUpload): Router {
  const router = Router();
  router.put('/uploads/:id', async (request, response) => {
    const viewer = await authenticate(tokenOf(request.headers));
    const { outcome, problem } =
      viewer === null
        ? { outcome: UploadOutcome.NOT_YOURS, problem: undefined }
        : await receiveUpload({
            viewer,
            uploadId: request.params.id,
            contentType: contentTypeOf(request),
            read: (maxBytes) => readUpTo(request, maxBytes),
          });
    response.status(STATUS[outcome]);
    if (problem === undefined) response.end();
    else response.json(errorBody(CaseErrorCode.IMAGE_UNUSABLE, problem.message, { reason: problem.reason }));
    // What was not read is let through unseen: a connection that is cut off would take the answer with it.
    request.resume();
  });
  return router;
}

function contentTypeOf(request: Request): string | null {
  const [type = ''] = (request.get('content-type') ?? '').split(';');
  return type === '' ? null : type.trim().toLowerCase();
}

async function readUpTo(request: Request, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.get('content-length') ?? 0) > maxBytes) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
