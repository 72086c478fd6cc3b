import { createClient } from 'graphql-sse';
import { type House, startHouse } from '../support/house';
import { EMERGENCY, signIn, streamCursor, submit } from '../support/house-operations';

const WATCH = `subscription ($after: Cursor) {
  escalationEvents(after: $after) { cursor kind caseNumber urgency escalation { status } }
}`;

interface Event {
  readonly cursor: string;
  readonly kind: string;
  readonly caseNumber: string;
}

interface Read {
  readonly id: string | null;
  readonly event: Event;
}
type Reading = AsyncGenerator<Read, void, undefined>;

/** Reads a stream event by event. */
async function* eventsOf(response: Response): Reading {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const blocks = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data === undefined) continue;
      const { data: answer } = JSON.parse(data) as { data: { escalationEvents: Event } };
      yield { id: /^id: (.*)$/m.exec(block)?.[1] ?? null, event: answer.escalationEvents };
    }
  }
}

async function next(events: Reading): Promise<Read> {
  const read = await events.next();
  if (read.done === true) throw new Error('The stream ended.');
  return read.value;
}

describe('escalations as server-sent events', () => {
  let house: House;
  let responder: string;
  let start: string;
  beforeAll(async () => {
    house = await startHouse();
    responder = await signIn(house.client, 'responder@demo.test');
    start = await streamCursor(house.client, responder);
  }, 120_000);
  afterAll(() => house.close());

  const watch = (after: string, lastEventId: string | null = null): Promise<Response> => {
    const asked = new URLSearchParams({ query: WATCH, variables: JSON.stringify({ after }) });
    return fetch(`${house.url}/graphql/stream?${asked.toString()}`, {
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${responder}`,
        ...(lastEventId !== null && { 'last-event-id': lastEventId }),
      },
    });
  };

  it('bring what was missed, then what happens, and go on where a browser lost its line', async () => {
    const missed = await submit(house.client, EMERGENCY);
    const events = eventsOf(await watch(start));
    const first = await next(events);
    expect(first).toMatchObject({ event: { kind: 'RAISED', caseNumber: missed.number } });
    expect(first.id).toBe(first.event.cursor);

    const live = await submit(house.client, EMERGENCY);
    const second = await next(events);
    expect(second).toMatchObject({ event: { kind: 'RAISED', caseNumber: live.number } });
    await events.return();

    const again = eventsOf(await watch(start, first.id));
    expect(await next(again)).toEqual(second);
    await again.return();
  }, 60_000);

  it('tell of a cursor that is none as an event', async () => {
    const client = createClient({
      url: `${house.url}/graphql/stream`,
      headers: { authorization: `Bearer ${responder}` },
    });
    const answers = client.iterate({ query: WATCH, variables: { after: 'nonsense' } });
    const answer = (await answers.next()) as IteratorResult<object>;
    expect(answer.value).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    client.dispose();
  });

  it('end when the responder signs out, and are refused from then on', async () => {
    const events = eventsOf(await watch(start));
    await events.next();
    await house.client.ask(responder, 'mutation { signOut }');
    let last = await events.next();
    while (last.done !== true) last = await events.next();
    expect((await watch(start)).status).toBe(401);
  }, 60_000);
});
