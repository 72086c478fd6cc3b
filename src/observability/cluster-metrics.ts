import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

/**
 * The processes of one port share it, so a scrape reaches any of them. Whichever it is asks the primary process, which adds
 * up what all of them have counted: the numbers are the machine's, not those of the process that chance chose.
 */

const QUESTION = 'metrics:question';
const ANSWER = 'metrics:answer';

interface Question {
  readonly type: typeof QUESTION;
  readonly id: number;
}
interface Answer {
  readonly type: typeof ANSWER;
  readonly id: number;
  /** Null if a process did not say in time what it has counted. */
  readonly text: string | null;
}

/** For the primary process: answers its workers from now on. Returns what ends it. */
export function answerMetricsOfWorkers(): () => void {
  const aggregator = new AggregatorRegistry();
  const onMessage = (worker: Worker, message: unknown): void => {
    if (!isMessage<Question>(message, QUESTION)) return;
    void aggregator
      .clusterMetrics()
      .catch(() => null)
      .then((text) => {
        const answer: Answer = { type: ANSWER, id: message.id, text };
        if (worker.isConnected()) worker.send(answer);
      });
  };
  cluster.on('message', onMessage);
  return () => {
    cluster.off('message', onMessage);
  };
}

/**
 * What a scrape is told: of all processes where this one is a worker, else of this one. Null if the others did not say in
 * time. To be called once per process: from then on the primary is told what `registry` holds.
 */
export function createExposition(registry: Registry): () => Promise<string | null> {
  if (!cluster.isWorker) return () => registry.metrics();

  AggregatorRegistry.setRegistries([registry]);
  new AggregatorRegistry(); // its listener tells the primary what this process has counted
  const waiting = new Map<number, (text: string | null) => void>();
  let lastId = 0;
  process.on('message', (message: unknown) => {
    if (!isMessage<Answer>(message, ANSWER)) return;
    waiting.get(message.id)?.(message.text);
    waiting.delete(message.id);
  });
  return () =>
    new Promise((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      process.send?.({ type: QUESTION, id } satisfies Question);
    });
}

function isMessage<T extends { readonly type: string }>(message: unknown, type: T['type']): message is T {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}
