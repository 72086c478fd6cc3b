/** Speaks a text; null where it has no voice for the language. */
interface Synthesizer {
  /** What is named at start, in /health/ready and in provenance. */
  readonly name: string;
  readonly isStandIn: boolean;
  speak(
    text: string,
    language: string,
  ): Promise<{ readonly bytes: Buffer; readonly mimeType: string } | null>;
}

/** Stands in development where a voice will stand: it has none, and clients show the text. */
export function createSynthesizerStandIn(): Synthesizer {
  return { name: 'speech-synthesis-stand-in', isStandIn: true, speak: () => Promise.resolve(null) };
}
