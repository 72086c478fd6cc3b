import { readFileSync } from 'node:fs';

/** Linux counts a process's time in ticks of 10 ms. */
const TICK_MS = 10;

/**
 * Milliseconds of processor time that this process and that of `pid` have used so far: on a machine that others use too, a
 * truer figure than the clock's. NaN where there is no /proc.
 */
export function processorTimeMs(pid: number): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + timeOfMs(pid);
}

function timeOfMs(pid: number): number {
  try {
    return parseStatMs(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return NaN;
  }
}

/** `stat` as proc(5) writes it. The command's name, which may hold anything, ends at the last bracket. */
export function parseStatMs(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks] = [fields[11], fields[12]].map(Number);
  return ((userTicks ?? NaN) + (systemTicks ?? NaN)) * TICK_MS;
}
