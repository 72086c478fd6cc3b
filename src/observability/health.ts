import { withinTime } from '../time';
import { describeError } from './log-fields';
import { type MeasuredDevice } from './metrics';

/** Something outside the process that the house leans on. */
export interface DependencyCheck {
  readonly name: string;
  /** Without a required one no request can be served; without another one the answers name a limitation. */
  readonly required: boolean;
  /** Resolves when the dependency answers; rejects, or takes too long, when it does not. */
  readonly check: () => Promise<unknown>;
}

const DependencyStatus = { UP: 'up', DOWN: 'down' } as const;
type DependencyStatus = (typeof DependencyStatus)[keyof typeof DependencyStatus];

interface DependencyReport {
  readonly name: string;
  readonly status: DependencyStatus;
  readonly required: boolean;
  /** Class or code of the failure; no message, which may hold an address with its password. */
  readonly detail?: string;
}

/** What runs the embedding model; what it does not tell is null. */
export interface EmbeddingReport extends MeasuredDevice {
  /** True: a graphics card was looked for and is not there. Why, is in the log. */
  readonly isFallback: boolean;
}

/** The language model that is asked after the EVIDENCE assessment; nothing waits for it. */
export interface LanguageModelReport {
  /** As provenance names it. */
  readonly model: string;
  readonly promptVersion: string;
  /** True: it did not answer, and is not asked for now. Cases wait for it as long as the settings say. */
  readonly isCircuitOpen: boolean;
}

export interface Readiness {
  readonly ready: boolean;
  readonly dependencies: readonly DependencyReport[];
  readonly embedding: EmbeddingReport;
  /** Null: none is configured. */
  readonly languageModel: LanguageModelReport | null;
  /** What USE_MOCKS replaced. */
  readonly standIns: readonly string[];
  readonly clinicalContent: readonly ClinicalContent[];
}

/** Rules, words or scores that are in use, and who signed these very bytes off; null: nobody yet. */
export interface ClinicalContent {
  readonly file: string;
  readonly version: string;
  readonly sha256: string;
  readonly signedBy: string | null;
}

export interface Health {
  /** The process's own word, exactly these three fields. */
  status(): { status: 'ok'; env: string; version: string };
  readiness(): Promise<Readiness>;
}

interface HealthOptions {
  readonly env: string;
  readonly version: string;
  readonly checks: readonly DependencyCheck[];
  readonly standIns: readonly string[];
  readonly clinicalContent: readonly ClinicalContent[];
  /** Never rejects. */
  readonly describeEmbedding: () => Promise<EmbeddingReport>;
  /** Left out: none is configured. */
  readonly describeLanguageModel?: () => LanguageModelReport | null;
  /** A dependency that has not answered by then is down. */
  readonly timeoutMs?: number;
}

/** Asks every dependency in its time; remembers nothing. */
export function createHealth(options: HealthOptions): Health {
  const { env, version, checks, standIns, clinicalContent, describeEmbedding, timeoutMs = 2000 } = options;
  const { describeLanguageModel = () => null } = options;
  return {
    status: () => ({ status: 'ok', env, version }),
    async readiness() {
      const [embedding, ...dependencies] = await Promise.all([
        describeEmbedding(),
        ...checks.map((check) => report(check, timeoutMs)),
      ]);
      const ready = dependencies.every(({ status, required }) => status === DependencyStatus.UP || !required);
      const languageModel = describeLanguageModel();
      return { ready, dependencies, embedding, languageModel, standIns, clinicalContent };
    },
  };
}

async function report(
  { name, required, check }: DependencyCheck,
  timeoutMs: number,
): Promise<DependencyReport> {
  try {
    await withinTime(timeoutMs, check());
    return { name, status: DependencyStatus.UP, required };
  } catch (error) {
    const { errorCode, errorName } = describeError(error);
    return { name, status: DependencyStatus.DOWN, required, detail: errorCode ?? errorName };
  }
}
