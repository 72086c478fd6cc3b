import { err, ok, type Result } from '../../../../src/domain';
import {
  isSent,
  withResilience,
  type ModelFailure,
  type ModelFailureKind,
  type ModelReply,
  type ModelWire,
  type ResilienceOptions,
} from '../../../../src/language-model';
import { questionOf } from '../../../support/model-questions';

type Outcome = Result<ModelReply, ModelFailure>;

const GOOD: Outcome = ok({ text: '{}', inputTokens: 1, outputTokens: 1 });
const never = new AbortController().signal;

function failed(kind: ModelFailureKind, retryAfterMs: number | null = null): Outcome {
  return err({ kind, detail: 'said by the wire', retryAfterMs });
}

/** A wire that answers from a script, its last line for ever, or hangs until its signal is aborted. */
function scripted(...script: (Outcome | 'hangs')[]) {
  const waiting = new Set<() => void>();
  const seen = { asked: 0, inFlight: 0, most: 0 };
  const wire: ModelWire = {
    modelName: 'a model',
    async ask(_question, signal) {
      const line = script[Math.min(seen.asked, script.length - 1)] ?? GOOD;
      seen.asked += 1;
      seen.inFlight += 1;
      seen.most = Math.max(seen.most, seen.inFlight);
      if (line === 'hangs') {
        await new Promise<void>((resolve) => {
          waiting.add(resolve);
          signal.addEventListener('abort', () => resolve());
        });
      }
      seen.inFlight -= 1;
      if (signal.aborted) return failed('CANCELLED');
      return line === 'hangs' ? GOOD : line;
    },
  };
  const release = (): void => waiting.forEach((resolve) => resolve());
  return {
    wire,
    seen,
    release,
    say: (...lines: (Outcome | 'hangs')[]) => script.splice(0, Infinity, ...lines),
  };
}

function patient(wire: ModelWire, given: Partial<ResilienceOptions> = {}) {
  const resilient = withResilience(wire, { timeoutMs: 1000, maxConcurrent: 4, firstRetryMs: 100, ...given });
  return (signal: AbortSignal = never) => resilient.ask(questionOf(), signal);
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** What a question comes to, however long its timers say. */
async function settled<T>(work: Promise<T>): Promise<T> {
  await jest.runAllTimersAsync();
  return work;
}

describe('another try', () => {
  it.each(['UNAVAILABLE', 'BUSY'] as const)('is made for what is %s', async (kind) => {
    const { wire, seen } = scripted(failed(kind), failed(kind), GOOD);
    expect(await settled(patient(wire)())).toEqual(GOOD);
    expect(seen.asked).toBe(3);
  });

  it.each(['REFUSED', 'MALFORMED', 'TIMEOUT'] as const)('is not made for what is %s', async (kind) => {
    const { wire, seen } = scripted(failed(kind), GOOD);
    expect(await settled(patient(wire)())).toEqual(failed(kind));
    expect(seen.asked).toBe(1);
  });

  it('is the last after two', async () => {
    const { wire, seen } = scripted(failed('UNAVAILABLE'));
    expect(await settled(patient(wire)())).toEqual(failed('UNAVAILABLE'));
    expect(seen.asked).toBe(3);
  });

  it('is not made before the server said', async () => {
    const { wire, seen } = scripted(failed('BUSY', 4000), GOOD);
    const asked = patient(wire)();
    await jest.advanceTimersByTimeAsync(3999);
    expect(seen.asked).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(await asked).toEqual(GOOD);
  });

  it('is left to others where the server wants to be left alone for longer', async () => {
    const { wire, seen } = scripted(failed('BUSY', 60_000), GOOD);
    expect(await settled(patient(wire)())).toEqual(failed('BUSY', 60_000));
    expect(seen.asked).toBe(1);
  });

  it('does not come at the same moment for all', async () => {
    const waits = new Set<number>();
    for (let i = 0; i < 8; i += 1) {
      const { wire } = scripted(failed('UNAVAILABLE'), GOOD);
      const startMs = Date.now();
      await settled(patient(wire)());
      waits.add(Date.now() - startMs);
    }
    expect(waits.size).toBeGreaterThan(4);
  });
});

describe('the time for a request', () => {
  it('ends it, and what it was', async () => {
    const { wire, seen } = scripted('hangs');
    expect(await settled(patient(wire)())).toMatchObject({
      error: { kind: 'TIMEOUT', detail: 'over 1000 ms' },
    });
    expect(seen).toMatchObject({ asked: 1, inFlight: 0 });
  });

  it('holds also for a wire that does not look at its signal', async () => {
    const deaf: ModelWire = { modelName: 'deaf', ask: () => new Promise(() => undefined) };
    expect(await settled(patient(deaf)())).toMatchObject({ error: { kind: 'TIMEOUT' } });
  });
});

describe('those who ask at once', () => {
  it('are as many as agreed on; others wait, and too many are told so', async () => {
    const { wire, seen, release } = scripted('hangs');
    const ask = patient(wire, { maxConcurrent: 2, maxQueued: 1 });
    const asked = [ask(), ask(), ask()];
    const refused = await ask();
    expect(refused).toMatchObject({ error: { kind: 'BUSY' } });
    expect(!refused.ok && isSent(refused.error)).toBe(false);
    while (seen.asked < 3) {
      release();
      await Promise.resolve();
    }
    release();
    expect(await Promise.all(asked)).toEqual([GOOD, GOOD, GOOD]);
    expect(seen.most).toBe(2);
  });
});

describe('the circuit', () => {
  const breaker = { failures: 3, halfOpenAfterMs: 10_000 };
  const events: boolean[] = [];
  const circuit = (wire: ModelWire) =>
    patient(wire, { retries: 0, breaker, onEvent: ({ open }) => events.push(open) });
  beforeEach(() => events.splice(0));

  async function opened(...script: (Outcome | 'hangs')[]) {
    const server = scripted(...script);
    const ask = circuit(server.wire);
    for (let i = 0; i < 3; i += 1) await settled(ask());
    return { ...server, ask };
  }

  it.each([['UNAVAILABLE'], ['TIMEOUT']] as const)(
    'opens after %s in a row, and nobody is asked',
    async (kind) => {
      const { ask, seen } = await opened(failed(kind));
      expect(events).toEqual([true]);
      const refused = await ask();
      expect(refused).toMatchObject({ error: { kind: 'UNAVAILABLE', retryAfterMs: 10_000 } });
      expect(!refused.ok && isSent(refused.error)).toBe(false);
      expect(seen.asked).toBe(3);
    },
  );

  it.each([['BUSY'], ['REFUSED'], ['MALFORMED']] as const)(
    'stays closed for %s: somebody is there',
    async (kind) => {
      const { ask, seen } = await opened(failed(kind));
      await settled(ask());
      expect(seen.asked).toBe(4);
      expect(events).toEqual([]);
    },
  );

  it('closes once the server is back', async () => {
    const { ask, say } = await opened(failed('UNAVAILABLE'));
    say(GOOD);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await ask()).toEqual(GOOD);
    expect(events).toEqual([true, false]);
  });

  it('lets one try whether it is back, and opens again if not', async () => {
    const { ask, seen } = await opened(failed('UNAVAILABLE'));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await Promise.all([ask(), ask(), ask()])).toMatchObject(Array(3).fill({ ok: false }));
    expect(seen.asked).toBe(4);
  });

  it('does not take it for back because the one who tried was called away', async () => {
    const { ask, seen, say } = await opened(failed('UNAVAILABLE'));
    say('hangs');
    await jest.advanceTimersByTimeAsync(10_000);
    const caller = new AbortController();
    const asked = ask(caller.signal);
    await jest.advanceTimersByTimeAsync(1);
    caller.abort();
    expect(await asked).toMatchObject({ error: { kind: 'CANCELLED' } });
    await jest.advanceTimersByTimeAsync(1);
    expect(await ask()).toMatchObject({ error: { kind: 'UNAVAILABLE' } });
    expect(seen.asked).toBe(4);
  });

  it('is not closed a bit by those who were called away', async () => {
    const server = scripted(failed('UNAVAILABLE'));
    const ask = circuit(server.wire);
    await settled(ask());
    await settled(ask());
    expect(await ask(AbortSignal.abort())).toMatchObject({ error: { kind: 'CANCELLED' } });
    await settled(ask());
    expect(events).toEqual([true]);
  });
});

describe('whoever is called away', () => {
  async function calledAway(wire: ModelWire, given: Partial<ResilienceOptions>, meanwhileMs: number) {
    const caller = new AbortController();
    const ask = patient(wire, given);
    const first = ask();
    const asked = ask(caller.signal);
    await jest.advanceTimersByTimeAsync(meanwhileMs);
    caller.abort();
    expect(await asked).toMatchObject({ error: { kind: 'CANCELLED' } });
    return first;
  }

  it('waits for no turn', async () => {
    const { wire, seen, release } = scripted('hangs');
    const first = calledAway(wire, { maxConcurrent: 1 }, 10);
    await jest.advanceTimersByTimeAsync(20);
    release();
    expect(await first).toEqual(GOOD);
    expect(seen.asked).toBe(1);
  });

  it('waits for no other try', async () => {
    const { wire, seen } = scripted(failed('BUSY', 5000));
    void calledAway(wire, {}, 10);
    await jest.advanceTimersByTimeAsync(20);
    expect(seen.asked).toBe(2);
  });

  it('leaves nothing in flight', async () => {
    const { wire, seen } = scripted('hangs');
    const caller = new AbortController();
    const asked = patient(wire)(caller.signal);
    await jest.advanceTimersByTimeAsync(10);
    caller.abort();
    await asked;
    await jest.advanceTimersByTimeAsync(0);
    expect(seen).toMatchObject({ asked: 1, inFlight: 0 });
  });
});

it('does not hide a fault of our own', async () => {
  const broken: ModelWire = { modelName: 'broken', ask: () => Promise.reject(new Error('a bug')) };
  await expect(patient(broken)()).rejects.toThrow('a bug');
});
