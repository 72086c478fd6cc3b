import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type z } from 'zod';
import { err, ok, type Result } from '../domain';
import { deliveryProblems, mailOf, type MailSettings, type PushSettings, pushOf } from './delivery-rules';
import { deploymentProblems } from './deployment-rules';
import { modelApiOf, modelProblems, type ModelApi } from './model-rules';
import { AppEnv, LogFormat, settingsSchema, VARIABLES, type Environment, type Settings } from './settings';

/** The settings that the house runs on: what was left out is decided. */
export type Config = Settings & {
  readonly server: { readonly publicUrl: string };
  readonly log: { readonly format: LogFormat };
  /** `wire`: how MedGemma is asked; null where none is configured, and none is asked. */
  readonly medgemma: { readonly wire: ModelApi | null };
  /** Null where a channel is not configured: then nothing is delivered by it. */
  readonly delivery: { readonly mail: MailSettings | null; readonly push: PushSettings | null };
};

/** YAML documents and what the environment lays over them, before they are checked. */
type Tree = { [key: string]: unknown };

/**
 * Reads the settings: defaults, over them `<configsDir>/<mode>.yaml` (dev.yaml in development), over it the environment.
 * A variable that is set but empty counts as not set. Errors: every problem at once, each naming its setting and the
 * variable for it, none repeating a value.
 */
export function loadConfig(env: Environment, configsDir: string): Result<Config, string[]> {
  const appEnv = Object.values(AppEnv).find((name) => name === env.APP_ENV);
  if (appEnv === undefined) return err([`APP_ENV must be one of ${Object.values(AppEnv).join(', ')}.`]);

  const file = join(configsDir, `${appEnv === AppEnv.DEVELOPMENT ? 'dev' : appEnv}.yaml`);
  const tree = readTree(file);
  if (!tree.ok) return err([tree.error]);

  tree.value.appEnv = appEnv;
  layEnvironmentOver(tree.value, env);
  const parsed = settingsSchema.safeParse(tree.value);
  const problems = [
    ...(parsed.error?.issues.map(describeIssue) ?? []),
    ...deploymentProblems(appEnv, tree.value, env),
    ...modelProblems(tree.value.medgemma),
    ...deliveryProblems(appEnv, tree.value.delivery),
  ];
  return parsed.success && problems.length === 0 ? ok(completed(parsed.data)) : err([...new Set(problems)]);
}

/**
 * The group `medgemma` by the environment alone, for commands that ask a model and need nothing else of a deployment.
 * Errors: as of loadConfig.
 */
export function readModelSettings(env: Environment): Result<Config['medgemma'], string[]> {
  const tree: Tree = {};
  layEnvironmentOver(tree, env);
  const parsed = modelGroup.safeParse(tree);
  const problems = [...(parsed.error?.issues.map(describeIssue) ?? []), ...modelProblems(tree.medgemma)];
  return parsed.success && problems.length === 0
    ? ok(withWire(parsed.data.medgemma))
    : err([...new Set(problems)]);
}

const modelGroup = settingsSchema.pick({ medgemma: true }).strip();

function readTree(file: string): Result<Tree, string> {
  try {
    const tree: unknown = parse(readFileSync(file, 'utf8')) ?? {};
    return isTree(tree) ? ok(tree) : err(`${file} must hold settings by name.`);
  } catch (error) {
    return err(
      `${file} cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`,
    );
  }
}

function layEnvironmentOver(tree: Tree, env: Environment): void {
  for (const [variable, path] of Object.entries(VARIABLES)) {
    const value = env[variable];
    if (value === undefined || value.trim() === '') continue;
    const names = path.split('.');
    const setting = names.pop() ?? path;
    let group = tree;
    for (const name of names) {
      const below = group[name];
      group = isTree(below) ? below : (group[name] = {});
    }
    group[setting] = value;
  }
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  const inside = Object.entries(VARIABLES).filter(([, setting]) => `${setting}.`.startsWith(`${path}.`));
  const variables = inside.map(([variable]) => variable).join(', ');
  const name = variables === '' ? path || 'settings' : `${variables} (${path})`;
  const missing = issue.code === 'invalid_type' && /received undefined$/.test(issue.message);
  return `${name}: ${missing ? 'is missing' : issue.message}`;
}

function completed(settings: Settings): Config {
  const { server, log, medgemma, delivery, appEnv } = settings;
  const usualFormat = appEnv === AppEnv.DEVELOPMENT ? LogFormat.TEXT : LogFormat.JSON;
  return {
    ...settings,
    server: {
      ...server,
      publicUrl: withoutTrailingSlash(server.publicUrl ?? `http://localhost:${server.port}`),
    },
    log: { ...log, format: log.format ?? usualFormat },
    medgemma: withWire(medgemma),
    delivery: { ...delivery, mail: mailOf(appEnv, delivery), push: pushOf(delivery) },
  };
}

function withWire(medgemma: Settings['medgemma']): Config['medgemma'] {
  return { ...medgemma, wire: modelApiOf(medgemma) };
}

function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
