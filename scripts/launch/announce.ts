import { DEMO_API_CLIENTS, DEMO_PASSWORD, DEMO_STAFF } from '../seed/demo-accounts';

/** What a developer needs after the start: addresses, sign-ins, and a query to paste. */
export function developmentGreeting(publicUrl: string): string {
  const [partner] = DEMO_API_CLIENTS;
  const query = '{ cases(first: 3) { edges { node { number urgency status } } } }';
  return [
    '',
    `GraphQL        ${publicUrl}/graphql   (subscriptions: the same address by WebSocket)`,
    `Health         ${publicUrl}/health   ${publicUrl}/health/ready`,
    `Staff          ${DEMO_STAFF.map(({ email }) => email).join(', ')}; password: ${DEMO_PASSWORD}`,
    ...DEMO_API_CLIENTS.map(
      ({ key, displayName }) => `${displayName.padEnd(15)}Authorization: Bearer ${key}`,
    ),
    '',
    'Paste this into another terminal:',
    `  curl -s ${publicUrl}/graphql -H 'Authorization: Bearer ${partner.key}' \\`,
    `    -H 'Content-Type: application/json' -d '${JSON.stringify({ query })}'`,
    '',
    'Ctrl-C stops the server and everything that it started.',
  ].join('\n');
}
