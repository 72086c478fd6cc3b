const ZEROS = [...'0٠۰०০௦੦૦୦౦೦൦０'].map((zero) => zero.codePointAt(0) ?? 0);

/** The digits of a text as 0 to 9, whatever script they are written in; everything else is left out. */
export function asciiDigits(text: string): string {
  let digits = '';
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const zero = ZEROS.find((start) => code >= start && code <= start + 9);
    if (zero !== undefined) digits += String(code - zero);
  }
  return digits;
}
