import { type Request } from 'express';
import { askedOf } from '../../../src/server/asked';

const QUERY = 'subscription ($after: Cursor) { escalationEvents(after: $after) { cursor } }';

function request(method: string, content: object, lastEventId?: string): Request {
  const place = method === 'GET' ? { query: content } : { body: content };
  return { method, ...place, get: () => lastEventId } as unknown as Request;
}

describe('what a request for a stream asks for', () => {
  it('stands in a body, or in the parameters of an address', () => {
    const asked = { query: QUERY, variables: { after: 'c1' }, operationName: null, lastEventId: null };
    expect(askedOf(request('POST', { query: QUERY, variables: { after: 'c1' } }))).toEqual(asked);
    expect(askedOf(request('GET', { query: QUERY, variables: '{"after":"c1"}' }))).toEqual(asked);
  });

  it.each([
    ['no query', 'POST', {}],
    ['a query that is no text', 'GET', { query: ['a', 'b'] }],
    ['variables that are no JSON', 'GET', { query: QUERY, variables: '{' }],
    ['variables that are no object', 'GET', { query: QUERY, variables: '1' }],
    ['variables twice', 'GET', { query: QUERY, variables: ['{}', '{}'] }],
    ['a name that is no text', 'POST', { query: QUERY, operationName: {} }],
  ])('is nothing with %s', (_what, method, content) => {
    expect(askedOf(request(method, content))).toBeNull();
  });

  it('says beside it how far a browser had come that lost its line', () => {
    const repeated = request('GET', { query: QUERY, variables: '{"after":"c1"}' }, 'c9');
    expect(askedOf(repeated)).toMatchObject({ variables: { after: 'c1' }, lastEventId: 'c9' });
    expect(askedOf(request('GET', { query: QUERY }, ''))?.lastEventId).toBeNull();
  });
});
