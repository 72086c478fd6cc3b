import Ajv from 'ajv';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Environment, loadConfig } from '../../../src/config';

interface Service {
  readonly image?: string;
  readonly build?: { readonly target: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: unknown;
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly restart?: string;
}

/** The Compose Specification's own, as the linter carries it. */
const COMPOSE_SCHEMA = 'node_modules/dclint/schemas/compose.schema.json';

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(text, { merge: true }) as { readonly services: Readonly<Record<string, Service>> };
const services = Object.entries(compose.services);
const dockerfile = readFileSync('Dockerfile', 'utf8');

describe('docker-compose.yml', () => {
  it('is a Compose file by the specification', () => {
    const { $schema, ...schema } = JSON.parse(readFileSync(COMPOSE_SCHEMA, 'utf8')) as { $schema: string };
    expect($schema).toContain('draft-07'); // spelt in a way that Ajv does not know; it is Ajv's default
    const validate = new Ajv({ strict: false, formats: { duration: true } }).compile(schema);
    validate(compose);
    expect(validate.errors).toBeNull();
    expect(validate({ services: { api: { imag: 'typo' } } })).toBe(false);
  });

  it('has nothing that its linter objects to', () => {
    const report = execFileSync('node_modules/.bin/dclint', ['docker-compose.yml', '--formatter', 'json'], {
      encoding: 'utf8',
    });
    const files = JSON.parse(report) as { messages: unknown[] }[];
    expect(files.map(({ messages }) => messages)).toEqual([[]]);
  });

  it('holds no secret: each comes from the environment, and the absence of one that is needed stops the start', () => {
    const secrets = services.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([variable]) => /SECRET|PASSWORD|_KEY$/.test(variable))
        .map(([variable, value]) => ({ name, variable, value })),
    );
    expect(secrets.length).toBeGreaterThan(3);
    for (const { variable, value } of secrets) {
      // Without Web Push there are no keys for it.
      expect(value).toMatch(variable.startsWith('VAPID_') ? /^\$\{\w+:-\}$/ : /^\$\{\w+:\?.+\}$/);
    }
    for (const [, password] of text.matchAll(/:\/\/\w*:([^@\s]+)@/g)) expect(password).toMatch(/^\$\{\w+:\?/);
  });

  it('pins every image, and builds stages that the Dockerfile has', () => {
    for (const [, { image, build }] of services) {
      if (image !== undefined) expect(image).toMatch(/:\d+\.\d+/);
      else expect(dockerfile).toMatch(new RegExp(`^FROM .+ AS ${build?.target}$`, 'm'));
    }
  });

  it('can tell whether every lasting service is well', () => {
    for (const [name, { image, healthcheck, restart }] of services) {
      if (restart === undefined) continue; // runs once
      // What is built here has its health check in the Dockerfile.
      expect({ name, healthy: image === undefined || healthcheck !== undefined }).toEqual({
        name,
        healthy: true,
      });
    }
  });

  it('starts nothing on a graphics card unless a profile asks for it', () => {
    const onCard = services.filter(([, service]) => JSON.stringify(service).includes('"driver":"nvidia"'));
    expect(onCard.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['api-gpu', ['cuda']],
      ['triton', ['gpu']],
    ]);
  });

  it('waits for the model server only where it is started, and gives it a repository made for it', () => {
    const { api, triton, 'triton-model': model } = compose.services;
    expect(api?.depends_on?.triton).toEqual({ condition: 'service_healthy', required: false });
    expect(api?.environment?.EMBEDDING_URL).toBe('${EMBEDDING_URL:-}');
    expect(triton?.command).toContain('--model-repository=/data/triton');
    expect(model?.command?.at(-1)).toBe('/data/triton');
    expect(model?.profiles).toEqual(triton?.profiles);
  });

  it('gives the API every setting that production demands', () => {
    const settings = Object.entries(compose.services.api?.environment ?? {}).map(([variable, value]) => [
      variable,
      value.replaceAll(/\$\{\w+:\?[^}]*\}/g, 'x'.repeat(32)).replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1'),
    ]);
    const config = loadConfig(Object.fromEntries(settings) as Environment, 'configs');
    expect(config).toMatchObject({ ok: true, value: { appEnv: 'production', useMocks: false } });
  });

  it('lets nobody from outside read the metrics', () => {
    expect(readFileSync('configs/load-balancer.conf', 'utf8')).toMatch(
      /location = \/metrics \{\s+return 404;/,
    );
  });

  it('balances over the port that the API listens on', () => {
    const port = /^ENV .*\bPORT=(\d+)/m.exec(dockerfile)?.[1];
    expect(readFileSync('configs/load-balancer.conf', 'utf8')).toContain(`server api:${port} resolve;`);
  });
});
