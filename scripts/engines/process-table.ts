import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 25;

/** The command line of a living process; null where there is none. Reads /proc, or asks `ps` where there is no /proc. */
export function commandLineOf(pid: number): string | null {
  try {
    // A zombie has an empty command line: it is as good as gone.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
  } catch {
    if (process.platform === 'linux') return null;
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

async function isGoneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(POLL_MS)) {
    if (commandLineOf(pid) === null) return true;
  }
  return commandLineOf(pid) === null;
}

/** Asks with each signal in turn, waiting `timeoutMs` after each; the last resort is SIGKILL. */
export async function stopProcess(
  pid: number,
  signals: readonly NodeJS.Signals[],
  timeoutMs = 8_000,
): Promise<void> {
  for (const signal of [...signals, 'SIGKILL' as const]) {
    try {
      process.kill(pid, signal);
    } catch {
      return; // already gone
    }
    if (await isGoneWithin(pid, timeoutMs)) return;
  }
}
