import sharp from 'sharp';

/** A picture of one colour. */
export function picture(widthPx: number, heightPx: number, format: 'jpeg' | 'png' = 'jpeg'): Promise<Buffer> {
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: '#a87' } })
    .toFormat(format)
    .toBuffer();
}

export function dataUri(jpeg: Buffer, type = 'image/jpeg'): string {
  return `data:${type};base64,${jpeg.toString('base64')}`;
}

/** What every wire is asked in these tests. */
export const SYSTEM = 'You help a clinician.';
export const USER = `Which of these?
{"conditions": ["Eczema", "Psoriasis", "Melanoma", "Urticaria", "Tinea"],
 "evidence": {"differential": [{"name": "Psoriasis", "probability": 0.5}, {"name": "Eczema", "probability": 0.2}]}}`;

/** What an answer must fit. */
export const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['candidates', 'urgency', 'rationale', 'wouldChange'],
  properties: {
    candidates: {
      type: 'array',
      maxItems: 8,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'probability', 'supportedBy', 'contradictedBy'],
        properties: {
          name: { type: 'string' },
          probability: { type: 'number', minimum: 0, maximum: 1 },
          supportedBy: { type: 'array', items: { type: 'string' } },
          contradictedBy: { type: 'array', items: { type: 'string' } },
        },
      },
    },
    urgency: { type: 'string', enum: ['EMERGENCY', 'URGENT', 'SOON', 'ROUTINE', 'SELF_CARE'] },
    rationale: { type: 'string' },
    wouldChange: { type: 'array', items: { type: 'string' } },
  },
};

/** The turn in the chat forms; a part may be put in the place of another. */
export function messages(pictureUri: string | null): object[] {
  const text = { type: 'text', text: USER };
  const image = { type: 'image_url', image_url: { url: pictureUri } };
  return [
    { role: 'system', content: [{ type: 'text', text: SYSTEM }] },
    { role: 'user', content: pictureUri === null ? [text] : [image, text] },
  ];
}

export function openAiBody(pictureUri: string | null = null): Record<string, unknown> {
  return {
    model: 'google/medgemma-1.5-4b-it',
    messages: messages(pictureUri),
    max_tokens: 1500,
    temperature: 0,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'answer', strict: true, schema: SCHEMA },
    },
  };
}

export function predictBody(pictureUri: string | null = null): Record<string, unknown> {
  const instance = {
    '@requestFormat': 'chatCompletions',
    messages: messages(pictureUri),
    max_tokens: 1500,
    temperature: 0,
  };
  return { instances: [instance] };
}

export function generateBody(jpeg: Buffer | null = null): Record<string, unknown> {
  const image = { inlineData: { mimeType: 'image/jpeg', data: jpeg?.toString('base64') } };
  return {
    systemInstruction: { role: 'system', parts: [{ text: SYSTEM }] },
    contents: [{ role: 'user', parts: [...(jpeg === null ? [] : [image]), { text: USER }] }],
    generationConfig: { temperature: 0, maxOutputTokens: 1500, responseMimeType: 'application/json' },
  };
}

export const OPENAI_PATH = '/v1/chat/completions';
export const PREDICT_PATH = '/v1/projects/p/locations/europe-west4/endpoints/7:predict';
export const GENERATE_PATH = '/v1/projects/p/locations/europe-west4/endpoints/7:generateContent';

/** A request of one of the wires; `headers` replaces what it is sent with. */
export async function post(
  base: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer key', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  });
}
