import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { type Clock, timeLimit } from '../../time';
import { err, ok, type Result } from '../../domain';
import { type Channel, type DeliveryFailure, type DeliveryMessage, type DeliveryTarget } from '../channel';
import { AddressProblem } from '../delivery-words';
import { mailSubject, mailText } from './mail-text';
import { smtpFailure } from './smtp-failure';

/** The mail server that takes what this deployment sends. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else by STARTTLS, where the server offers it. */
  readonly implicitTls: boolean;
  /** A server that offers no TLS is given nothing, neither mail nor password. */
  readonly tlsRequired: boolean;
  readonly account: { readonly user: string; readonly password: string } | null;
  /** The sender's address. */
  readonly from: string;
}

export interface MailDeps {
  readonly settings: MailServer;
  readonly clock: Clock;
  /** Certificates to trust in place of the usual ones, in PEM. */
  readonly trusted?: string;
  /** For all of the conversation with the server: one that says a word now and then gets no longer. */
  readonly timeoutMs?: number;
}

/** Less than a job is given, so that how it ended is recorded. */
const USUAL_TIMEOUT_MS = 15_000;

/** RFC 5321, 4.5.3.1: no path is longer, its angle brackets included. */
const MAX_ADDRESS_CHARS = 254;
const mailAddress = z.email().max(MAX_ADDRESS_CHARS);

/**
 * Delivers by mail: plain text to one recipient, in a connection of its own. The server's yes counts as delivered; what a
 * later server does with the mail is not learnt.
 */
export function createMailChannel({
  settings,
  clock,
  trusted,
  timeoutMs = USUAL_TIMEOUT_MS,
}: MailDeps): Channel {
  const { host, port, implicitTls, tlsRequired, account, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure: implicitTls,
    requireTLS: tlsRequired,
    tls: { minVersion: 'TLSv1.2', ...(trusted === undefined ? {} : { ca: trusted }) },
    ...(account === null ? {} : { auth: { user: account.user, pass: account.password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);

  return { check: (address) => Promise.resolve(checkMailAddress(address)), deliver };

  async function deliver(
    message: DeliveryMessage,
    target: DeliveryTarget,
    givenUp: AbortSignal,
  ): Promise<Result<void, DeliveryFailure>> {
    const to = target.address;
    const { signal, release } = timeLimit(givenUp, timeoutMs);
    try {
      await transport.sendMail({
        envelope: { from, to: [to] },
        // As objects: neither is read for a second address.
        from: { name: '', address: from },
        to: { name: '', address: to },
        subject: mailSubject(message),
        text: mailText(message),
        // Of the delivery: a repeat has the same. Of the escalation: mail programs show its mails together.
        messageId: `<${message.id}@${domain}>`,
        references: `<${message.escalationId}@${domain}>`,
        // When it is sent, and not when it happened: sorted by date, a late one must not come up among mails long read.
        date: clock.now(),
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        signal,
      });
      return ok(undefined);
    } catch (error) {
      return err(smtpFailure(error, signal));
    } finally {
      release();
    }
  }
}

function checkMailAddress(address: string): Result<string, AddressProblem> {
  const parsed = mailAddress.safeParse(address.trim());
  return parsed.success ? ok(parsed.data) : err(AddressProblem.MALFORMED);
}
