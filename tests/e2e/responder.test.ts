import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, type Observable } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Ground, prepareGround } from '../support/house-process';

const SIGN_IN = gql`
  mutation ($email: String!) {
    signIn(input: { email: $email, password: "demo-password" }) {
      token
      viewer {
        role
        facilities {
          name
        }
      }
    }
  }
`;
const LIST = gql`
  query {
    escalations(filter: { status: [OPEN] }) {
      streamCursor
      edges {
        node {
          id
          case {
            number
          }
        }
      }
    }
  }
`;
const WATCH = gql`
  subscription ($after: Cursor) {
    escalationEvents(after: $after) {
      cursor
      kind
      caseNumber
      urgency
      status
      escalation {
        id
        reasons {
          code
        }
      }
    }
  }
`;
const ACKNOWLEDGE = gql`
  mutation ($id: ID!) {
    acknowledgeEscalation(input: { escalationId: $id, note: "On my way." }) {
      status
      acknowledgedBy {
        displayName
      }
    }
  }
`;

interface Event {
  readonly cursor: string;
  readonly kind: string;
  readonly caseNumber: string;
  readonly urgency: string;
  readonly status: string;
  readonly escalation: { readonly id: string };
}

/** A responder's application, with the libraries that theirs is made of. */
function openApp(url: string, token: string | null) {
  const authorization = token === null ? undefined : `Bearer ${token}`;
  const socket: Client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
  });
  const http = new SetContextLink(() => ({ headers: { ...(authorization && { authorization }) } })).concat(
    new HttpLink({ uri: `${url}/graphql` }),
  );
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    http,
  );
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  return {
    client,
    watch: (after: string | null) => collect(client.subscribe({ query: WATCH, variables: { after } })),
    async close() {
      client.stop();
      await socket.dispose();
    },
  };
}

/** What a subscription brings, taken one by one. */
function collect(source: Observable<ApolloClient.SubscribeResult<unknown>>) {
  const arrived: Event[] = [];
  let wake: () => void = () => undefined;
  const subscription = source.subscribe(({ data, error }) => {
    if (error !== undefined) throw new Error(`The subscription failed: ${error.name}`);
    arrived.push((data as { escalationEvents: Event }).escalationEvents);
    wake();
  });
  return {
    async next(): Promise<Event> {
      if (arrived.length === 0) await new Promise<void>((resolved) => (wake = resolved));
      const event = arrived.shift();
      if (event === undefined) throw new Error('Woken for nothing.');
      return event;
    },
    stop: () => subscription.unsubscribe(),
  };
}

describe('a responder', () => {
  let ground: Ground;

  beforeAll(async () => {
    ground = await prepareGround();
    await ground.start();
  }, 120_000);
  afterAll(() => ground.clear());

  const submitElsewhere = async (): Promise<string> => {
    const partner = fork(resolve('tests/support/submit-process.ts'), [ground.client.url], {
      execArgv: ['-r', '@swc-node/register'],
    });
    const [number] = (await once(partner, 'message')) as [string];
    await once(partner, 'exit');
    return number;
  };

  it('is called, answers, loses the line, and misses nothing', async () => {
    const { url } = ground.client;
    const stranger = openApp(url, null);
    type SignedIn = { signIn: { token: string; viewer: { role: string } } };
    const { data: signedIn } = await stranger.client.mutate<SignedIn>({
      mutation: SIGN_IN,
      variables: { email: 'responder@demo.test' },
    });
    await stranger.close();
    expect(signedIn?.signIn.viewer.role).toBe('RESPONDER');

    const app = openApp(url, signedIn?.signIn.token ?? '');
    type Listed = { escalations: { streamCursor: string; edges: { node: { id: string } }[] } };
    const { data: listed } = await app.client.query<Listed>({ query: LIST });
    expect(listed?.escalations.edges).toEqual([]);
    const watched = app.watch(listed?.escalations.streamCursor ?? null);

    const number = await submitElsewhere();
    const raised = await watched.next();
    expect(raised).toMatchObject({
      kind: 'RAISED',
      caseNumber: number,
      urgency: 'EMERGENCY',
      status: 'OPEN',
    });

    const { data: acknowledged } = await app.client.mutate({
      mutation: ACKNOWLEDGE,
      variables: { id: raised.escalation.id },
    });
    expect(acknowledged).toMatchObject({
      acknowledgeEscalation: { status: 'ACKNOWLEDGED', acknowledgedBy: { displayName: 'Demo Responder' } },
    });
    const answered = await watched.next();
    expect(answered).toMatchObject({ kind: 'ACKNOWLEDGED', caseNumber: number, status: 'ACKNOWLEDGED' });
    watched.stop();
    await app.close();

    const missed = await submitElsewhere();
    const back = openApp(url, signedIn?.signIn.token ?? '');
    const resumed = back.watch(answered.cursor);
    expect(await resumed.next()).toMatchObject({ kind: 'RAISED', caseNumber: missed });
    resumed.stop();
    const replayed = back.watch(listed?.escalations.streamCursor ?? null);
    expect((await replayed.next()).cursor).toBe(raised.cursor);
    expect((await replayed.next()).cursor).toBe(answered.cursor);
    expect(await replayed.next()).toMatchObject({ caseNumber: missed });
    replayed.stop();
    await back.close();
  }, 120_000);
});
