import path from 'node:path';
import { findProjectRoot } from '../project-root';
import type { EngineCommand } from './engine-process';
import type { EngineState } from './engine-state';

const READY_TIMEOUT_MS = 60_000;

/** Chroma's server on the loopback interface, its collections in `<stateDir>/chroma`. */
export function chromaCommand(stateDir: string, state: EngineState): EngineCommand {
  const launcher = path.join(findProjectRoot(), 'scripts/engines/chroma-launcher.cjs');
  const collections = path.join(stateDir, 'chroma');
  return {
    name: 'chroma',
    command: process.execPath,
    args: [launcher, 'run', '--path', collections, '--host', '127.0.0.1', '--port', String(state.chromaPort)],
    // Its default level writes some 3 KB for each request.
    env: { RUST_LOG: 'error', ANONYMIZED_TELEMETRY: 'false' },
    stateDir,
    marks: [collections],
    stopSignals: ['SIGTERM'],
    readyTimeoutMs: READY_TIMEOUT_MS,
    isReady: async () => (await fetch(`${chromaUrl(state)}/api/v2/heartbeat`)).ok,
  };
}

export function chromaUrl(state: EngineState): string {
  return `http://127.0.0.1:${state.chromaPort}`;
}
