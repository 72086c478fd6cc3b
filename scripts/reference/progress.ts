import { Presets, SingleBar } from 'cli-progress';

export interface ProgressLine {
  /** `note`: said behind the figures, such as a rate in other units. */
  show(done: number, total: number, note?: string): void;
  end(): void;
}

/** Without a terminal, one line for each of so many equal parts. */
const PLAIN_STEPS = 10;
const MS_PER_SECOND = 1000;

/** A bar with rate and time left on a terminal; plain lines where the output goes to a file or another program. */
export function createProgressLine(
  title: string,
  unit: string,
  out: NodeJS.WriteStream = process.stdout,
): ProgressLine {
  return out.isTTY ? createBar(title, unit, out) : createPlainLines(title, unit, out);
}

function createBar(title: string, unit: string, out: NodeJS.WriteStream): ProgressLine {
  const bar = new SingleBar(
    {
      stream: out,
      format: `${title} {bar} {value}/{total} ${unit}, {rate}/s{note}, {duration_formatted}, {eta_formatted} left`,
    },
    Presets.shades_classic,
  );
  let startedAtMs: number | null = null;
  return {
    show(done, total, note = '') {
      const nowMs = Date.now();
      if (startedAtMs === null) bar.start(total, 0, { rate: '-', note });
      startedAtMs ??= nowMs;
      const seconds = (nowMs - startedAtMs) / MS_PER_SECOND;
      bar.setTotal(total);
      bar.update(done, { rate: seconds > 0 ? (done / seconds).toFixed(1) : '-', note });
    },
    end: () => bar.stop(),
  };
}

function createPlainLines(title: string, unit: string, out: NodeJS.WriteStream): ProgressLine {
  let shownStep = 0;
  return {
    show(done, total, note = '') {
      const step = Math.floor((done / Math.max(1, total)) * PLAIN_STEPS);
      if (step <= shownStep) return;
      shownStep = step;
      out.write(`${title}: ${done} of ${total} ${unit}${note}\n`);
    },
    end: () => undefined,
  };
}
