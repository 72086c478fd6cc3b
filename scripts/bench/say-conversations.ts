import { DEMO_API_CLIENTS, DEMO_FACILITIES } from '../seed/demo-accounts';

/** What patients answer, one after the other; the first agrees to be asked. */
export const ANSWERS = [
  {
    language: 'en',
    said: ['yes', 'I have a red itchy rash on my arm for two weeks', 'me', 'no', 'no', 'I am not sure'],
  },
  {
    language: 'es',
    said: ['sí', 'tengo un lunar en la espalda que ha crecido y a veces sangra', 'yo', 'no', 'no'],
  },
  { language: 'hi', said: ['हाँ', 'मेरे हाथ पर दो हफ्ते से खुजली और लाल दाने हैं', 'नहीं', 'नहीं', 'पता नहीं'] },
] as const;

const [kiosk] = DEMO_API_CLIENTS.filter(({ key }) => key === 'demo-kiosk-key');
const START = 'mutation ($input: StartSessionInput!) { startSession(input: $input) { token } }';
const SAY = 'mutation ($input: SayInput!) { say(input: $input) { session { stage prompt { code text } } } }';

interface Answer<T> {
  readonly data?: T;
  readonly errors?: readonly unknown[];
}

/** Milliseconds of each `say` in `conversations` conversations, one after the other. Throws on any refusal. */
export async function timeConversations(url: string, conversations: number): Promise<number[]> {
  const timesMs: number[] = [];
  for (let number = 0; number < conversations; number += 1) {
    const { language, said } = ANSWERS[number % ANSWERS.length] ?? ANSWERS[0];
    const input = { facilityId: DEMO_FACILITIES.north.id, language, idempotencyKey: `bench-${number}` };
    const begun = await ask<{ startSession: { token: string } }>(url, kiosk?.key ?? '', START, { input });
    for (const [place, text] of said.entries()) {
      const startedMs = performance.now();
      const answer = { text, idempotencyKey: `bench-${number}-${place}` };
      await ask(url, begun.startSession.token, SAY, { input: answer });
      timesMs.push(performance.now() - startedMs);
    }
  }
  return timesMs;
}

/** Milliseconds of as many writes of one row. */
export async function timeOneRow(url: string, writes: number): Promise<number[]> {
  const timesMs: number[] = [];
  const texts = ANSWERS.flatMap(({ said }) => said);
  for (let number = 0; number < writes; number += 1) {
    const startedMs = performance.now();
    await ask(url, '', 'mutation ($text: String!) { say(text: $text) }', {
      text: texts[number % texts.length],
    });
    timesMs.push(performance.now() - startedMs);
  }
  return timesMs;
}

async function ask<T>(url: string, token: string, query: string, variables: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await response.json()) as Answer<T>;
  if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
