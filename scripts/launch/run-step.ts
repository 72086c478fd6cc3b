import { spawn } from 'node:child_process';
import path from 'node:path';
import { findProjectRoot } from '../project-root';

/** What a step learns about the server that it prepares or tries out. */
export type ServerEnvironment = NodeJS.ProcessEnv;

/**
 * Runs a built script of the project to its end, its words going to this terminal. Throws if it fails. It lives in a
 * process group of its own, so that Ctrl-C reaches it through `stop` alone.
 */
export async function runStep(
  script: string,
  env: ServerEnvironment,
  stop: AbortSignal,
  args: readonly string[] = [],
): Promise<void> {
  const file = path.join(findProjectRoot(), 'dist/scripts', script);
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
    cwd: findProjectRoot(),
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    signal: stop,
    killSignal: 'SIGTERM',
  });
  const failure = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === 0 ? null : `exit ${code ?? signal}`));
  });
  if (failure !== null) throw new Error(`${script} failed: ${failure}`);
}
