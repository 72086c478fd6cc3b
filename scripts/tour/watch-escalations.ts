/**
 * `node dist/scripts/tour/watch-escalations.js --as=TOKEN [--after=CURSOR] [--kind KIND] [--count N]`: follows
 * `escalationEvents` over WebSocket and prints a line an event, from CURSOR or from now on; of one kind only, if KIND says
 * which. Ends after N events, or with Ctrl-C. API_URL names another server.
 */
import { parseArgs } from 'node:util';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

interface EscalationEvent {
  readonly kind: string;
  readonly urgency: string;
  readonly tier: number;
  readonly caseNumber: string;
}

const EVENTS = `subscription ($after: Cursor, $kinds: [EscalationEventKind!]) {
  escalationEvents(after: $after, filter: { kinds: $kinds }) { kind urgency tier caseNumber }
}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      as: { type: 'string' },
      after: { type: 'string' },
      kind: { type: 'string' },
      count: { type: 'string' },
    },
  });
  const client = createClient({
    url: `${process.env.API_URL ?? 'http://localhost:8000'}/graphql`.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${values.as ?? ''}` },
  });
  let left = Number(values.count ?? Infinity);
  const answers = client.iterate<{ escalationEvents: EscalationEvent }>({
    query: EVENTS,
    variables: { after: values.after ?? null, kinds: values.kind === undefined ? null : [values.kind] },
  });
  for await (const { data, errors } of answers) {
    if (data == null) throw new Error(errors?.[0]?.message ?? 'The API gave no answer.');
    const { kind, urgency, tier, caseNumber } = data.escalationEvents;
    console.log(`${kind} ${urgency} ${caseNumber} tier ${tier}`);
    left -= 1;
    if (left <= 0) break;
  }
  await client.dispose();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The connection was refused.');
  process.exitCode = 1;
});
