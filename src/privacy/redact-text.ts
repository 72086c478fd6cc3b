import { findPersonalData } from './redaction/find-personal-data';
import { MASKS, type Removal } from './redaction/personal-data';

interface Redaction {
  /** The text with a mask such as "[name]" in place of whatever was removed. */
  readonly text: string;
  /** What was removed, in places of the text as it came; never the words themselves. */
  readonly removed: readonly Removal[];
}

interface RedactionOptions {
  /** ISO 3166 country whose telephone numbers need no country code ("KE"). Left out: those of the language's countries. */
  readonly region?: string;
}

/**
 * Takes personal data out of what a patient or a partner wrote, before it is stored, searched or sent anywhere: the
 * identifiers of docs/data-protection.md, in ten languages, clinical terms excepted. What was redacted already stays as
 * it is. Finds much and not everything (docs/limits.md).
 * @param language BCP 47; cues of all ten languages are looked for, since people mix them.
 */
export function redact(text: string, language: string, { region }: RedactionOptions = {}): Redaction {
  const base = language.split('-')[0]?.toLowerCase() ?? '';
  const removed = findPersonalData(text, { language: base, region: region ?? null });
  let redacted = '';
  let rest = 0;
  for (const { kind, start, end } of removed) {
    redacted += text.slice(rest, start) + MASKS[kind];
    rest = end;
  }
  return { text: redacted + text.slice(rest), removed };
}

/** `redact` for who needs the text alone. */
export function redactText(text: string, language: string, options?: RedactionOptions): string {
  return redact(text, language, options).text;
}
