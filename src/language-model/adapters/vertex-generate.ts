import { VertexAI, type GenerateContentRequest } from '@google-cloud/vertexai';
import { err, ok, type Result } from '../../domain';
import { CANCELLED, codeOf, failure, fieldOf, isOfNetwork, statusFailure } from '../failures';
import { APPLICATION_DEFAULT_CREDENTIALS, type ModelSettings } from '../model-settings';
import { ABORTED, untilAborted } from '../until-aborted';
import { ModelFailureKind, type ModelWire } from '../wire';
import { createFirstAcceptedForm } from './first-accepted-form';
import { generateRequest, readGenerated, SchemaForm } from './generate-content';
import { tokenOf } from './google-token';
import { type PostFailure } from './post-json';
import { parseVertexResource, vertexHost } from './vertex-resource';

/**
 * A model or an endpoint of Vertex AI that offers generateContent, by Google's own library. That one takes no signal and no
 * limit, follows redirects, and keeps response headers to itself: a call that is aborted ends for us and is left to end
 * unheard, an answer is measured once it was read, and how long a busy server asks to wait stays unknown.
 */
export function createVertexGenerateWire(settings: ModelSettings): ModelWire {
  const { modelId, baseUrl, maxReplyBytes } = settings;
  const tokenFor = tokenOf(settings.apiKey ?? APPLICATION_DEFAULT_CREDENTIALS);
  const credentials = { token: '' };
  const model = new VertexAI({
    ...parseVertexResource(modelId),
    apiEndpoint: baseUrl === null ? vertexHost(modelId) : new URL(baseUrl).host,
    googleAuthOptions: authBy(credentials),
  }).getGenerativeModel({ model: modelId });
  const inFirstAcceptedForm = createFirstAcceptedForm([SchemaForm.RESPONSE_SCHEMA, SchemaForm.NONE]);

  async function generate(
    request: GenerateContentRequest,
    signal: AbortSignal,
  ): Promise<Result<unknown, PostFailure>> {
    if (signal.aborted) return err({ failure: CANCELLED, status: null });
    try {
      const generated = await untilAborted(model.generateContent(request), signal);
      return generated === ABORTED ? err({ failure: CANCELLED, status: null }) : ok(generated.response);
    } catch (error) {
      return err(sdkFailure(error));
    }
  }

  return {
    modelName: `${modelId} (${settings.api})`,
    async ask(question, signal) {
      const token = await tokenFor(signal);
      if (!token.ok) return token;
      credentials.token = token.value;
      const generated = await inFirstAcceptedForm(
        (form) => generate(generateRequest(question, form), signal),
        ({ status }) => status === 400,
      );
      return generated.ok ? readGenerated(generated.value, maxReplyBytes) : err(generated.error.failure);
    },
  };
}

type AuthOptions = NonNullable<ConstructorParameters<typeof VertexAI>[0]['googleAuthOptions']>;

/**
 * The library wants a client of its own older google-auth-library, and asks it one thing. Given that, tokens are had in one
 * place for all wires, and application-default credentials are not looked for where there is a key.
 */
function authBy(credentials: { readonly token: string }): AuthOptions {
  const authClient = { getAccessToken: () => Promise.resolve({ token: credentials.token }) };
  return { authClient: authClient as unknown as NonNullable<AuthOptions['authClient']> };
}

/** The library's messages quote the server's words; a status is all that is taken from them. */
function sdkFailure(error: unknown): PostFailure {
  const status = Number(/\bgot status: (\d{3})\b/.exec(String(fieldOf(error, 'message')))?.[1] ?? NaN);
  if (!Number.isNaN(status)) return { failure: statusFailure(status), status };
  const { UNAVAILABLE, MALFORMED } = ModelFailureKind;
  return {
    failure: isOfNetwork(error)
      ? failure(UNAVAILABLE, codeOf(error, 'network'))
      : failure(MALFORMED, 'no JSON'),
    status: null,
  };
}
