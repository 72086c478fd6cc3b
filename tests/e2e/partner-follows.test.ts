import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { findFreePort } from '../../scripts/engines/ports';
import { type ApiClient, createApiClient } from '../support/api-client';
import { type Ground, prepareGround, type ServerProcess } from '../support/house-process';
import { EMERGENCY, PARTNER, streamCursor, submit } from '../support/house-operations';

const WATCH = `subscription ($after: Cursor) {
  escalationEvents(after: $after) { cursor kind caseNumber urgency escalation { status } }
}`;

interface Event {
  readonly cursor: string;
  readonly caseNumber: string;
}
type Answers = AsyncIterableIterator<{ readonly data?: { readonly escalationEvents: Event } | null }>;

/** What a partner runs: takes events one after another, and keeps the cursor of the last in the request itself. */
function follow(answers: Answers, variables: { after: string }) {
  const heard: Event[] = [];
  return {
    heard,
    variables,
    /** Resolves as soon as so many were heard in all. */
    until: async (count: number): Promise<void> => {
      while (heard.length < count) {
        const answer = await answers.next();
        const event = answer.done === true ? undefined : answer.value.data?.escalationEvents;
        if (event === undefined) throw new Error(`No event, but ${JSON.stringify(answer)}`);
        heard.push(event);
        variables.after = event.cursor;
      }
    },
    stop: async () => answers.return?.(),
  };
}

describe('a partner that follows escalations with the official clients', () => {
  let ground: Ground;
  let first: ServerProcess;
  let other: ApiClient;
  /** Where the partner's own balancer sends it. */
  let url: string;
  let start: string;

  beforeAll(async () => {
    ground = await prepareGround();
    const port = String(await findFreePort());
    other = createApiClient(`http://127.0.0.1:${port}`);
    url = ground.client.url;
    [first] = await Promise.all([ground.start(), ground.start({ PORT: port, PUBLIC_URL: other.url })]);
    start = await streamCursor(other, PARTNER);
  }, 180_000);
  afterAll(() => ground.clear());

  it('hears every event once and in order, although its process is killed and it goes on at another', async () => {
    const authorization = `Bearer ${PARTNER}`;
    const variables = [{ after: start }, { after: start }] as const;
    const soon = { retryAttempts: Infinity, retryWait: () => pause(), retry: () => pause() };
    const sockets = createSocketClient({
      ...soon,
      url: () => `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      // By itself the library gives up where nobody listens; from 4403 alone it is not to come back.
      shouldRetry: (reason) => (reason as { readonly code?: unknown }).code !== 4403,
    });
    const streams = createStreamClient({
      ...soon,
      url: () => `${url}/graphql/stream`,
      headers: { authorization },
    });
    const followers = [
      follow(sockets.iterate({ query: WATCH, variables: variables[0] }) as Answers, variables[0]),
      follow(streams.iterate({ query: WATCH, variables: variables[1] }) as Answers, variables[1]),
    ];
    const allHear = (count: number) => Promise.all(followers.map(({ until }) => until(count)));

    const numbers: string[] = [];
    const raise = async (client: ApiClient): Promise<void> => {
      numbers.push((await submit(client, EMERGENCY)).number);
    };
    await raise(ground.client);
    await raise(other);
    await allHear(2);

    await Promise.all([first.end('SIGKILL'), raise(other)]);
    url = other.url;
    await raise(other);
    await allHear(4);
    for (const { heard } of followers) {
      expect(heard.map(({ caseNumber }) => caseNumber).sort()).toEqual([...numbers].sort());
    }

    // Back at the first, which has started anew, by the cursors that they have by now.
    await ground.start();
    url = ground.client.url;
    await raise(ground.client);
    await allHear(5);
    const replay = sockets.iterate({ query: WATCH, variables: { after: start } }) as Answers;
    const whole = follow(replay, { after: start });
    await whole.until(5);
    for (const { heard } of followers) expect(heard).toEqual(whole.heard);

    await Promise.all([...followers, whole].map(({ stop }) => stop()));
    await sockets.dispose();
    streams.dispose();
  }, 120_000);
});

/** Long enough not to circle while nobody is there. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
