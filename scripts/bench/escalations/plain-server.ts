import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { createClient } from 'redis';
import { WebSocketServer } from 'ws';
import { serveMeasurements } from '../servers/measured-child';
import { PLAIN_CHANNEL, type PublishedEvent } from './selection';

const SCHEMA = `
  scalar Cursor
  scalar DateTime
  type Query { ready: Boolean! }
  type Subscription { escalationEvents(after: Cursor): EscalationEvent! }
  enum EscalationEventKind { RAISED REMINDED ACKNOWLEDGED RESOLVED }
  enum Urgency { EMERGENCY URGENT SOON ROUTINE SELF_CARE }
  enum EscalationStatus { OPEN ACKNOWLEDGED RESOLVED }
  type EscalationEvent {
    cursor: Cursor! kind: EscalationEventKind! escalationId: ID! caseNumber: String! urgency: Urgency!
    status: EscalationStatus! tier: Int! at: DateTime!
  }`;

/** What one writes first: graphql-ws over Redis' publish and subscribe. No sign-in, no rights, nothing kept. */
async function main(): Promise<void> {
  const topic = await followTopic();
  const schema = buildSchema(SCHEMA);
  subscribeWith(schema, () => topic.iterate());
  const httpServer = createServer();
  useServer({ schema }, new WebSocketServer({ server: httpServer, path: '/graphql' }));
  httpServer.listen(0, '127.0.0.1', () => {
    serveMeasurements({ port: (httpServer.address() as AddressInfo).port, path: '/graphql' });
  });
}

function subscribeWith(schema: GraphQLSchema, iterate: () => AsyncIterator<PublishedEvent>): void {
  const field = schema.getSubscriptionType()?.getFields().escalationEvents;
  if (field === undefined) throw new Error('The schema has no escalationEvents.');
  field.subscribe = () => ({ [Symbol.asyncIterator]: iterate });
  field.resolve = (event: PublishedEvent) => event;
}

interface Topic {
  iterate(): AsyncIterator<PublishedEvent>;
}

/** One subscription of Redis for the process, a queue for each of its subscribers, as the usual libraries have it. */
async function followTopic(): Promise<Topic> {
  const redis = createClient({ url: process.env.REDIS_URL });
  await redis.connect();
  const listeners = new Set<(event: PublishedEvent) => void>();
  await redis.subscribe(PLAIN_CHANNEL, (message) => {
    const event = JSON.parse(message) as PublishedEvent;
    for (const listener of listeners) listener(event);
  });
  return {
    iterate() {
      const queue: PublishedEvent[] = [];
      let resume: ((next: IteratorResult<PublishedEvent>) => void) | null = null;
      const listener = (event: PublishedEvent): void => {
        if (resume === null) queue.push(event);
        else resume({ done: false, value: event });
        resume = null;
      };
      listeners.add(listener);
      return {
        next() {
          const value = queue.shift();
          if (value !== undefined) return Promise.resolve({ done: false, value });
          return new Promise((resolve) => (resume = resolve));
        },
        return() {
          listeners.delete(listener);
          resume?.({ done: true, value: undefined });
          return Promise.resolve({ done: true, value: undefined });
        },
      };
    },
  };
}

void main();
