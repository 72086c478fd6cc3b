import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { forgetProcess, livingProcess, rememberProcess } from './pid-file';
import { stopProcess } from './process-table';

const POLL_MS = 40;
const LOG_TAIL_CHARACTERS = 1_500;

export interface EngineCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The account to run as, where it is not this process's own. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** Holds `<name>.pid` and `<name>.log`. */
  readonly stateDir: string;
  /** What the command line of this very engine is known by; see pid-file. */
  readonly marks: readonly string[];
  /** Signals of a clean end, in the order to try them. */
  readonly stopSignals: readonly NodeJS.Signals[];
  readonly readyTimeoutMs: number;
  /** True once the engine answers; false or an exception means "not yet". */
  isReady(): Promise<boolean>;
}

export interface EngineProcess {
  readonly name: string;
  /** Settles when the process is gone, wanted or not. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

function pidFileOf(stateDir: string, name: string): string {
  return path.join(stateDir, `${name}.pid`);
}

/** Ends the engine that a crashed run left behind, if it still runs. */
export async function stopLeftover(
  stateDir: string,
  name: string,
  stopSignals: readonly NodeJS.Signals[],
): Promise<void> {
  const file = pidFileOf(stateDir, name);
  const pid = livingProcess(file);
  if (pid !== null) await stopProcess(pid, stopSignals);
  forgetProcess(file);
}

/**
 * Starts an engine and waits until it answers. Throws, with the end of its log, if it exits first or answers too late.
 */
export async function startEngineProcess(engine: EngineCommand): Promise<EngineProcess> {
  const logPath = path.join(engine.stateDir, `${engine.name}.log`);
  const log = openSync(logPath, 'w', 0o600);
  const child = spawn(engine.command, engine.args, {
    cwd: engine.stateDir,
    env: { ...process.env, ...engine.env },
    ...engine.account,
    stdio: ['ignore', log, log],
    detached: true, // a terminal's Ctrl-C is for the launcher, which then ends its engines in order
  });
  closeSync(log);
  let failure: string | null = null;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => resolve(void (failure = error.message)));
    child.once('exit', (code, signal) => resolve(void (failure ??= `exit ${code ?? signal}`)));
  });
  const file = pidFileOf(engine.stateDir, engine.name);
  if (child.pid !== undefined) rememberProcess(file, { pid: child.pid, marks: engine.marks });

  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && failure === null) await stopProcess(child.pid, engine.stopSignals);
    forgetProcess(file);
  };
  const currentFailure = (): string | null => failure;

  for (const deadline = Date.now() + engine.readyTimeoutMs; ; await sleep(POLL_MS)) {
    if (currentFailure() === null && (await engine.isReady().catch(() => false))) break;
    if (currentFailure() === null && Date.now() < deadline) continue;
    const reason = currentFailure() ?? `no answer within ${engine.readyTimeoutMs} ms`;
    await stop();
    const tail = readFileSync(logPath, 'utf8').slice(-LOG_TAIL_CHARACTERS);
    throw new Error(`${engine.name} did not start (${reason}). End of ${logPath}:\n${tail}`);
  }
  return { name: engine.name, exited, stop };
}
