/** Which server's language a model is asked in. */
export const ModelApi = {
  /** A Model Garden endpoint of Vertex AI, in its chat-completions form. */
  VERTEX_PREDICT: 'vertex-predict',
  /** A model or an endpoint of Vertex AI that offers generateContent. */
  VERTEX_GENERATE: 'vertex-generate',
  /** vLLM, llama.cpp, Ollama, or whatever else speaks OpenAI's chat completions. */
  OPENAI: 'openai',
} as const;
export type ModelApi = (typeof ModelApi)[keyof typeof ModelApi];

/** In the place of a key: application-default credentials. */
export const APPLICATION_DEFAULT_CREDENTIALS = 'adc';

/** Where a model is and how it is asked. */
export interface ModelSettings {
  readonly api: ModelApi;
  /** `projects/P/locations/R/…` for Vertex AI, else the model's name on its server. */
  readonly modelId: string;
  /** Null for Vertex AI: the region's own host. OpenAI's form needs one, up to and with its `/v1`. */
  readonly baseUrl: string | null;
  /** Sent as a bearer token, or `adc`. Null: `adc` for Vertex AI, nothing for others. */
  readonly apiKey: string | null;
  /** What is read of one answer at most; more is MALFORMED. */
  readonly maxReplyBytes: number;
}
