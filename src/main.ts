import 'reflect-metadata';
import { resolve } from 'node:path';
import { connectEngines, createApi, openRooms, startWorkers } from './composition';
import { deploymentWarnings, loadConfig } from './config';
import { createLogger } from './observability';

/** Config -> engines -> rooms -> server; then waits for SIGTERM, and takes it all down in the reverse order. */
async function main(): Promise<void> {
  const loaded = loadConfig(process.env, resolve('configs'));
  if (!loaded.ok) throw new Error(`The settings are not complete:\n  ${loaded.error.join('\n  ')}`);
  const config = loaded.value;
  const engines = await connectEngines(config);
  const { logger } = engines;
  for (const warning of deploymentWarnings(config.appEnv, process.env)) logger.warn(warning);

  const rooms = await openRooms(config, engines);
  const { standIns, clinicalContent } = rooms;
  if (standIns.length > 0) logger.warn('Stand-ins are in use.', { standIns });
  const unsigned = clinicalContent.filter(({ signedBy }) => signedBy === null).map(({ file }) => file);
  if (unsigned.length > 0) logger.warn('No clinician has signed these off.', { unsigned });
  const server = await createApi(config, engines, rooms);
  const workers = await startWorkers(config, engines, rooms);
  const port = await server.listen(config.server.port, config.server.host);
  logger.info('Serving.', { port });
  process.send?.({ type: 'ready' });

  const stop = async (): Promise<void> => {
    logger.info('Stopping: requests in flight may finish.');
    await server.close();
    await workers.stop();
    await rooms.stream.stop();
    rooms.signOuts.stop();
    await engines.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : 'unknown error';
  createLogger({ level: 'error', format: 'text' }).error(`The API cannot start: ${message}`);
  process.exit(1);
});
