import { type IncomingMessage, type ServerResponse } from 'node:http';
import { sendJson } from './send-json';

/** Where credentials are exchanged for a token. */
export const TOKEN_PATH = '/token';

/** The token that every exchange yields. */
export const LOOPBACK_TOKEN = 'loopback-access-token';

const GRANTS: readonly string[] = [
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'refresh_token',
];

/** Answers as Google's token endpoint does: application-default credentials of a test can point here. */
export function answerTokenRequest(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const grant = new URLSearchParams(body.toString('utf8')).get('grant_type') ?? '';
  if (request.method !== 'POST' || !GRANTS.includes(grant)) {
    return sendJson(response, 400, { error: 'unsupported_grant_type' });
  }
  sendJson(response, 200, {
    access_token: LOOPBACK_TOKEN,
    token_type: 'Bearer',
    expires_in: 3600,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  });
}
