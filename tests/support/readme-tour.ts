import { spawn } from 'node:child_process';

/** A block of commands, and the output that the text shows after it; null where it shows none. */
export interface TourStep {
  readonly commands: string;
  readonly output: string | null;
}

const TOUR = /^## A tour of five minutes\n([\s\S]*?)^## /m;
const BLOCK = /^```(sh|text)\n([\s\S]*?)^```$/gm;

/** The commands of the README's tour with their outputs, in the order of the text. */
export function tourSteps(readme: string): readonly TourStep[] {
  const steps: TourStep[] = [];
  for (const [, language, text = ''] of (TOUR.exec(readme)?.[1] ?? '').matchAll(BLOCK)) {
    const last = steps.at(-1);
    if (language === 'sh') steps.push({ commands: text, output: null });
    else if (last !== undefined) steps[steps.length - 1] = { ...last, output: text };
  }
  return steps;
}

/** Pastes all steps into one shell, as a reader does; what each of them printed. */
export async function runTour(
  steps: readonly TourStep[],
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const mark = '----- next step -----';
  const shell = spawn('bash', [], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  }
  shell.stdin.end(steps.map(({ commands }) => `${commands}echo '${mark}'\n`).join(''));
  await new Promise((resolve) => shell.once('close', resolve));
  return printed.split(`${mark}\n`).slice(0, steps.length);
}

/** Whether the output is what the text shows, where ⟨…⟩ stands for something that differs from run to run. */
export function isAsShown(output: string, shown: string): boolean {
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = shown
    .trimEnd()
    .split(/⟨[^⟩]*⟩/)
    .map(literal)
    .join('[^\\s"]+');
  return new RegExp(`^${pattern}$`).test(output.trimEnd());
}
