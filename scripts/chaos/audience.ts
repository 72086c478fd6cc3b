import { DEMO_FACILITIES, DEMO_PASSWORD } from '../seed/demo-accounts';
import { type SeededRandom } from '../seeded-random';
import { type PersistentCaller } from './api-calls';
import { type ChaosOptions } from './chaos-options';
import { type Place } from './judge-account';
import { openSseLine, openWebSocketLine } from './stream-lines';
import { startSubscriber, type Subscriber } from './subscriber';
import { CASE_EVENTS, type EscalationEvent, ESCALATION_EVENTS } from './watched-streams';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }';
const NOW = '{ escalations(first: 1) { streamCursor } }';

const NORTH = DEMO_FACILITIES.north.id;
const BOTH = [NORTH, DEMO_FACILITIES.south.id];
const EVERYTHING: Place = { facilityIds: BOTH, fromTier: 0 };
/** What the accounts of the demonstration may hear, and how they listen. */
const RESPONDER = { email: 'responder@demo.test', place: EVERYTHING };
const ADMINISTRATOR = { email: 'admin@demo.test', place: EVERYTHING };
const NEIGHBOURS = [
  {
    name: 'North alone, websocket',
    email: 'clinician@demo.test',
    place: { facilityIds: [NORTH], fromTier: 0 },
  },
  {
    name: 'region, websocket',
    email: 'region@demo.test',
    place: { facilityIds: BOTH, fromTier: 2 },
  },
  {
    name: 'platform, websocket',
    email: 'duty@demo.test',
    place: { facilityIds: BOTH, fromTier: 3 },
  },
];
const EVENTS_PER_LINE = 60;
/** A careless subscriber writes its cursor down that seldom, and hears the rest again. */
const CARELESS = 7;
const CAREFUL = { eventsPerCheckpoint: 1, eventsPerLine: EVENTS_PER_LINE };

interface AudienceDeps {
  readonly caller: PersistentCaller;
  readonly urls: readonly string[];
  readonly random: SeededRandom;
  readonly signal: AbortSignal;
}

/** A subscriber, and the stream that it follows. */
export interface Listener {
  readonly stream: 'escalations' | 'cases';
  readonly subscriber: Subscriber;
  /** Came when all was over. */
  readonly isLatecomer?: true;
}

/** Who listens, and what they need to begin. */
export interface Audience {
  /** The token of one who may answer. */
  readonly responderToken: string;
  /** The token of one who may have escalations delivered. */
  readonly administratorToken: string;
  /** The listeners of the whole run; the first one passes on what it hears. */
  open(options: ChaosOptions, onEvent: (event: EscalationEvent) => void): Listener[];
  /** One who comes when all is over, and reads everything that was missed. */
  openLatecomer(): Listener;
}

/** Signs the listeners in while everything still stands. */
export async function gatherAudience({ caller, ...common }: AudienceDeps): Promise<Audience> {
  const responder = await takeSeat(caller, RESPONDER);
  const administrator = await takeSeat(caller, ADMINISTRATOR);
  const neighbours = await Promise.all(
    NEIGHBOURS.map(async ({ name, ...account }) => ({ name, ...(await takeSeat(caller, account)) })),
  );
  const escalations = { ...common, stream: ESCALATION_EVENTS };
  return {
    responderToken: responder.token,
    administratorToken: administrator.token,
    open({ subscribers, sseSubscribers }, onEvent) {
      const lines = [
        ...Array.from({ length: subscribers }, () => ({ kind: 'websocket', open: openWebSocketLine })),
        ...Array.from({ length: sseSubscribers }, () => ({ kind: 'sse', open: openSseLine })),
      ];
      const responders = lines.map(({ kind, open }, index) => {
        const isCareless = index % 2 === 1;
        return startSubscriber({
          ...{ ...escalations, ...responder, ...CAREFUL, open },
          name: `${kind} ${index + 1}${isCareless ? ', careless' : ''}`,
          ...(isCareless && { eventsPerCheckpoint: CARELESS }),
          ...(index === 0 && { onEvent }),
        });
      });
      const others = neighbours.map((seat) =>
        startSubscriber({ ...escalations, ...CAREFUL, ...seat, open: openWebSocketLine }),
      );
      const records = startSubscriber({
        ...{ ...common, ...administrator, ...CAREFUL, stream: CASE_EVENTS, open: openWebSocketLine },
        name: 'every event, websocket',
      });
      return [
        ...[...responders, ...others].map((subscriber) => ({ stream: 'escalations' as const, subscriber })),
        { stream: 'cases', subscriber: records },
      ];
    },
    openLatecomer: () => ({
      stream: 'escalations',
      isLatecomer: true,
      subscriber: startSubscriber({
        ...{ ...escalations, ...responder, ...CAREFUL, open: openWebSocketLine },
        name: 'latecomer, websocket',
        eventsPerLine: Number.MAX_SAFE_INTEGER,
      }),
    }),
  };
}

/** Signs an account in; what it hears begins now. */
async function takeSeat(
  caller: PersistentCaller,
  { email, place }: { readonly email: string; readonly place: Place },
): Promise<{ token: string; after: string; place: Place }> {
  type SignedIn = { signIn: { token: string } };
  type Listed = { escalations: { streamCursor: string } };
  const input = { email, password: DEMO_PASSWORD };
  const { signIn } = await caller.ask<SignedIn>(null, SIGN_IN, { input });
  const { escalations } = await caller.ask<Listed>(signIn.token, NOW, {});
  return { token: signIn.token, after: escalations.streamCursor, place };
}
