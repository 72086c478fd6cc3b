import { type Response } from 'express';

/** A response of server-sent events. */
export interface EventResponse {
  /** Writes one event, and waits while the client takes less than it is given. Without effect once it has ended. */
  send(
    this: void,
    event: { readonly name: string; readonly data: unknown; readonly id?: string | null },
  ): Promise<void>;
  /** Says when to come back, if it is known, and ends. */
  end(this: void, reconnectAfterMs: number | null): void;
  /** Cuts the line without a word. */
  cut(this: void): void;
  /** Resolves when the line is gone, whoever ended it. */
  readonly closed: Promise<void>;
}

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies that gather, compress or keep a response would keep its events from arriving.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  Connection: 'keep-alive',
};
/** A comment: clients skip it. */
const HEARTBEAT = ':\n\n';
/** How long the last words may take to leave. */
const GOODBYE_MS = 2000;

/** Opens the stream, with a heartbeat; one that has not left by the next cuts the line. */
export function openEventResponse(response: Response, heartbeatMs: number): EventResponse {
  let hasLeft = true;
  const connection = response.req.socket;
  const closed = new Promise<void>((resolve) => {
    if (response.closed || connection.destroyed) resolve();
    else onceGone(response, [], resolve);
  });
  // Not the response: one that waits for its turn on the connection would go on waiting.
  const cut = (): void => void connection.destroy();
  const beating = setInterval(beat, heartbeatMs);
  void closed.then(() => clearInterval(beating));
  response.status(200).set(HEADERS);
  response.flushHeaders();
  response.write(HEARTBEAT); // some browsers hear of nothing but a first byte

  function beat(): void {
    if (response.writableEnded) return;
    if (!hasLeft) {
      cut();
      return;
    }
    hasLeft = false;
    response.write(HEARTBEAT, () => (hasLeft = true));
  }

  return {
    closed,
    async send({ name, data, id = null }) {
      if (response.writableEnded || response.destroyed) return;
      const lines = [
        `event: ${name}`,
        ...(id === null ? [] : [`id: ${id}`]),
        `data: ${JSON.stringify(data)}`,
      ];
      if (response.write(`${lines.join('\n')}\n\n`)) return;
      await drained(response);
    },
    end(reconnectAfterMs) {
      if (response.writableEnded) return;
      response.end(reconnectAfterMs === null ? undefined : `retry: ${reconnectAfterMs}\n\n`);
      const impatience = setTimeout(cut, GOODBYE_MS);
      void closed.then(() => clearTimeout(impatience));
    },
    cut,
  };
}

/** Resolves when the client has taken what waited, or is gone. */
function drained(response: Response): Promise<void> {
  return new Promise((resolve) => onceGone(response, ['drain'], resolve));
}

/**
 * Calls back once when the response is gone, or at one of these events of it before that. The connection is listened to as well: a
 * response that was asked for behind another one on it has none of its own yet, and is told nothing when it breaks.
 */
function onceGone(response: Response, others: readonly string[], callback: () => void): void {
  const connection = response.req.socket;
  const events = ['close', ...others];
  const done = (): void => {
    for (const event of events) response.off(event, done);
    connection.off('close', done);
    callback();
  };
  for (const event of events) response.on(event, done);
  connection.on('close', done);
}
