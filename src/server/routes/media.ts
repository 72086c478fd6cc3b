import { Router } from 'express';
import { type OpenMedia } from '../ports';

/** `GET /media/…?expires=…&signature=…`: a picture or a sound, to whoever holds an address that is still good. */
export function mediaRoutes(openMedia: OpenMedia): Router {
  const router = Router();
  router.get('/media/*path', async (request, response) => {
    const { expires, signature } = request.query;
    const path = request.params.path.join('/');
    const media =
      typeof expires === 'string' && typeof signature === 'string'
        ? await openMedia({ path, expires, signature })
        : null;
    if (media === null) {
      response.status(404).end();
      return;
    }
    response.set({ 'Content-Type': media.mimeType, 'Content-Disposition': 'inline' });
    response.end(media.bytes);
  });
  return router;
}
