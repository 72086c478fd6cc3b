import { z } from 'zod';
import { type DeliveryFailure } from '../channel';
import { FailureAction } from '../delivery-words';

/** Of a mail library's error, what is looked at; its message may hold addresses and the server's words. */
const smtpError = z.object({
  code: z.string().optional().catch(undefined),
  /** The server's, if it said one. */
  responseCode: z.int().min(400).max(599).optional().catch(undefined),
  /** The command that failed: "RCPT TO", "DATA", "AUTH PLAIN", "CONN" … */
  command: z.string().optional().catch(undefined),
});

/** What is no answer of the server's, by the library's code. */
const CODES: Readonly<Record<string, string>> = {
  EABORT: 'TIMED_OUT',
  ETIMEDOUT: 'TIMED_OUT',
  ETLS: 'TLS_FAILED',
  EAUTH: 'NOT_SIGNED_IN',
};

/** About this recipient or this mail. The others are about our account, which an operator can mend within the day. */
const COMMANDS_ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);

/** Permanent: a 5xx about the recipient or the mail. Whatever else went wrong may go right later. */
export function smtpFailure(error: unknown, signal: AbortSignal): DeliveryFailure {
  const { code = '', responseCode, command = '' } = smtpError.safeParse(error).data ?? {};
  if (signal.aborted) return { action: FailureAction.TRY_AGAIN, code: 'TIMED_OUT' };
  if (responseCode === undefined) {
    return { action: FailureAction.TRY_AGAIN, code: CODES[code] ?? 'UNREACHABLE' };
  }
  const isPermanent = responseCode >= 500 && COMMANDS_ABOUT_THE_MAIL.has(command);
  return {
    action: isPermanent ? FailureAction.GIVE_UP : FailureAction.TRY_AGAIN,
    code: `SMTP_${responseCode}`,
  };
}
