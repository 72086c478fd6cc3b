import { createHealth } from '../../../src/observability';
import {
  ON_THE_CPU,
  ask,
  CLINICIAN_TOKEN,
  startTinyServer,
  TINY_SETTINGS,
  type TinyServer,
} from '../../support/tiny-server';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer();
});
afterAll(() => server.close());

describe('health', () => {
  it('says exactly status, environment and version', async () => {
    const response = await fetch(`${server.url}/health`);
    expect(await response.text()).toBe('{"status":"ok","env":"development","version":"0.1.0"}');
  });

  it('is live and ready, and names what was stood in for', async () => {
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${server.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: 'ready',
      dependencies: [],
      embedding: ON_THE_CPU,
      languageModel: null,
      standIns: ['medgemma'],
      clinicalContent: [],
    });
  });

  it('is not ready without something required', async () => {
    const postgresql = { name: 'postgresql', required: true, check: () => Promise.reject(new Error('gone')) };
    const health = createHealth({
      env: 'staging',
      version: '1.0.0',
      checks: [postgresql],
      standIns: [],
      clinicalContent: [],
      describeEmbedding: () => Promise.resolve(ON_THE_CPU),
    });
    const waiting = await startTinyServer({}, { health });
    const ready = await fetch(`${waiting.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ dependencies: [{ name: 'postgresql', status: 'down' }] });
    expect((await fetch(`${waiting.url}/health`)).status).toBe(200);
    await waiting.close();
  });
});

describe('/metrics', () => {
  const read = (url: string, token?: string): Promise<Response> =>
    fetch(`${url}/metrics`, { headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } });

  it('is not there where nobody may read it', async () => {
    expect((await read(server.url)).status).toBe(404);
  });

  it('is for whoever has the token, and says when it cannot tell', async () => {
    let text: string | null = 'paa_limitations_total 1\n';
    const token = 'token-of-the-metrics';
    const measured = await startTinyServer({}, { metrics: { token, read: () => Promise.resolve(text) } });
    expect((await read(measured.url)).status).toBe(401);
    expect((await read(measured.url, 'another')).status).toBe(401);
    const page = await read(measured.url, token);
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      text,
    ]);
    text = null;
    expect((await read(measured.url, token)).status).toBe(503);
    await measured.close();
  });
});

describe('request ids', () => {
  const idFor = async (sent?: string) => {
    const headers = sent === undefined ? undefined : { 'x-request-id': sent };
    return (await fetch(`${server.url}/health`, { headers })).headers.get('x-request-id');
  };

  it('come back as they were sent, or are made', async () => {
    expect(await idFor('trace-0123456789.a_b')).toBe('trace-0123456789.a_b');
    expect(await idFor()).toMatch(/^request-\d+$/);
  });

  it.each(['short', 'x'.repeat(65), 'with spaces in it', 'name@example.org'])('are not %p', async (sent) => {
    expect(await idFor(sent)).toMatch(/^request-\d+$/);
  });
});

describe('answers', () => {
  it('are kept by nobody, and carry the headers that browsers are kept safe by', async () => {
    const { headers } = await ask(server, '{ hello }');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.has('x-powered-by')).toBe(false);
  });

  it('give an instant in UTC', async () => {
    expect((await ask(server, '{ noon }')).data).toEqual({ noon: '2026-01-01T12:00:00.000Z' });
  });
});

describe('who is calling', () => {
  const whoAmI = async (headers: Record<string, string>) => {
    const { data, errors } = await ask(server, '{ whoAmI }', {}, headers);
    return data?.whoAmI ?? errors?.[0]?.extensions.code;
  };

  it.each([`Bearer ${CLINICIAN_TOKEN}`, `bearer ${CLINICIAN_TOKEN}`])(
    'is told by %p',
    async (authorization) => {
      expect(await whoAmI({ authorization })).toBe('A clinician');
    },
  );

  it('is told by the cookie that signing in set', async () => {
    const { headers } = await ask(server, 'mutation { enter }');
    const cookie = headers.get('set-cookie') ?? '';
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Expires=Fri, 01 Jan 2100']) {
      expect(cookie).toContain(attribute);
    }
    expect(await whoAmI({ cookie: `theme=dark; ${cookie.split(';')[0]}` })).toBe('A clinician');
  });

  it('is nobody once the cookie was taken away', async () => {
    const { headers } = await ask(server, 'mutation { leave }');
    expect(headers.get('set-cookie')).toMatch(/^paa_session=; .*Expires=Thu, 01 Jan 1970/);
  });

  it.each(['Bearer unknown', 'Basic Y2xpbmljaWFuOnRva2Vu', 'Bearer', `Bearer ${CLINICIAN_TOKEN} more`])(
    'is nobody with %p, whatever the cookie says',
    async (authorization) => {
      expect(await whoAmI({ authorization, cookie: `paa_session=${CLINICIAN_TOKEN}` })).toBe(
        'UNAUTHENTICATED',
      );
    },
  );

  it('cannot be forged by a form of another site, which sends the cookie and no header of its own', async () => {
    const forged = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', cookie: `paa_session=${CLINICIAN_TOKEN}` },
      body: JSON.stringify({ query: 'mutation { leave }' }),
    });
    expect(forged.status).toBe(400);
    expect(await forged.text()).toContain('BAD_REQUEST');
  });
});

it('sends the cookie over plain HTTP where there is no TLS: in development', async () => {
  const local = await startTinyServer({}, { settings: { ...TINY_SETTINGS, secureCookies: false } });
  const { headers } = await ask(local, 'mutation { enter }');
  expect(headers.get('set-cookie')).not.toContain('Secure');
  await local.close();
});
