import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startLoopbackMedGemma, type LoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import { LOOPBACK_TOKEN } from '../../scripts/medgemma/token-endpoint';
import { type ModelApi } from '../../src/language-model';

const MODEL_ID = 'projects/p-1/locations/europe-west4/endpoints/42';

/**
 * The whole way over TLS: a workload's own token is exchanged for one of the cloud, and the model is asked with that. In a
 * process of its own, for whom Node trusts is decided when it starts.
 */
describe('application-default credentials', () => {
  const dir = mkdtempSync(join(tmpdir(), 'adc-'));
  const [keyFile, certFile, credentialsFile] = ['key.pem', 'cert.pem', 'adc.json'].map((name) =>
    join(dir, name),
  );
  let loopback: LoopbackMedGemma;

  beforeAll(async () => {
    const { key, cert } = selfSigned(keyFile ?? '', certFile ?? '');
    loopback = await startLoopbackMedGemma({ tls: { key, cert }, apiKey: LOOPBACK_TOKEN });
    writeFileSync(join(dir, 'workload-token'), 'workload-token');
    writeFileSync(credentialsFile ?? '', JSON.stringify(credentialsAt(`${loopback.url}/token`)));
  });
  afterAll(async () => {
    await loopback.close();
    rmSync(dir, { recursive: true });
  });

  function credentialsAt(tokenUrl: string): object {
    return {
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: tokenUrl,
      credential_source: { file: join(dir, 'workload-token') },
    };
  }

  async function askInProcess(api: ModelApi, credentials: string): Promise<unknown> {
    const settings = { api, modelId: MODEL_ID, baseUrl: loopback.url, apiKey: 'adc', maxReplyBytes: 65_536 };
    const child = fork(resolve('tests/support/ask-model-process.ts'), [JSON.stringify(settings)], {
      execArgv: ['-r', '@swc-node/register'],
      env: {
        ...{ PATH: process.env['PATH'], SWCRC: 'true', NODE_EXTRA_CA_CERTS: certFile },
        ...{ GOOGLE_APPLICATION_CREDENTIALS: credentials, HOME: dir, METADATA_SERVER_DETECTION: 'none' },
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const [outcome] = (await once(child, 'message')) as [unknown];
    await once(child, 'exit');
    return outcome;
  }

  it.each(['vertex-predict', 'vertex-generate'] as const)('open %s', async (api) => {
    expect(await askInProcess(api, credentialsFile ?? '')).toMatchObject({ ok: true });
    expect(loopback.violations).toEqual([]);
    expect(loopback.requests.at(-1)).toMatchObject({ authorization: `Bearer ${LOOPBACK_TOKEN}`, wire: api });
  });

  it.each([
    ['/nowhere', 'REFUSED', 'token: HTTP 404'],
    ['https://127.0.0.1:9/token', 'UNAVAILABLE', 'token: ECONNREFUSED'],
  ])('are not to be had at %s: %s', async (tokenUrl, kind, detail) => {
    const credentials = credentialsAt(new URL(tokenUrl, loopback.url).href);
    writeFileSync(join(dir, 'other.json'), JSON.stringify(credentials));
    expect(await askInProcess('vertex-predict', join(dir, 'other.json'))).toMatchObject({
      error: { kind, detail },
    });
  });

  it('are missing where there are none, and nobody is asked', async () => {
    const before = loopback.requests.length;
    const outcome = await askInProcess('vertex-predict', join(dir, 'nowhere.json'));
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'REFUSED' } });
    expect(JSON.stringify(outcome)).not.toContain('nowhere');
    expect(loopback.requests).toHaveLength(before);
  });
});

function selfSigned(keyFile: string, certFile: string): { readonly key: string; readonly cert: string } {
  const subject = ['-subj', '/CN=loopback', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', keyFile, '-out', certFile];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, ...files], { stdio: 'ignore' });
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
}
