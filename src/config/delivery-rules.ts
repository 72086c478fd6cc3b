import { createECDH } from 'node:crypto';
import { AppEnv, settingsSchema, type Settings } from './settings';

type DeliveryGroup = Settings['delivery'];

/** How this deployment sends mail. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else by STARTTLS. */
  readonly implicitTls: boolean;
  /** Rather no mail than one in the clear: everywhere but in development. */
  readonly tlsRequired: boolean;
  readonly account: { readonly user: string; readonly password: string } | null;
  /** The sender's address. */
  readonly from: string;
}

/** What push services know this deployment by (RFC 8292). Keys in base64url. */
export interface PushSettings {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly subject: string;
}

const SMTP_URL = 'SMTP_URL (delivery.smtpUrl)';
const MAIL_FROM = 'MAIL_FROM (delivery.mailFrom)';
const PUBLIC_KEY = 'VAPID_PUBLIC_KEY (delivery.vapidPublicKey)';
const PRIVATE_KEY = 'VAPID_PRIVATE_KEY (delivery.vapidPrivateKey)';
const SUBJECT = 'VAPID_SUBJECT (delivery.vapidSubject)';
const DASHBOARD_URL = 'DASHBOARD_URL (delivery.dashboardUrl)';

/** Ports of submission: RFC 8314 for TLS from the first byte, RFC 6409 for STARTTLS. */
const USUAL_PORT = { implicitTls: 465, startTls: 587 } as const;

const KEY_BYTES = { private: 32, public: 65 } as const;

/** Null: no mail server is configured. The group is one that deliveryProblems finds nothing wrong with. */
export function mailOf(appEnv: AppEnv, { smtpUrl, mailFrom }: DeliveryGroup): MailSettings | null {
  if (smtpUrl === undefined || mailFrom === undefined) return null;
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const implicitTls = protocol === 'smtps:';
  const usualPort = implicitTls ? USUAL_PORT.implicitTls : USUAL_PORT.startTls;
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? usualPort : Number(port),
    implicitTls,
    tlsRequired: appEnv !== AppEnv.DEVELOPMENT,
    account:
      username === '' ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
    from: mailFrom,
  };
}

/** Null: no keys are configured. */
export function pushOf(group: DeliveryGroup): PushSettings | null {
  const { vapidPublicKey, vapidPrivateKey, vapidSubject } = group;
  if (vapidPublicKey === undefined || vapidPrivateKey === undefined || vapidSubject === undefined)
    return null;
  return { publicKey: vapidPublicKey, privateKey: vapidPrivateKey, subject: vapidSubject };
}

/** What cannot work. `group` is unchecked; of one that is not well-formed others have said so already. */
export function deliveryProblems(appEnv: AppEnv, group: unknown): string[] {
  const parsed = settingsSchema.shape.delivery.safeParse(group);
  if (!parsed.success) return [];
  const { smtpUrl, mailFrom, vapidPublicKey, vapidPrivateKey, vapidSubject, dashboardUrl } = parsed.data;
  return [
    ...missingAmong({ [SMTP_URL]: smtpUrl, [MAIL_FROM]: mailFrom }),
    ...missingAmong({
      [PUBLIC_KEY]: vapidPublicKey,
      [PRIVATE_KEY]: vapidPrivateKey,
      [SUBJECT]: vapidSubject,
    }),
    ...(smtpUrl === undefined ? [] : mailServerProblems(smtpUrl)),
    ...keyProblems(vapidPublicKey, vapidPrivateKey),
    ...(dashboardUrl === undefined ? [] : dashboardProblems(appEnv, dashboardUrl)),
  ];
}

/** All of them or none. */
function missingAmong(settings: Readonly<Record<string, string | undefined>>): string[] {
  const names = Object.keys(settings);
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === names.length) return [];
  return missing.map((name) => `${name}: is missing; the others of its kind are set`);
}

function mailServerProblems(smtpUrl: string): string[] {
  const { hostname, pathname, search, hash, username, password } = new URL(smtpUrl);
  return [
    ...(hostname === '' ? [`${SMTP_URL}: names no host`] : []),
    // A mail library may take options from there that weaken TLS: nothing of the kind is read.
    ...(pathname.replace(/^\/$/, '') + search + hash === ''
      ? []
      : [`${SMTP_URL}: must end with its host or port`]),
    ...((username === '') === (password === '')
      ? []
      : [`${SMTP_URL}: needs a user and a password, or neither`]),
    ...(isDecodable(username + password)
      ? []
      : [`${SMTP_URL}: user and password must be percent-encoded as a URL's are`]),
  ];
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function keyProblems(publicKey: string | undefined, privateKey: string | undefined): string[] {
  if (publicKey === undefined || privateKey === undefined) return [];
  const problems = [
    ...(bytesOf(publicKey) === KEY_BYTES.public ? [] : [`${PUBLIC_KEY}: is no point of P-256 in base64url`]),
    ...(bytesOf(privateKey) === KEY_BYTES.private ? [] : [`${PRIVATE_KEY}: is no key of P-256 in base64url`]),
  ];
  return problems.length > 0 || publicKeyOf(privateKey) === publicKey
    ? problems
    : [`${PUBLIC_KEY}: does not belong to ${PRIVATE_KEY}`];
}

/** 0: it is not base64url without padding. */
function bytesOf(key: string): number {
  return /^[\w-]+$/.test(key) ? Buffer.from(key, 'base64url').length : 0;
}

/** Null: no key of the curve, zero for one. */
function publicKeyOf(privateKey: string): string | null {
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(privateKey, 'base64url');
    return curve.getPublicKey('base64url');
  } catch {
    return null;
  }
}

function dashboardProblems(appEnv: AppEnv, dashboardUrl: string): string[] {
  const { protocol, username, password, search, hash } = new URL(dashboardUrl);
  return [
    ...(protocol === 'https:' || appEnv === AppEnv.DEVELOPMENT
      ? []
      : [`${DASHBOARD_URL}: must be https outside development`]),
    ...(username + password === '' ? [] : [`${DASHBOARD_URL}: must not hold a user or a password`]),
    ...(search + hash === '' ? [] : [`${DASHBOARD_URL}: must end with its path`]),
  ];
}
