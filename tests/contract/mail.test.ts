import { createMailChannel } from '../../src/delivery/channels/mail';
import { RAISED } from '../support/delivery-message';
import {
  type MailMood,
  type MailServer,
  type MailServerOptions,
  startMailServer,
} from '../support/mail-server';
import { selfSigned } from '../support/self-signed';
import { startSilentServer } from '../support/silent-server';

/** What leaves the house by SMTP, and what becomes of it where a mail server refuses, breaks off, hangs or cannot be trusted. */
const NOW = new Date('2026-11-23T12:30:00Z');
const TARGET = { endpointId: 'endpoint', address: 'on-call@clinic.example', secrets: [] };
const ACCOUNT = { user: 'triage', password: 'a password: of/its own' };
const NEVER = new AbortController().signal;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

async function start(options: MailServerOptions = {}): Promise<MailServer> {
  const server = await startMailServer(options);
  opened.push(server);
  return server;
}

interface Given {
  readonly implicitTls?: boolean;
  readonly tlsRequired?: boolean;
  readonly account?: typeof ACCOUNT;
  readonly trusted?: string;
  readonly timeoutMs?: number;
}

function channelTo(port: number, { trusted, timeoutMs, ...given }: Given = {}) {
  const settings = {
    host: '127.0.0.1',
    port,
    implicitTls: false,
    tlsRequired: false,
    account: null,
    from: 'triage@house.example',
    ...given,
  };
  const clock = { now: () => NOW };
  return createMailChannel({
    settings,
    clock,
    ...(trusted !== undefined && { trusted }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

describe('a mail', () => {
  it('goes to one recipient, plain, and says what to do without a word about the patient', async () => {
    const server = await start();
    const delivered = await channelTo(server.port).deliver(RAISED, TARGET, NEVER);
    expect(delivered).toEqual({ ok: true, value: undefined });
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: 'triage@house.example', to: ['on-call@clinic.example'] });
    const [head = '', body = ''] = mail?.text.split('\r\n\r\n', 2) ?? [];
    expect(head).toContain('Subject: URGENT: escalation raised, PAA-2026-000123');
    expect(head).toContain('Content-Type: text/plain; charset=utf-8');
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).toContain('Date: Mon, 23 Nov 2026 12:30:00 +0000');
    expect(body).toContain('its urgency is URGENT');
    expect(mail?.text).toContain('https://dashboard.example.org/');
  });

  it('is known by its delivery: a repeat has the same Message-ID, another delivery another one', async () => {
    const server = await start();
    const channel = channelTo(server.port);
    await channel.deliver(RAISED, TARGET, NEVER);
    await channel.deliver(RAISED, TARGET, NEVER);
    await channel.deliver({ ...RAISED, id: '01939a00-0000-7000-8000-0000000000d2' }, TARGET, NEVER);
    const ids = server.received.map(({ text }) => /^Message-ID: (.*)\r$/m.exec(text)?.[1]);
    expect(ids).toEqual([
      '<01939a00-0000-7000-8000-0000000000d1@house.example>',
      '<01939a00-0000-7000-8000-0000000000d1@house.example>',
      '<01939a00-0000-7000-8000-0000000000d2@house.example>',
    ]);
  });
});

describe('a mail server that', () => {
  it.each<[string, MailMood, string, string]>([
    ['has no time for the recipient', { recipient: 450 }, 'TRY_AGAIN', 'SMTP_450'],
    ['knows no such recipient', { recipient: 550 }, 'GIVE_UP', 'SMTP_550'],
    ['has no room for the mail', { mail: 452 }, 'TRY_AGAIN', 'SMTP_452'],
    ['wants no such mail', { mail: 554 }, 'GIVE_UP', 'SMTP_554'],
    ['does not let this house send', { sender: 550 }, 'TRY_AGAIN', 'SMTP_550'],
    ['breaks off before its answer', 'cut', 'TRY_AGAIN', 'UNREACHABLE'],
  ])('%s', async (_what, mood, action, code) => {
    const server = await start();
    server.moods.push(mood);
    const channel = channelTo(server.port);
    expect(await channel.deliver(RAISED, TARGET, NEVER)).toEqual({ ok: false, error: { action, code } });
    expect(await channel.deliver(RAISED, TARGET, NEVER)).toMatchObject({ ok: true });
  });

  it('takes the mail and hangs is left when the caller has waited enough', async () => {
    const server = await start();
    server.moods.push('hang');
    const patience = new AbortController();
    const delivering = channelTo(server.port).deliver(RAISED, TARGET, patience.signal);
    await server.hanging;
    patience.abort();
    expect(await delivering).toEqual({ ok: false, error: { action: 'TRY_AGAIN', code: 'TIMED_OUT' } });
  });

  it('never greets is left after a while', async () => {
    const server = await startSilentServer();
    opened.push(server);
    const delivered = await channelTo(server.port, { timeoutMs: 50 }).deliver(RAISED, TARGET, NEVER);
    expect(delivered).toEqual({ ok: false, error: { action: 'TRY_AGAIN', code: 'TIMED_OUT' } });
  });

  it('is not there is tried again later', async () => {
    const server = await startMailServer();
    await server.close();
    const delivered = await channelTo(server.port).deliver(RAISED, TARGET, NEVER);
    expect(delivered).toEqual({ ok: false, error: { action: 'TRY_AGAIN', code: 'UNREACHABLE' } });
  });
});

describe('TLS', () => {
  const tls = selfSigned();

  it.each([
    ['by STARTTLS', false],
    ['from the first byte', true],
  ])('%s, and an account that is told nowhere else', async (_how, secure) => {
    const server = await start({ tls, secure, account: ACCOUNT });
    const given = { implicitTls: secure, tlsRequired: true, account: ACCOUNT, trusted: tls.cert };
    expect(await channelTo(server.port, given).deliver(RAISED, TARGET, NEVER)).toMatchObject({ ok: true });
    expect(server.received).toMatchObject([{ isEncrypted: true, user: 'triage' }]);
  });

  it('is not done without where it is required: nothing is sent in the clear', async () => {
    const server = await start({ account: ACCOUNT });
    const given = { tlsRequired: true, account: ACCOUNT };
    const delivered = await channelTo(server.port, given).deliver(RAISED, TARGET, NEVER);
    expect(delivered).toMatchObject({ ok: false, error: { action: 'TRY_AGAIN' } });
    expect(server.received).toEqual([]);
  });

  it('trusts no certificate that nobody vouches for', async () => {
    const server = await start({ tls });
    const delivered = await channelTo(server.port, { tlsRequired: true }).deliver(RAISED, TARGET, NEVER);
    expect(delivered).toMatchObject({ ok: false, error: { action: 'TRY_AGAIN' } });
    expect(server.received).toEqual([]);
  });

  it('does not help a wrong password, which an operator may mend', async () => {
    const server = await start({ tls, account: ACCOUNT });
    const account = { ...ACCOUNT, password: 'another' };
    const given = { tlsRequired: true, account, trusted: tls.cert };
    const delivered = await channelTo(server.port, given).deliver(RAISED, TARGET, NEVER);
    expect(delivered).toEqual({ ok: false, error: { action: 'TRY_AGAIN', code: 'SMTP_535' } });
  });
});

describe('an address', () => {
  it.each(['on-call@clinic.example', '  on-call+triage@clinic.example '])('may be %j', async (address) => {
    expect(await channelTo(1).check(address)).toEqual({ ok: true, value: address.trim() });
  });

  it.each([
    '',
    'on-call',
    'On call <on-call@clinic.example>',
    'one@clinic.example, two@clinic.example',
    'on-call@clinic.example\r\nBcc: two@clinic.example',
    `${'x'.repeat(250)}@clinic.example`,
  ])('may not be %j', async (address) => {
    expect(await channelTo(1).check(address)).toEqual({ ok: false, error: 'MALFORMED' });
  });
});
