import { Router } from 'express';
import { type Health } from '../../observability';

/**
 * `/health`: which version of what this is. `/health/live`: the process turns. `/health/ready`: it can serve: 503 while
 * something required is down, or while it drains, so that a load balancer looks elsewhere; with what is stood in for, and
 * which rules and words are in use without a clinician's signature.
 */
export function healthRoutes(health: Health, isDraining: () => boolean): Router {
  const router = Router();
  router.get('/health', (_request, response) => {
    response.json(health.status());
  });
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/health/ready', async (_request, response) => {
    const { ready, ...content } = await health.readiness();
    const status = isDraining() ? 'draining' : ready ? 'ready' : 'unavailable';
    response.status(status === 'ready' ? 200 : 503).json({ status, ...content });
  });
  return router;
}
