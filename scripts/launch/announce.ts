import { DEMO_API_CLIENTS, DEMO_PASSWORD, DEMO_STAFF } from '../seed/demo-accounts';

const LABEL_COLUMNS = 24;

/** What a developer needs after the start: addresses, sign-ins, and a query to paste. */
export function developmentGreeting(publicUrl: string): string {
  const [partner] = DEMO_API_CLIENTS;
  const query = '{ cases(first: 3) { edges { node { number urgency status } } } }';
  const line = (label: string, text: string): string => `${label.padEnd(LABEL_COLUMNS)}${text}`;
  return [
    '',
    line('GraphQL', `${publicUrl}/graphql (subscriptions: the same address by WebSocket)`),
    line('Health', `${publicUrl}/health and ${publicUrl}/health/ready`),
    ...DEMO_STAFF.map(({ email, displayName }) => line(displayName, `${email}, password ${DEMO_PASSWORD}`)),
    ...DEMO_API_CLIENTS.map(({ key, displayName }) => line(displayName, `Authorization: Bearer ${key}`)),
    '',
    'Paste this into another terminal:',
    `  curl -s ${publicUrl}/graphql -H 'Authorization: Bearer ${partner.key}' \\`,
    `    -H 'Content-Type: application/json' -d '${JSON.stringify({ query })}'`,
    '',
    'Ctrl-C stops the server and everything that it started.',
  ].join('\n');
}
