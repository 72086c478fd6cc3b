import { AppEnv, type Environment } from './settings';

/** In dev.yaml, so that demo data outlives a restart; public, and therefore worth nothing anywhere else. */
export const DEMO_SECRET_KEY = 'demo-secret-key-of-development-only-0123456789';

interface Unchecked {
  readonly secretKey?: unknown;
  readonly useMocks?: unknown;
  readonly medgemma?: unknown;
}

/** What a deployment must decide for itself, beyond each setting being well-formed. */
export function deploymentProblems(appEnv: AppEnv, settings: Unchecked, env: Environment): string[] {
  if (appEnv === AppEnv.DEVELOPMENT) return [];
  const problems: string[] = [];
  if (settings.secretKey === DEMO_SECRET_KEY) {
    problems.push('SECRET_KEY (secretKey): the demo key is accepted in development only');
  }
  if (appEnv === AppEnv.PRODUCTION && env.USE_MOCKS !== 'false') {
    problems.push('USE_MOCKS: must be set to false in production');
  }
  const mocked = appEnv !== AppEnv.PRODUCTION && String(settings.useMocks) === 'true';
  if (!mocked && !hasApiKey(settings.medgemma)) {
    problems.push(
      'MEDGEMMA_API_KEY (medgemma.apiKey): is missing; `adc` selects application-default credentials',
    );
  }
  return problems;
}

/** What is allowed but should be looked at, in words for the log. */
export function deploymentWarnings(appEnv: AppEnv, env: Environment): string[] {
  if (appEnv !== AppEnv.PRODUCTION || env.LOG_FORMAT?.toLowerCase() === 'json') return [];
  return ['LOG_FORMAT is not set to json: a log collector expects one JSON object a line'];
}

function hasApiKey(medgemma: unknown): boolean {
  return typeof medgemma === 'object' && medgemma !== null && 'apiKey' in medgemma;
}
