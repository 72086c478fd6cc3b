import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EngineCommand, type EngineProcess, startEngineProcess } from '../engines/engine-process';
import { livingProcess } from '../engines/pid-file';

const RETRY_START_MS = 150;
/** A killed PostgreSQL may not start again before its orphaned backends are gone, and then recovers. */
const REVIVE_TIMEOUT_MS = 60_000;

export interface KillableEngine {
  /** SIGKILL; up again, on the same port and with the same data, after it was down for this long. */
  kill(downMs: number): Promise<void>;
  /** Resolves when it answers. */
  whenUp(): Promise<void>;
  stop(): Promise<void>;
}

/** @param command makes the command anew for each start, as each looks at what the last one left. */
export async function startKillableEngine(command: () => EngineCommand): Promise<KillableEngine> {
  const { name, stateDir } = command();
  let up: Promise<EngineProcess> = startEngineProcess(command());
  await up;

  async function revive(downMs: number): Promise<EngineProcess> {
    await delay(downMs);
    for (const deadline = Date.now() + REVIVE_TIMEOUT_MS; ; await delay(RETRY_START_MS)) {
      try {
        return await startEngineProcess(command());
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  return {
    async kill(downMs) {
      const engine = await up;
      const pid = livingProcess(path.join(stateDir, `${name}.pid`));
      if (pid === null) throw new Error(`${name} does not run, so it cannot be killed.`);
      process.kill(pid, 'SIGKILL');
      await engine.exited;
      up = revive(downMs);
      // Whoever waits for it hears of a failure; until then it must not end the run.
      up.catch(() => undefined);
    },
    whenUp: async () => void (await up),
    stop: async () => (await up).stop(),
  };
}
