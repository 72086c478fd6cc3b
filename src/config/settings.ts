import { z } from 'zod';
import { MIN_SECRET_BYTES } from '../privacy';
import { address, amount, flag, fraction, integer, oneOf, text } from './setting-types';

/** The variables of the process, as Node has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export const AppEnv = { DEVELOPMENT: 'development', STAGING: 'staging', PRODUCTION: 'production' } as const;
export type AppEnv = (typeof AppEnv)[keyof typeof AppEnv];

const LogLevel = { DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

export const LogFormat = { TEXT: 'text', JSON: 'json' } as const;
export type LogFormat = (typeof LogFormat)[keyof typeof LogFormat];

const DeviceSetting = { AUTO: 'auto', CUDA: 'cuda', CPU: 'cpu' } as const;
type DeviceSetting = (typeof DeviceSetting)[keyof typeof DeviceSetting];

/** Which server's language MedGemma is asked in; AUTO: by its id (model-rules.ts). */
export const ModelApiSetting = {
  AUTO: 'auto',
  VERTEX_PREDICT: 'vertex-predict',
  VERTEX_GENERATE: 'vertex-generate',
  OPENAI: 'openai',
} as const;
export type ModelApiSetting = (typeof ModelApiSetting)[keyof typeof ModelApiSetting];

const MEBIBYTE = 1024 * 1024;
const MIN_TOKEN_LENGTH = 16;
const minutes = (usual: number) => integer(1, 60 * 24 * 365).default(usual);

/** Every setting, with its default. A group's name and a setting's name are those of the YAML files. */
export const settingsSchema = z.strictObject({
  appEnv: z.enum(AppEnv),
  secretKey: text().refine((key) => Buffer.byteLength(key) >= MIN_SECRET_BYTES, {
    error: `must have at least ${MIN_SECRET_BYTES} bytes`,
  }),
  /** Stand-ins for MedGemma and for cloud speech, and for nothing else. */
  useMocks: flag().default(false),
  /** Pictures, models, and in development the engines' own files. */
  dataDir: text().default('.data'),
  server: z
    .strictObject({
      host: text().default('0.0.0.0'),
      port: integer(0, 65_535).default(8000),
      /** What clients reach the server by; upload and media addresses start with it. Left out: http://localhost:port. */
      publicUrl: address(/^https?$/).optional(),
      workers: integer(1, 256).default(1),
      /** Reverse proxies in front, whose X-Forwarded-For is believed. */
      trustedProxies: integer(0, 10).default(0),
      maxRequestBytes: integer(1024, 16 * MEBIBYTE).default(MEBIBYTE),
      maxQueryComplexity: integer(1, 1_000_000).default(20_000),
      maxQueryDepth: integer(1, 100).default(12),
      maxQueryAliases: integer(0, 1000).default(30),
      reauthenticateMs: integer(1000, 3_600_000).default(60_000),
      drainTimeoutMs: integer(0, 300_000).default(10_000),
      /** Lines (WebSockets and event streams) that one viewer may hold in one process. */
      maxLinesPerViewer: integer(1, 1_000_000).default(50),
      maxOperationsPerSocket: integer(1, 10_000).default(50),
      /** What may wait to be sent on one line, and for how long more than that may wait. */
      maxUnsentBytes: integer(1024, 64 * MEBIBYTE).default(MEBIBYTE),
      slowConsumerMs: integer(100, 300_000).default(5000),
      pingEveryMs: integer(100, 300_000).default(12_000),
      /** Clients that are asked to come back are spread over so long. */
      reconnectSpreadMs: integer(0, 300_000).default(5000),
    })
    .prefault({}),
  database: z.strictObject({ url: address(/^postgres(ql)?$/) }),
  redis: z.strictObject({ url: address(/^rediss?$/) }),
  chroma: z.strictObject({ url: address(/^https?$/) }),
  log: z
    .strictObject({
      level: oneOf(LogLevel).default(LogLevel.INFO),
      /** Left out: text in development, json elsewhere. */
      format: oneOf(LogFormat).optional(),
    })
    .prefault({}),
  /** Who may read /metrics outside of development; left out: nobody. */
  metrics: z.strictObject({ token: z.string().min(MIN_TOKEN_LENGTH).optional() }).prefault({}),
  retrieval: z.strictObject({ topK: integer(1, 1000).default(10) }).prefault({}),
  embedding: z
    .strictObject({
      dimension: integer(1, 65_536).default(768),
      device: oneOf(DeviceSetting).default(DeviceSetting.AUTO),
      /** The model's manifest, relative to the project. Left out: the model that comes with the project. */
      manifest: text().optional(),
      /** A server that speaks KServe v2 and runs the model in this process's place. */
      url: address(/^https?$/).optional(),
      /** The model's name on that server. Left out: the manifest's. */
      modelName: text().optional(),
      /** Pictures that one run of the model takes at most. Left out: by what runs it (embedding/default-max-batch.ts). */
      maxBatch: integer(1, 256).optional(),
      /** How long a picture that found the model busy waits for company. */
      batchWaitMs: integer(0, 1000).default(2),
      /** Pictures accepted and not yet answered; more are refused at once. */
      maxQueue: integer(1, 10_000).default(128),
    })
    .prefault({}),
  medgemma: z
    .strictObject({
      modelId: text().default('google/medgemma-1.5-4b-it'),
      api: oneOf(ModelApiSetting).default(ModelApiSetting.AUTO),
      /** Sent as a bearer token; `adc`: application-default credentials, no key of our own. */
      apiKey: text().optional(),
      /** Where the server is. Neither this nor a modelId of a cloud project: no model is asked. */
      baseUrl: address(/^https?$/).optional(),
      /** For one call. */
      timeoutMs: integer(100, 300_000).default(30_000),
      /** Calls in flight at once, of one process. */
      concurrency: integer(1, 256).default(4),
      /** How long a case waits for a model that is out of reach before its EVIDENCE assessment is all there will be. */
      giveUpMs: integer(0, 86_400_000).default(900_000),
      /** The prompt's file, relative to the project. */
      prompt: text().default('configs/prompts/assess-1.yaml'),
      /** Of a million tokens, in whatever currency the bill is in; 0: free, as on one's own machine. */
      inputPricePerMillion: amount().default(0),
      outputPricePerMillion: amount().default(0),
      /** What is read of one answer at most. */
      maxReplyBytes: integer(1024, 64 * MEBIBYTE).default(MEBIBYTE),
    })
    .prefault({}),
  sessions: z.strictObject({ patientMinutes: minutes(60), staffMinutes: minutes(12 * 60) }).prefault({}),
  /** How long what patients really said is kept sealed, in days. */
  retention: z
    .strictObject({
      /** After the last change of a closed case. */
      originalDays: integer(1, 3650).default(90),
      /** After a case was opened, closed or not. */
      originalDaysOpen: integer(1, 3650).default(365),
    })
    .prefault({}),
  uploads: z
    .strictObject({
      maxImageBytes: integer(1024, 100 * MEBIBYTE).default(15 * MEBIBYTE),
      ticketMinutes: minutes(15),
      mediaAddressMinutes: minutes(15),
    })
    .prefault({}),
  assessment: z
    .strictObject({
      /** From the request to the answer; at least an EVIDENCE assessment is there by then. */
      budgetMs: integer(100, 60_000).default(2000),
      /** Probability of a malignant or premalignant condition from which a case is at least SOON. */
      malignancyThreshold: fraction().default(0.1),
    })
    .prefault({}),
  /** How escalations are told of beyond sockets and webhooks (delivery-rules.ts says what belongs together). */
  delivery: z
    .strictObject({
      /** The mail server with its account; smtps:// is TLS from the first byte, smtp:// becomes TLS by STARTTLS. */
      smtpUrl: address(/^smtps?$/).optional(),
      /** The sender, an address and nothing more. */
      mailFrom: z.email().optional(),
      /** The pair by which push services know this deployment; `npm run push:keys` makes one. */
      vapidPublicKey: text().optional(),
      vapidPrivateKey: text().optional(),
      /** Whom a push service writes to when something is wrong: mailto: or https:. */
      vapidSubject: address(/^(mailto|https)$/).optional(),
      /** Where staff sign in; what is delivered points there. */
      dashboardUrl: address(/^https?$/).optional(),
    })
    .prefault({}),
  escalation: z
    .strictObject({
      acknowledgeMinutes: z
        .strictObject({ EMERGENCY: minutes(5), URGENT: minutes(30), SOON: minutes(24 * 60) })
        .prefault({}),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Which variable of the environment stands for which setting. What is not here can only be set in YAML. */
export const VARIABLES: Readonly<Record<string, string>> = {
  SECRET_KEY: 'secretKey',
  USE_MOCKS: 'useMocks',
  DATA_DIR: 'dataDir',
  HOST: 'server.host',
  PORT: 'server.port',
  PUBLIC_URL: 'server.publicUrl',
  WORKERS: 'server.workers',
  TRUSTED_PROXIES: 'server.trustedProxies',
  MAX_LINES_PER_VIEWER: 'server.maxLinesPerViewer',
  DATABASE_URL: 'database.url',
  REDIS_URL: 'redis.url',
  CHROMA_URL: 'chroma.url',
  LOG_LEVEL: 'log.level',
  LOG_FORMAT: 'log.format',
  RETENTION_ORIGINAL_DAYS: 'retention.originalDays',
  RETENTION_ORIGINAL_DAYS_OPEN: 'retention.originalDaysOpen',
  METRICS_TOKEN: 'metrics.token',
  VECTOR_STORE_TOP_K: 'retrieval.topK',
  EMBEDDING_DIMENSION: 'embedding.dimension',
  EMBEDDING_DEVICE: 'embedding.device',
  EMBEDDING_MANIFEST: 'embedding.manifest',
  EMBEDDING_URL: 'embedding.url',
  EMBEDDING_MODEL_NAME: 'embedding.modelName',
  EMBEDDING_MAX_BATCH: 'embedding.maxBatch',
  EMBEDDING_BATCH_WAIT_MS: 'embedding.batchWaitMs',
  EMBEDDING_MAX_QUEUE: 'embedding.maxQueue',
  MEDGEMMA_MODEL_ID: 'medgemma.modelId',
  MEDGEMMA_API_KEY: 'medgemma.apiKey',
  MEDGEMMA_BASE_URL: 'medgemma.baseUrl',
  MEDGEMMA_API: 'medgemma.api',
  MEDGEMMA_TIMEOUT_MS: 'medgemma.timeoutMs',
  MEDGEMMA_CONCURRENCY: 'medgemma.concurrency',
  MEDGEMMA_GIVE_UP_MS: 'medgemma.giveUpMs',
  MEDGEMMA_PROMPT: 'medgemma.prompt',
  MEDGEMMA_INPUT_PRICE: 'medgemma.inputPricePerMillion',
  MEDGEMMA_OUTPUT_PRICE: 'medgemma.outputPricePerMillion',
  SMTP_URL: 'delivery.smtpUrl',
  MAIL_FROM: 'delivery.mailFrom',
  VAPID_PUBLIC_KEY: 'delivery.vapidPublicKey',
  VAPID_PRIVATE_KEY: 'delivery.vapidPrivateKey',
  VAPID_SUBJECT: 'delivery.vapidSubject',
  DASHBOARD_URL: 'delivery.dashboardUrl',
};
