import { ModelApiSetting, settingsSchema, type Settings } from './settings';

type ModelGroup = Settings['medgemma'];

/** Which server's language MedGemma is asked in. */
export type ModelApi = Exclude<ModelApiSetting, typeof ModelApiSetting.AUTO>;

/** `adc` in the place of a key: application-default credentials. */
const ADC = 'adc';
const ENDPOINT = /^projects\/[^/]+\/locations\/[a-z0-9-]+\/endpoints\/[^/]+$/;
const ENDPOINT_OR_MODEL =
  /^projects\/[^/]+\/locations\/[a-z0-9-]+\/(endpoints\/[^/]+|publishers\/[^/]+\/models\/[^/]+)$/;
const GOOGLE_HOST = /\.(googleapis\.com|prediction\.vertexai\.goog)$/;

/**
 * How the model is asked; null if none is configured: that takes an address, or an id that is one of a cloud project.
 * By itself an endpoint is asked by `predict`, another resource of a project by `generateContent`, anything else in
 * OpenAI's form.
 */
export function modelApiOf({ api, modelId, baseUrl }: ModelGroup): ModelApi | null {
  const isOfProject = modelId.startsWith('projects/');
  if (baseUrl === undefined && !isOfProject) return null;
  if (api !== ModelApiSetting.AUTO) return api;
  if (!isOfProject) return ModelApiSetting.OPENAI;
  return ENDPOINT.test(modelId) ? ModelApiSetting.VERTEX_PREDICT : ModelApiSetting.VERTEX_GENERATE;
}

/** What cannot work, in every mode. `group` is unchecked; of one that is not well-formed others have said so already. */
export function modelProblems(group: unknown): string[] {
  const parsed = settingsSchema.shape.medgemma.safeParse(group);
  if (!parsed.success) return [];
  const { api } = parsed.data;
  // Who names a wire means to use it, whatever else is missing.
  const wire = modelApiOf(parsed.data) ?? (api === ModelApiSetting.AUTO ? null : api);
  if (wire === null) return [];
  const problems =
    wire === ModelApiSetting.OPENAI ? openAiProblems(parsed.data) : vertexProblems(wire, parsed.data);
  return [...problems, ...addressProblems(parsed.data), ...keyProblems(parsed.data)];
}

const MODEL_ID = 'MEDGEMMA_MODEL_ID (medgemma.modelId)';
const BASE_URL = 'MEDGEMMA_BASE_URL (medgemma.baseUrl)';
const API_KEY = 'MEDGEMMA_API_KEY (medgemma.apiKey)';

function openAiProblems({ baseUrl }: ModelGroup): string[] {
  return baseUrl === undefined
    ? [`${BASE_URL}: is missing; a model asked in OpenAI's form needs an address`]
    : [];
}

function vertexProblems(wire: ModelApi, { modelId, baseUrl, apiKey }: ModelGroup): string[] {
  const problems: string[] = [];
  const isGenerate = wire === ModelApiSetting.VERTEX_GENERATE;
  if (!(isGenerate ? ENDPOINT_OR_MODEL : ENDPOINT).test(modelId)) {
    const models = isGenerate ? ' or projects/P/locations/R/publishers/G/models/M' : '';
    problems.push(`${MODEL_ID}: ${wire} needs projects/P/locations/R/endpoints/E${models}`);
  }
  if (apiKey === undefined) {
    problems.push(`${API_KEY}: is missing; \`adc\` selects application-default credentials`);
  }
  if (isGenerate && baseUrl !== undefined && !/^https:\/\/[^/]+\/?$/.test(baseUrl)) {
    problems.push(`${BASE_URL}: ${wire} needs https and nothing after the host`);
  }
  if (!isGenerate && baseUrl !== undefined && !isHttpsOrOwn(new URL(baseUrl))) {
    problems.push(`${BASE_URL}: ${wire} needs https; http is for this machine alone`);
  }
  return problems;
}

function isHttpsOrOwn({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function addressProblems({ baseUrl }: ModelGroup): string[] {
  if (baseUrl === undefined) return [];
  const { username, password, search, hash } = new URL(baseUrl);
  return [
    ...(username + password === '' ? [] : [`${BASE_URL}: must not hold a user or a password`]),
    // What is asked for is written behind it.
    ...(search + hash === '' ? [] : [`${BASE_URL}: must end with its path`]),
  ];
}

function keyProblems({ baseUrl, apiKey = '' }: ModelGroup): string[] {
  if (!/^[\x21-\x7e]*$/.test(apiKey)) return [`${API_KEY}: holds what no header can carry`];
  if (apiKey !== ADC || baseUrl === undefined) return [];
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'https:' && GOOGLE_HOST.test(hostname)
    ? []
    : [`${API_KEY}: \`adc\` would hand this deployment's cloud token to a host that is not the cloud's`];
}
