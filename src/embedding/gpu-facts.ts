import { execFile } from 'node:child_process';

/** What the driver says of the graphics card. What it does not tell (a share of a card, for instance) is null. */
interface GpuFacts {
  readonly name: string;
  readonly memoryMiB: number | null;
  readonly memoryUsedMiB: number | null;
}

const PROGRAM = 'nvidia-smi';
const QUERY = ['--query-gpu=name,memory.total,memory.used', '--format=csv,noheader,nounits'];
/** A driver in trouble answers after minutes or never; whoever asks for health has not so long. */
const TIMEOUT_MS = 1500;

/**
 * Asks the driver's own program about the card that CUDA's sessions run on: the first of CUDA_VISIBLE_DEVICES, or the first
 * of all. Null if the program is absent, fails, hangs or says something else; never rejects.
 */
export async function readGpuFacts(
  env: NodeJS.ProcessEnv = process.env,
  timeoutMs = TIMEOUT_MS,
): Promise<GpuFacts | null> {
  const [visible = ''] = (env.CUDA_VISIBLE_DEVICES ?? '').split(',');
  const card = visible.trim() === '' ? [] : [`--id=${visible.trim()}`];
  return parseFacts(await outputOf([...QUERY, ...card], env, timeoutMs));
}

function outputOf(args: readonly string[], env: NodeJS.ProcessEnv, timeoutMs: number): Promise<string> {
  const options = { env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 } as const;
  return new Promise((resolve) => {
    execFile(PROGRAM, args, options, (error, stdout) => resolve(error === null ? stdout : ''));
  });
}

function parseFacts(output: string): GpuFacts | null {
  const row = /^(.+?), *(\[[^\]]+\]|\d+), *(\[[^\]]+\]|\d+)\s*$/m.exec(output);
  if (row === null) return null;
  const [, name = '', total = '', used = ''] = row;
  return { name: name.trim(), memoryMiB: mebibytes(total), memoryUsedMiB: mebibytes(used) };
}

/** The program writes `[N/A]` for what it cannot tell. */
function mebibytes(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}
