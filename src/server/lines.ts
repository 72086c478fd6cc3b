import { err, ok, type Result } from '../domain';
import { type LineMetrics } from '../observability';
import { LineEnding, type Transport } from './line-ending';

export interface LineSettings {
  /** Lines that one viewer may hold in this process. */
  readonly maxLinesPerViewer: number;
  /** What may wait to be sent on one line. */
  readonly maxUnsentBytes: number;
  /** How long more than that may wait. */
  readonly slowConsumerMs: number;
}

/** What a transport tells of a line that it holds. */
export interface Line {
  readonly transport: Transport;
  readonly viewerId: string;
  /** Subscriptions and other operations under way. */
  operations(): number;
  /** What was handed over and has not left this process. */
  unsentBytes(): number;
  /** Says goodbye, and hangs up if that is not answered. */
  end(ending: LineEnding): void;
}

/** Every line of this process: how many a viewer may have, which are too slow, and that all end with the process. */
export interface Lines {
  /** Returns what strikes the line off again. Errors: TOO_MANY, GOING_AWAY. */
  enter(line: Line): Result<() => void, LineEnding>;
  /** Ends them all; from then on none is let in. */
  endAll(): void;
}

/** In how many looks in a row a line must be behind before it is shed: a burst is not slowness. */
const LOOKS = 5;

/** Begins to look at once; `endAll` stops that. */
export function createLines(settings: LineSettings, metrics: LineMetrics): Lines {
  const ofViewer = new Map<string, Set<Line>>();
  const looksBehind = new Map<Line, number>();
  let isClosing = false;
  const all = (): Line[] => [...ofViewer.values()].flatMap((lines) => [...lines]);
  const looking = setInterval(() => all().forEach(look), settings.slowConsumerMs / LOOKS);
  looking.unref();
  metrics.watchLines(() =>
    all().map((line) => ({ transport: line.transport, operations: line.operations() })),
  );

  /** A slow consumer costs nobody else anything but memory, and that is taken back here. */
  function look(line: Line): void {
    const isBehind = line.unsentBytes() > settings.maxUnsentBytes;
    const looks = isBehind ? (looksBehind.get(line) ?? 0) + 1 : 0;
    looksBehind.set(line, looks);
    if (looks >= LOOKS) line.end(LineEnding.SLOW);
  }

  function strikeOff(line: Line): void {
    const lines = ofViewer.get(line.viewerId);
    lines?.delete(line);
    if (lines?.size === 0) ofViewer.delete(line.viewerId);
    looksBehind.delete(line);
  }

  return {
    enter(line) {
      if (isClosing) return err(LineEnding.GOING_AWAY);
      const lines = ofViewer.get(line.viewerId) ?? new Set();
      if (lines.size >= settings.maxLinesPerViewer) return err(LineEnding.TOO_MANY);
      ofViewer.set(line.viewerId, lines.add(line));
      return ok(() => strikeOff(line));
    },
    endAll() {
      isClosing = true;
      clearInterval(looking);
      for (const line of all()) line.end(LineEnding.GOING_AWAY);
    },
  };
}
