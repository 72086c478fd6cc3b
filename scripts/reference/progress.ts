import { Presets, SingleBar } from 'cli-progress';
import { type LoadProgress } from '../../src/retrieval';

export interface ProgressLine {
  show(progress: LoadProgress): void;
  end(): void;
}

/** Without a terminal, one line for each of so many equal parts. */
const PLAIN_STEPS = 10;

/** A bar on a terminal; plain lines where the output goes to a file or another program. */
export function createProgressLine(title: string, out: NodeJS.WriteStream = process.stdout): ProgressLine {
  return out.isTTY ? createBar(title, out) : createPlainLines(title, out);
}

function createBar(title: string, out: NodeJS.WriteStream): ProgressLine {
  const bar = new SingleBar(
    {
      stream: out,
      format: `${title} {bar} {value}/{total} cases, {duration_formatted}, {eta_formatted} left`,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    show({ casesRead, caseCount }) {
      if (!started) bar.start(caseCount, 0);
      started = true;
      bar.update(casesRead);
    },
    end: () => bar.stop(),
  };
}

function createPlainLines(title: string, out: NodeJS.WriteStream): ProgressLine {
  let shownStep = 0;
  return {
    show({ casesRead, caseCount }) {
      const step = Math.floor((casesRead / Math.max(1, caseCount)) * PLAIN_STEPS);
      if (step <= shownStep) return;
      shownStep = step;
      out.write(`${title}: ${casesRead} of ${caseCount} cases\n`);
    },
    end: () => undefined,
  };
}
