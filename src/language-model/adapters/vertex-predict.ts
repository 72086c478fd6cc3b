import { z } from 'zod';
import { err, ok, type Result } from '../../domain';
import { failure } from '../failures';
import { APPLICATION_DEFAULT_CREDENTIALS, type ModelSettings } from '../model-settings';
import { ModelFailureKind, type ModelFailure, type ModelReply, type ModelWire } from '../wire';
import { chatRequest, readChatCompletion } from './chat-completion';
import { tokenOf } from './google-token';
import { postJson } from './post-json';
import { vertexHost } from './vertex-resource';

/** What Vertex AI takes: 10 MB at an endpoint's dedicated host, 1.5 MB at a region's shared one. */
const DEDICATED_MAX_BYTES = 10_000_000;
const SHARED_MAX_BYTES = 1_500_000;

/**
 * A Model Garden endpoint of Vertex AI, asked in its chat-completions form. It knows no way to be held to a schema: the
 * prompt's words must do. `modelId` is `projects/P/locations/R/endpoints/E`.
 */
export function createVertexPredictWire(settings: ModelSettings): ModelWire {
  const { modelId, maxReplyBytes } = settings;
  const base = settings.baseUrl?.replace(/\/+$/, '') ?? `https://${vertexHost(modelId)}`;
  const url = `${base}/v1/${modelId}:predict`;
  const maxBytes = new URL(url).hostname.endsWith('.googleapis.com') ? SHARED_MAX_BYTES : DEDICATED_MAX_BYTES;
  const tokenFor = tokenOf(settings.apiKey ?? APPLICATION_DEFAULT_CREDENTIALS);

  return {
    modelName: `${modelId} (${settings.api})`,
    async ask(question, signal): Promise<Result<ModelReply, ModelFailure>> {
      const body = JSON.stringify({
        instances: [{ '@requestFormat': 'chatCompletions', ...chatRequest(question) }],
      });
      if (Buffer.byteLength(body) > maxBytes) {
        return err(failure(ModelFailureKind.REFUSED, `a request of over ${maxBytes} bytes`));
      }
      const token = await tokenFor(signal);
      if (!token.ok) return token;
      const posted = await postJson({ url, bearer: token.value, body, maxReplyBytes }, signal);
      return posted.ok ? readPredictions(posted.value) : err(posted.error.failure);
    },
  };
}

/** One prediction by itself, or in a list of one: containers of both kinds are about. */
const predictions = z
  .object({ predictions: z.unknown() })
  .transform(({ predictions: all }): unknown => (Array.isArray(all) ? all[0] : all));

function readPredictions(body: unknown): Result<ModelReply, ModelFailure> {
  const { data: prediction } = predictions.safeParse(body);
  if (typeof prediction !== 'string') return readChatCompletion(prediction);
  return ok({ text: withoutPrompt(prediction), inputTokens: null, outputTokens: null });
}

/** A container of the plain form says the prompt again, under this head, before it answers under that one. */
const PROMPT = 'Prompt:\n';
const OUTPUT = '\nOutput:\n';

function withoutPrompt(text: string): string {
  const at = text.lastIndexOf(OUTPUT);
  return text.startsWith(PROMPT) && at !== -1 ? text.slice(at + OUTPUT.length) : text;
}
