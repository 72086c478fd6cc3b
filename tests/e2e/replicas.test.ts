import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { findFreePort } from '../../scripts/engines/ports';
import { type ApiClient, createApiClient } from '../support/api-client';
import { type Ground, prepareGround, type ServerProcess } from '../support/house-process';
import {
  assess,
  ATTACH,
  converse,
  newKey,
  say,
  type Session,
  signIn,
  startSession,
  streamCursor,
} from '../support/house-operations';
import { goodPicture } from '../support/house-pictures';
import { connectAs } from '../support/raw-socket';

const WATCH = 'subscription ($after: Cursor) { caseEvents(after: $after) { kind case { number } } }';

describe('two processes of one house', () => {
  let ground: Ground;
  let first: ServerProcess;
  let other: ApiClient;

  beforeAll(async () => {
    ground = await prepareGround();
    const port = String(await findFreePort());
    const url = `http://127.0.0.1:${port}`;
    [first] = await Promise.all([ground.start(), ground.start({ PORT: port, PUBLIC_URL: url })]);
    other = createApiClient(url);
  }, 120_000);
  afterAll(() => ground.clear());

  it('hold one conversation between them, and each hears what the other did', async () => {
    const { client: one } = ground;
    const clinician = await signIn(other, 'clinician@demo.test');
    const after = await streamCursor(other, clinician);
    const socket = createClient({
      url: `${other.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${clinician}` },
    });
    const heard = socket.iterate({ query: WATCH, variables: { after } });
    const next = async () => ((await heard.next()).value as { data: object } | undefined)?.data;

    const { token, session } = await startSession(one);
    expect(await next()).toMatchObject({
      caseEvents: { kind: 'case.opened', case: { number: session.caseNumber } },
    });
    await say(other, token, { text: 'yes' });
    const { session: asked } = await say(one, token, { text: 'an itchy rash' });
    await converse(other, token, asked, 'PHOTO', { IMAGE_CONSENT: { choice: 'YES' } });
    const uploadId = await one.upload(token, await goodPicture());
    const input = { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() };
    const { attachImage } = await other.ask<{ attachImage: Session }>(token, ATTACH, { input });
    expect(attachImage.stage).toBe('ANALYSIS');
    const kinds: unknown[] = [];
    for (let count = 0; count < 3; count += 1) kinds.push(await next());
    expect(kinds).toMatchObject([
      { caseEvents: { kind: 'consent.granted' } },
      { caseEvents: { kind: 'utterance.heard' } },
      { caseEvents: { kind: 'utterance.heard' } },
    ]);
    await socket.dispose();
  }, 60_000);

  it('end a socket of one at once when its viewer signs out at the other', async () => {
    const { client: one } = ground;
    const responder = await signIn(one, 'responder@demo.test');
    const raw = await connectAs(responder, one.url);
    await other.ask(responder, 'mutation { signOut }');
    // Without the word of it, the token would be asked about a minute later.
    expect((await raw.closed).code).toBe(4403);
  }, 20_000);

  it('lose nothing when one is told to stop and the other goes on', async () => {
    const { token, session } = await startSession(ground.client);
    await say(ground.client, token, { text: 'yes' });
    const raw = await connectAs(await signIn(other, 'clinician@demo.test'), ground.client.url);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(first.output()).toContain('Stopping');
    const { code, reason } = await raw.closed;
    expect(code).toBe(1001);
    expect(JSON.parse(reason)).toEqual({ reconnectAfterMs: expect.any(Number) as number });
    const ready = await converse(
      other,
      token,
      (await say(other, token, { text: 'a burn' })).session,
      'PLEASE_WAIT',
    );
    expect(ready.caseNumber).toBe(session.caseNumber);
    expect((await assess(other, token)).status).toBe('AWAITING_REVIEW');
  }, 60_000);
});
