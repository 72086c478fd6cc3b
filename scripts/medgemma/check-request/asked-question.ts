/** The three forms in which a question may arrive. */
export const LoopbackWire = {
  /** `…/chat/completions`: vLLM, llama.cpp, Ollama. */
  OPENAI: 'openai',
  /** `…:predict` with the chat form: a Model Garden endpoint on Vertex AI. */
  VERTEX_PREDICT: 'vertex-predict',
  /** `…:generateContent`. */
  VERTEX_GENERATE: 'vertex-generate',
} as const;
export type LoopbackWire = (typeof LoopbackWire)[keyof typeof LoopbackWire];

/** By which field of the request the answer was held to a schema. */
export const SchemaField = {
  NONE: 'none',
  RESPONSE_FORMAT: 'response_format',
  GUIDED_JSON: 'guided_json',
  STRUCTURED_OUTPUTS: 'structured_outputs',
  RESPONSE_SCHEMA: 'responseSchema',
} as const;
export type SchemaField = (typeof SchemaField)[keyof typeof SchemaField];

/** A question that kept to its wire's form, whichever that was. */
export interface AskedQuestion {
  readonly wire: LoopbackWire;
  readonly system: string;
  readonly user: string;
  readonly hasPicture: boolean;
  readonly schemaField: SchemaField;
  /** The JSON schema; null where none was sent, or one of Vertex AI's own kind. */
  readonly schema: object | null;
}

/** A breach of a wire's form, in words; the status is what a real server would answer. */
export interface Violation {
  readonly status: 400 | 401 | 404 | 405 | 413 | 415;
  readonly what: string;
}

/** A violation of the body's form. */
export function malformed(what: string): Violation {
  return { status: 400, what };
}
