import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { commandLineOf } from './process-table';

/**
 * Remembers a process across a crash of whoever started it. Process ids are reused (in containers within minutes), so
 * a remembered one counts only while its command line still holds one of the `marks` that are this engine's own, such
 * as its data folder.
 */
interface RememberedProcess {
  readonly pid: number;
  readonly marks: readonly string[];
}

export function rememberProcess(file: string, remembered: RememberedProcess): void {
  writeFileSync(file, JSON.stringify(remembered));
}

export function forgetProcess(file: string): void {
  rmSync(file, { force: true });
}

/** The id of the remembered process if it still lives and is still the same one; otherwise null. */
export function livingProcess(file: string): number | null {
  let remembered: RememberedProcess;
  try {
    remembered = JSON.parse(readFileSync(file, 'utf8')) as RememberedProcess;
  } catch {
    return null; // never written, or cut off by the crash
  }
  const commandLine = commandLineOf(remembered.pid);
  const isSame = commandLine !== null && remembered.marks.some((mark) => commandLine.includes(mark));
  return isSame ? remembered.pid : null;
}
