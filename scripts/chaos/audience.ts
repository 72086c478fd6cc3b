import { DEMO_PASSWORD } from '../seed/demo-accounts';
import { type SeededRandom } from '../seeded-random';
import { type PersistentCaller } from './api-calls';
import { type ChaosOptions } from './chaos-options';
import { openSseLine, openWebSocketLine } from './stream-lines';
import { startSubscriber, type Subscriber, type SubscriberOptions } from './subscriber';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }';
const NOW = '{ escalations(first: 1) { streamCursor } }';

/** Whose members may hear of an escalation, and from which tier on. */
const FACILITY = { email: 'responder@demo.test', fromTier: 1 };
const ADMINISTRATOR = { email: 'admin@demo.test', fromTier: 1 };
const POOLS = [
  { name: "region's pool", email: 'region@demo.test', fromTier: 2 },
  { name: "platform's duty", email: 'duty@demo.test', fromTier: 3 },
];
const EVENTS_PER_LINE = 60;
/** A careless subscriber writes its cursor down that seldom, and hears the rest again. */
const CARELESS = 7;

interface AudienceDeps {
  readonly caller: PersistentCaller;
  readonly urls: readonly string[];
  readonly random: SeededRandom;
  readonly signal: AbortSignal;
}

type Place = Pick<SubscriberOptions, 'token' | 'after' | 'fromTier'>;

/** Who listens, and what they need to begin. */
export interface Audience {
  /** The token of one who may answer. */
  readonly responderToken: string;
  /** The token of one who may have escalations delivered. */
  readonly administratorToken: string;
  /** The subscribers of the whole run; the first one passes on what it hears. */
  open(options: ChaosOptions, onEvent: SubscriberOptions['onEvent']): Subscriber[];
  /** One who comes when all is over, and reads everything that was missed. */
  openLatecomer(): Subscriber;
}

/** Signs the listeners in while everything still stands. */
export async function gatherAudience({ caller, ...common }: AudienceDeps): Promise<Audience> {
  const ofFacility = await takePlace(caller, FACILITY);
  const administrator = await takePlace(caller, ADMINISTRATOR);
  const ofPools = await Promise.all(
    POOLS.map(async ({ name, ...member }) => ({ name, ...(await takePlace(caller, member)) })),
  );
  return {
    responderToken: ofFacility.token,
    administratorToken: administrator.token,
    open({ subscribers, sseSubscribers, secondsPerMinute }, onEvent) {
      const lines = [
        ...Array.from({ length: subscribers }, () => ({ kind: 'websocket', open: openWebSocketLine })),
        ...Array.from({ length: sseSubscribers }, () => ({ kind: 'sse', open: openSseLine })),
      ];
      const members = lines.map(({ kind, open }, index) => {
        const isCareless = index % 2 === 1;
        return startSubscriber({
          ...common,
          ...ofFacility,
          name: `${kind} ${index + 1}${isCareless ? ', careless' : ''}`,
          open,
          eventsPerCheckpoint: isCareless ? CARELESS : 1,
          eventsPerLine: EVENTS_PER_LINE,
          ...(index === 0 && onEvent && { onEvent }),
        });
      });
      // Nothing climbs to a pool within a run that does not quicken the ladder.
      const pools = secondsPerMinute === null ? [] : ofPools;
      const habits = { open: openWebSocketLine, eventsPerCheckpoint: 1, eventsPerLine: EVENTS_PER_LINE };
      return [...members, ...pools.map((pool) => startSubscriber({ ...common, ...habits, ...pool }))];
    },
    openLatecomer: () =>
      startSubscriber({
        ...common,
        ...ofFacility,
        name: 'latecomer',
        open: openWebSocketLine,
        eventsPerCheckpoint: 1,
        eventsPerLine: Number.MAX_SAFE_INTEGER,
      }),
  };
}

async function takePlace(
  caller: PersistentCaller,
  { email, fromTier }: { readonly email: string; readonly fromTier: number },
): Promise<Place> {
  type SignedIn = { signIn: { token: string } };
  type Listed = { escalations: { streamCursor: string } };
  const input = { email, password: DEMO_PASSWORD };
  const { signIn } = await caller.ask<SignedIn>(null, SIGN_IN, { input });
  const { escalations } = await caller.ask<Listed>(signIn.token, NOW, {});
  return { token: signIn.token, after: escalations.streamCursor, fromTier };
}
