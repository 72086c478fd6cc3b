import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import { bearerTokenOf } from '../bearer-token';
import { type MetricsPage } from '../ports';

const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `GET /metrics` for Prometheus: to whoever bears the token, to everybody where none is set but the page is there (in
 * development), and 404 where there is none. 503 while a process does not say what it has counted.
 */
export function metricsRoutes(page: MetricsPage | null): Router {
  const router = Router();
  if (page === null) return router;
  router.get('/metrics', async (request, response) => {
    if (page.token !== null && !isSame(bearerTokenOf(request.headers.authorization), page.token)) {
      response.status(401).set('WWW-Authenticate', 'Bearer').end();
      return;
    }
    const text = await page.read();
    if (text === null) response.status(503).end();
    else response.set('Content-Type', PROMETHEUS_TEXT).end(text);
  });
  return router;
}

/** Compares digests, so that the time that it takes tells nothing of the token or its length. */
function isSame(given: string | null, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return given !== null && timingSafeEqual(digest(given), digest(token));
}
