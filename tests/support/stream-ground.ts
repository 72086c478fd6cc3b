import { type ServerDeps, type ServerSettings } from '../../src/server';
import {
  type Behaviour,
  CLINICIAN_TOKEN,
  startTinyServer,
  TINY_SETTINGS,
  type TinyServer,
} from './tiny-server';

export const TICKS = 'subscription { ticks }';
export const EVENT_STREAM = 'text/event-stream';
export const AS_CLINICIAN = { authorization: `Bearer ${CLINICIAN_TOKEN}` };

/** The one server of a test, and the event streams that were opened to it; all of it ends with `clear`. */
export function createStreamGround() {
  let server: TinyServer | undefined;
  let aborting = new AbortController();
  const stop = async (): Promise<void> => server?.close();
  return {
    /** Starts the server; where its streams are. */
    start: async (
      behaviour: Behaviour = {},
      settings: Partial<ServerSettings> = {},
      overrides: Partial<Omit<ServerDeps, 'api'>> = {},
    ): Promise<string> => {
      server = await startTinyServer(behaviour, {
        settings: { ...TINY_SETTINGS, ...settings },
        ...overrides,
      });
      return `${server.url}/graphql/stream`;
    },
    post: (url: string, body: unknown, headers: Record<string, string> = AS_CLINICIAN): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        signal: aborting.signal,
        headers: { 'content-type': 'application/json', accept: EVENT_STREAM, ...headers },
        body: JSON.stringify(body),
      }),
    get: (url: string, query: string, headers: Record<string, string>): Promise<Response> =>
      fetch(`${url}?query=${encodeURIComponent(query)}`, {
        headers: { accept: EVENT_STREAM, ...headers },
        signal: aborting.signal,
      }),
    stop,
    clear: async (): Promise<void> => {
      aborting.abort();
      aborting = new AbortController();
      await stop();
      server = undefined;
    },
  };
}

/** Reads the stream until what was read holds `wanted`, or to its end; returns everything. */
export async function readUntil(response: Response, wanted: string | null): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  while (wanted === null || !text.includes(wanted)) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) break;
    text += decoder.decode(chunk.value as Uint8Array, { stream: true });
  }
  reader?.releaseLock();
  return text;
}
