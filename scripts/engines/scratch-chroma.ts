import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromaCommand, chromaUrl } from './chroma';
import { startEngineProcess } from './engine-process';
import { settleEngineState } from './engine-state';
import { livingProcess } from './pid-file';

export interface ScratchChroma {
  readonly url: string;
  readonly pid: number;
  /** Ends the server and removes what it kept. */
  remove(): Promise<void>;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * A Chroma of its own on a free port and an empty folder; nothing else is started. It does not outlive this process when
 * somebody ends that.
 */
export async function startScratchChroma(): Promise<ScratchChroma> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-retrieve-'));
  const stateDir = path.join(dataDir, 'engines');
  mkdirSync(stateDir);
  const state = await settleEngineState(stateDir);
  const engine = await startEngineProcess(chromaCommand(stateDir, state));
  const pid = livingProcess(path.join(stateDir, `${engine.name}.pid`));
  if (pid === null) throw new Error('Chroma ended as soon as it had answered.');
  const remove = async (): Promise<void> => {
    for (const signal of SIGNALS) process.off(signal, giveUp);
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const giveUp = (signal: NodeJS.Signals): void =>
    void remove().finally(() => process.kill(process.pid, signal));
  for (const signal of SIGNALS) process.once(signal, giveUp);
  return { url: chromaUrl(state), pid, remove };
}
