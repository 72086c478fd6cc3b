import { type Behaviour } from './behaviours';
import { type LoopbackWire, type SchemaField } from './check-request/asked-question';

/** One request for an answer, as the loopback server saw it. */
export interface SeenRequest {
  readonly at: Date;
  readonly path: string;
  readonly bytes: number;
  /** The header, as it came. */
  readonly authorization: string | null;
  /** Null: the path belongs to none. */
  readonly wire: LoopbackWire | null;
  /** All texts of the question; empty where the request was refused for its form, or where texts are not kept. */
  readonly text: string;
  readonly hasPicture: boolean;
  readonly schemaField: SchemaField;
  /** The question quotes an answer of this server. */
  readonly isRepair: boolean;
  /** Null: refused for its form. */
  readonly behaviour: Behaviour | null;
  /** Resolves once the connection was closed before the whole answer was out: by the client, or by CUT itself. */
  readonly abandoned: Promise<void>;
}

/** Requests in the order in which they were understood, and a way to wait for them. */
export interface RequestLog {
  readonly requests: readonly SeenRequest[];
  add(request: SeenRequest): void;
  /** Resolves as soon as there have been `count` requests since the start. */
  waitFor(count: number): Promise<void>;
}

/** An empty log. */
export function makeRequestLog(): RequestLog {
  const requests: SeenRequest[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  return {
    requests,
    add(request) {
      requests.push(request);
      for (const { resolve } of waiting.filter(({ count }) => count <= requests.length)) resolve();
      waiting = waiting.filter(({ count }) => count > requests.length);
    },
    waitFor(count) {
      if (requests.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
  };
}
