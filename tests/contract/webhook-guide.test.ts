import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../scripts/engines/ports';
import { createOutbound } from '../../src/delivery/outbound/post';
import { newSecret } from '../../src/delivery/webhook/sign';
import { createWebhookChannel } from '../../src/delivery/webhook/webhook-channel';
import { RAISED } from '../support/delivery-message';
import { eventually } from '../support/house-model';

/** The receivers of docs/webhooks.md, run as they stand there, against what this house really posts. */
const GUIDE = readFileSync('docs/webhooks.md', 'utf8');
const NEVER = new AbortController().signal;
const FIVE_MINUTES_MS = 5 * 60_000;
/** A machine without Python tries the other one alone. */
const RECEIVERS = [
  { language: 'js', file: 'receiver.mjs', command: process.execPath },
  { language: 'python', file: 'receiver.py', command: 'python3' },
].filter(({ command }) => spawnSync(command, ['--version']).status === 0);

const folder = mkdtempSync(join(tmpdir(), 'webhook-guide-'));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  rmSync(folder, { recursive: true });
});

/** Starts the guide's receiver; `printed` is what it handled so far. */
async function startReceiver({ language, file, command }: (typeof RECEIVERS)[number], secret: string) {
  const [, code] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(GUIDE) ?? [];
  if (code === undefined) throw new Error(`The guide shows no receiver in ${language}.`);
  writeFileSync(join(folder, file), code);
  const port = String(await findFreePort());
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PORT: port, WEBHOOK_SECRET: secret };
  const child = spawn(command, [join(folder, file)], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const address = `http://127.0.0.1:${port}/`;
  const outbound = createOutbound({ allowPrivate: true });
  const deliver = (secrets: readonly string[], { id = RAISED.id, lateMs = 0 } = {}) => {
    const clock = { now: () => new Date(Date.now() - lateMs) };
    const target = { endpointId: 'endpoint', address, secrets };
    return createWebhookChannel({ outbound, clock }).deliver({ ...RAISED, id }, target, NEVER);
  };
  await eventually(async () => {
    const answered = await outbound.post(address, { headers: {}, body: Buffer.from('{}'), signal: NEVER });
    return answered.ok && answered.value.status === 401;
  });
  return { deliver, printed: () => printed };
}

const refused = { ok: false, error: { action: 'TRY_AGAIN', code: 'HTTP_401' } };
const taken = { ok: true, value: undefined };

describe.each(RECEIVERS)("the guide's receiver in $language", (receiver) => {
  const secret = newSecret();
  let running: Awaited<ReturnType<typeof startReceiver>>;
  beforeAll(async () => {
    running = await startReceiver(receiver, secret);
  });

  it('takes what is signed by its secret, alone or among others, and handles it once', async () => {
    expect(await running.deliver([secret])).toEqual(taken);
    expect(await running.deliver([newSecret(), secret])).toEqual(taken);
    expect(await running.deliver([secret], { id: 'another' })).toEqual(taken);
    await eventually(() => running.printed().includes('another'));
    expect(running.printed().split(RAISED.caseNumber)).toHaveLength(3);
  });

  it('refuses what another secret signed, and what is old', async () => {
    expect(await running.deliver([newSecret()])).toEqual(refused);
    expect(await running.deliver([secret], { lateMs: FIVE_MINUTES_MS - 10_000 })).toEqual(taken);
    expect(await running.deliver([secret], { lateMs: FIVE_MINUTES_MS + 10_000 })).toEqual(refused);
  });
});
