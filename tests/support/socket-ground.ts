import { type WebSocket } from 'ws';
import { type Viewer } from '../../src/domain';
import { type ServerDeps, type ServerSettings } from '../../src/server';
import { connectAs, greetAs, openRawSocket, type RawSocket } from './raw-socket';
import {
  type Behaviour,
  CLINICIAN,
  CLINICIAN_TOKEN,
  startTinyServer,
  TINY_SETTINGS,
  type TinyServer,
} from './tiny-server';

/** Another account that the server knows. */
export const OTHER_TOKEN = 'other-token';
export const OTHER: Viewer = { ...CLINICIAN, id: '01900000-0000-7000-8000-000000000002' };

const TICKS = { query: 'subscription { ticks }' };

/** The one server of a test, and the sockets that were opened to it; all of it ends with `clear`. */
export function createSocketGround() {
  let server: TinyServer | undefined;
  let sockets: WebSocket[] = [];

  /** Starts the server, which tells the reasons that it ended lines for, and knows whom `viewers` holds. */
  async function start(
    settings: Partial<ServerSettings> = {},
    behaviour: Behaviour = {},
    overrides: Partial<Omit<ServerDeps, 'api'>> = {},
  ) {
    const endings: string[] = [];
    let onEnding: () => void = () => undefined;
    const ending = new Promise<void>((resolve) => (onEnding = resolve));
    const viewers = new Map([
      [CLINICIAN_TOKEN, CLINICIAN],
      [OTHER_TOKEN, OTHER],
    ]);
    const started = await startTinyServer(behaviour, {
      settings: { ...TINY_SETTINGS, ...settings },
      authenticate: (token) => Promise.resolve(viewers.get(token ?? '') ?? null),
      lineMetrics: {
        watchLines: () => undefined,
        onLineEnded(reason) {
          endings.push(reason);
          onEnding();
        },
      },
      ...overrides,
    });
    server = started;
    return { url: started.url, logged: started.logged, endings, ending, viewers };
  }

  function keep(socket: WebSocket): void {
    sockets.push(socket);
  }

  async function kept(opening: Promise<RawSocket>): Promise<RawSocket> {
    const raw = await opening;
    keep(raw.socket);
    return raw;
  }

  return {
    start,
    keep,
    /** A socket that has said nothing yet. */
    open: (url: string) => kept(openRawSocket(url)),
    /** A socket that said who is calling, with the answer to that still to be read. */
    greet: (url: string) => kept(greetAs(CLINICIAN_TOKEN, url)),
    /** A socket that was let in. */
    connect: (url: string, token = CLINICIAN_TOKEN, options = {}) => kept(connectAs(token, url, options)),
    clear: async (): Promise<void> => {
      sockets.forEach((socket) => socket.terminate());
      sockets = [];
      await server?.close();
      server = undefined;
    },
  };
}

export function subscribe(raw: RawSocket, id: string): void {
  raw.send({ type: 'subscribe', id, payload: TICKS });
}

/** For a test that has no more sources to give. */
export function none(): never {
  throw new Error('This test has no more sources.');
}
