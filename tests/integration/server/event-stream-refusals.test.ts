import { createEventSource } from '../../support/event-source';
import { AS_CLINICIAN, createStreamGround, EVENT_STREAM, TICKS } from '../../support/stream-ground';
import { CLINICIAN_TOKEN } from '../../support/tiny-server';

const { start, post, clear } = createStreamGround();
afterEach(clear);

describe('what is answered by HTTP, before a stream begins', () => {
  const bodyOf = async (response: Response) => [
    response.status,
    ((await response.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions,
  ];

  it.each([
    ['nobody', {}],
    ['a token that nobody recognises', { authorization: 'Bearer unknown' }],
  ])('%s: 401', async (_who, headers) => {
    const response = await post(await start(), { query: TICKS }, headers);
    expect(await bodyOf(response)).toEqual([401, { code: 'UNAUTHENTICATED' }]);
  });

  it('one line too many: 429, and room again when one was left', async () => {
    const source = createEventSource<number>();
    const url = await start({ ticks: () => source.iterator }, { maxLinesPerViewer: 1 });
    const first = await post(url, { query: TICKS });
    const refused = await post(url, { query: TICKS });
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(await bodyOf(refused)).toEqual([429, { code: 'RATE_LIMITED', retryAfterSeconds: 30 }]);

    await first.body?.cancel();
    await source.released;
    expect((await again(url)).status).toBe(200);
  });

  it('one line too many, but not for one that was left and whose source does not let go', async () => {
    const stuck: AsyncIterableIterator<number> = {
      next: () => new Promise(() => undefined),
      return: () => new Promise(() => undefined),
      [Symbol.asyncIterator]: () => stuck,
    };
    const url = await start({ ticks: () => stuck }, { maxLinesPerViewer: 1 });
    const first = await post(url, { query: TICKS });
    await first.body?.cancel();
    expect((await again(url)).status).toBe(200);
  });

  const again = async (url: string): Promise<Response> => {
    const response = await post(url, { query: TICKS });
    return response.status === 429 ? again(url) : response;
  };

  it.each([
    ['a body that is no request', { query: 1 }],
    ['variables that are none', { query: TICKS, variables: [] }],
    ['a name that is none', { query: TICKS, operationName: 1 }],
  ])('%s: 400', async (_what, body) => {
    expect(await bodyOf(await post(await start(), body))).toEqual([400, { code: 'BAD_REQUEST' }]);
  });

  it.each([
    [405, 'PUT', EVENT_STREAM, 'application/json'],
    [405, 'OPTIONS', EVENT_STREAM, 'application/json'],
    [406, 'POST', 'application/json', 'application/json'],
    [415, 'POST', EVENT_STREAM, 'text/plain'],
  ])('%i for what is no such request', async (status, method, accept, contentType) => {
    const headers = { accept, 'content-type': contentType };
    const response = await fetch(await start(), { method, headers, body: JSON.stringify({ query: TICKS }) });
    expect(await bodyOf(response)).toEqual([status, { code: 'BAD_REQUEST' }]);
  });

  it('HEAD, which would hold a stream that nobody reads: 405', async () => {
    const url = await start();
    const response = await fetch(`${url}?query=${encodeURIComponent(TICKS)}`, {
      method: 'HEAD',
      headers: { accept: EVENT_STREAM, ...AS_CLINICIAN },
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('a body that is no JSON: 400; one that is too large: 413', async () => {
    const url = await start({}, { maxRequestBytes: 1000 });
    const headers = { ...AS_CLINICIAN, accept: EVENT_STREAM, 'content-type': 'application/json' };
    for (const [body, status] of [
      ['{', 400],
      [JSON.stringify({ query: TICKS, extensions: 'x'.repeat(1000) }), 413],
    ] as const) {
      const response = await fetch(url, { method: 'POST', headers, body });
      expect(await bodyOf(response)).toEqual([status, { code: 'BAD_REQUEST' }]);
    }
  });

  it('a token in the address is none: 401', async () => {
    const asked = new URLSearchParams({ query: TICKS, authorization: `Bearer ${CLINICIAN_TOKEN}` });
    const response = await fetch(`${await start()}?${asked.toString()}`, {
      headers: { accept: EVENT_STREAM },
    });
    expect(await bodyOf(response)).toEqual([401, { code: 'UNAUTHENTICATED' }]);
  });
});
