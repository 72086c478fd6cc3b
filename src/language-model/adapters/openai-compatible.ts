import { err, type Result } from '../../domain';
import { type ModelSettings } from '../model-settings';
import { type ModelFailure, type ModelQuestion, type ModelReply, type ModelWire } from '../wire';
import { chatRequest, readChatCompletion } from './chat-completion';
import { createFirstAcceptedForm } from './first-accepted-form';
import { bearerOf } from './google-token';
import { postJson, type PostFailure } from './post-json';

/** How servers are told what an answer must fit, the most common way first. The prompt says it in words in any case. */
type SchemaForm = (schema: ModelQuestion['answerSchema']) => object;
const SCHEMA_FORMS: readonly [SchemaForm, ...SchemaForm[]] = [
  (schema) => ({
    response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
  }),
  /** vLLM before 0.12. */
  (schema) => ({ guided_json: schema }),
  /** vLLM since. */
  (schema) => ({ structured_outputs: { json: schema } }),
  () => ({}),
];

/** Servers say one or the other of a field that they do not take. */
const isFormRefused = ({ status }: PostFailure): boolean => status === 400 || status === 422;

/** vLLM, llama.cpp, Ollama, or Vertex AI's OpenAI form: `POST {baseUrl}/chat/completions`. */
export function createOpenAiWire(settings: ModelSettings & { readonly baseUrl: string }): ModelWire {
  const { modelId, maxReplyBytes } = settings;
  const base = settings.baseUrl.replace(/\/+$/, '');
  // An endpoint of Vertex AI serves one model, and wants none named.
  const model = /\/endpoints\/[^/]+$/.test(base) ? '' : modelId;
  const bearerFor = bearerOf(settings.apiKey);
  const inFirstAcceptedForm = createFirstAcceptedForm(SCHEMA_FORMS);

  return {
    modelName: `${modelId} (${settings.api})`,
    async ask(question, signal): Promise<Result<ModelReply, ModelFailure>> {
      const bearer = await bearerFor(signal);
      if (!bearer.ok) return bearer;
      const posted = await inFirstAcceptedForm(
        (schemaForm) =>
          postJson(
            {
              url: `${base}/chat/completions`,
              bearer: bearer.value,
              body: JSON.stringify({ model, ...chatRequest(question), ...schemaForm(question.answerSchema) }),
              maxReplyBytes,
            },
            signal,
          ),
        isFormRefused,
      );
      return posted.ok ? readChatCompletion(posted.value) : err(posted.error.failure);
    },
  };
}
