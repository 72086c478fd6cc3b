import { type AddressInfo, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server does with a mail. */
export type MailMood =
  | 'accept'
  /** A reply to RCPT TO, as "450" or "550". */
  | { readonly recipient: number }
  /** A reply to the whole mail. */
  | { readonly mail: number }
  /** A reply to MAIL FROM. */
  | { readonly sender: number }
  /** The connection ends before the mail is answered for, although it has arrived. */
  | 'cut'
  /** Takes the mail and says nothing. */
  | 'hang';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header and body, as they came. */
  readonly text: string;
  readonly isEncrypted: boolean;
  readonly user: string | null;
}

export interface MailServer {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** For the mails to come, in turn; then it accepts. */
  readonly moods: MailMood[];
  /** Resolves once a mail has been taken that nobody answers for. */
  readonly hanging: Promise<void>;
  close(): Promise<void>;
}

export interface MailServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** TLS from the first byte. */
  readonly secure?: boolean;
  /** Who may send; nobody needs an account if not given. */
  readonly account?: { readonly user: string; readonly password: string };
}

/** A mail server on a free port of this machine, without TLS unless it is given a certificate. */
export async function startMailServer({
  tls,
  secure = false,
  account,
}: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const moods: MailMood[] = [];
  let mood: MailMood = 'accept';
  let markHanging = (): void => undefined;
  const hanging = new Promise<void>((resolve) => (markHanging = resolve));

  const disabledCommands = [
    ...(tls === undefined ? ['STARTTLS'] : []),
    ...(account === undefined ? ['AUTH'] : []),
  ];
  const server = new SMTPServer({
    ...tls,
    secure,
    disabledCommands,
    disableReverseLookup: true,
    closeTimeout: 1,
    onAuth(given, _session, done) {
      if (given.username === account?.user && given.password === account?.password) {
        done(null, { user: given.username });
      } else {
        done(replying(535));
      }
    },
    onMailFrom(_address, _session, done) {
      mood = moods.shift() ?? 'accept';
      done(typeof mood === 'object' && 'sender' in mood ? replying(mood.sender) : null);
    },
    onRcptTo(_address, _session, done) {
      done(typeof mood === 'object' && 'recipient' in mood ? replying(mood.recipient) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
          isEncrypted: session.secure,
          user: (session.user as string | undefined) ?? null,
        });
        if (mood === 'hang') markHanging();
        else if (mood === 'cut') cutAll();
        else done(typeof mood === 'object' && 'mail' in mood ? replying(mood.mail) : null);
      });
    },
  });
  // A client that will not trust the certificate ends the handshake; that is its right.
  server.on('error', () => undefined);

  const open = new Set<Socket>();
  server.server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  function cutAll(): void {
    for (const socket of open) socket.destroy();
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    moods,
    hanging,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        cutAll();
      }),
  };
}

function replying(responseCode: number): Error {
  return Object.assign(new Error('Somebody at clinic.example is not welcome.'), { responseCode });
}
