import { generateVAPIDKeys } from 'web-push';
import { deliveryProblems, mailOf, pushOf } from '../../../src/config/delivery-rules';
import { settingsSchema } from '../../../src/config/settings';

const { publicKey, privateKey } = generateVAPIDKeys();
const MAIL = { smtpUrl: 'smtps://mail.example.org', mailFrom: 'triage@example.org' };
const PUSH = {
  vapidPublicKey: publicKey,
  vapidPrivateKey: privateKey,
  vapidSubject: 'mailto:operator@example.org',
};
const group = (given: object) => settingsSchema.shape.delivery.parse(given);

describe('a mail server', () => {
  it.each([
    ['smtps://mail.example.org', { host: 'mail.example.org', port: 465, implicitTls: true, account: null }],
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, implicitTls: false }],
    ['smtp://127.0.0.1:1025/', { host: '127.0.0.1', port: 1025 }],
    ['smtp://[::1]:1025', { host: '::1', port: 1025 }],
    [
      'smtp://us%40er:p%3Aass@mail.example.org',
      { account: { user: 'us@er', password: 'p:ass' }, from: MAIL.mailFrom },
    ],
  ])('is read from %s', (smtpUrl, expected) => {
    expect(deliveryProblems('production', { ...MAIL, smtpUrl })).toEqual([]);
    expect(mailOf('production', group({ ...MAIL, smtpUrl }))).toMatchObject(expected);
  });

  it('is given nothing in the clear but in development', () => {
    expect(mailOf('development', group(MAIL))?.tlsRequired).toBe(false);
    expect(mailOf('staging', group(MAIL))?.tlsRequired).toBe(true);
    expect(mailOf('production', group(MAIL))?.tlsRequired).toBe(true);
  });
});

it('nothing is configured where nothing is said', () => {
  expect(deliveryProblems('production', undefined)).toEqual([]);
  expect([mailOf('production', group({})), pushOf(group({}))]).toEqual([null, null]);
});

it('a pair of keys with somebody to write to is what push services are told', () => {
  expect(deliveryProblems('production', PUSH)).toEqual([]);
  expect(pushOf(group(PUSH))).toEqual({ publicKey, privateKey, subject: PUSH.vapidSubject });
});

describe('what cannot work', () => {
  it.each<[object, string]>([
    [{ smtpUrl: MAIL.smtpUrl }, 'MAIL_FROM'],
    [{ mailFrom: MAIL.mailFrom }, 'SMTP_URL'],
    [{ ...MAIL, smtpUrl: 'smtp://mail.example.org?requireTLS=false' }, 'SMTP_URL'],
    [{ ...MAIL, smtpUrl: 'smtp://mail.example.org/path' }, 'SMTP_URL'],
    [{ ...MAIL, smtpUrl: 'smtp://user@mail.example.org' }, 'SMTP_URL'],
    [{ ...MAIL, smtpUrl: 'smtp://user:100%@mail.example.org' }, 'SMTP_URL'],
    [{ ...PUSH, vapidSubject: undefined }, 'VAPID_SUBJECT'],
    [{ ...PUSH, vapidPrivateKey: undefined }, 'VAPID_PRIVATE_KEY'],
    [{ ...PUSH, vapidPublicKey: 'short' }, 'VAPID_PUBLIC_KEY'],
    [{ ...PUSH, vapidPublicKey: generateVAPIDKeys().publicKey }, 'VAPID_PUBLIC_KEY'],
    [{ ...PUSH, vapidPrivateKey: `${privateKey}=` }, 'VAPID_PRIVATE_KEY'],
    [{ ...PUSH, vapidPrivateKey: Buffer.alloc(32).toString('base64url') }, 'VAPID_PUBLIC_KEY'],
    [{ dashboardUrl: 'http://dashboard.example.org' }, 'DASHBOARD_URL'],
    [{ dashboardUrl: 'https://dashboard.example.org/?a=b' }, 'DASHBOARD_URL'],
    [{ dashboardUrl: 'https://user:pass@dashboard.example.org' }, 'DASHBOARD_URL'],
  ])('is %#: its %s', (given, variable) => {
    const problems = deliveryProblems('production', given);
    expect(problems).toEqual([expect.stringContaining(variable)]);
    expect(problems.join()).not.toContain('example.org');
  });

  it('a dashboard without TLS may, on one’s own machine', () => {
    expect(deliveryProblems('development', { dashboardUrl: 'http://localhost:3000' })).toEqual([]);
  });
});
