import { err, type Result } from '../domain';
import { type Recording, type Transcript, TranscriptionProblem } from './ports';

/** Turns speech into words. Never throws for an outage. */
interface Transcriber {
  /** What is named at start, in /health/ready and in provenance. */
  readonly name: string;
  readonly isStandIn: boolean;
  transcribe(
    recording: Recording,
    languageHint: string | null,
  ): Promise<Result<Transcript, TranscriptionProblem>>;
}

/**
 * Stands in development where a recogniser will stand: it says that it cannot listen, and never makes up what a
 * patient said. Clients then offer typing and pressing.
 */
export function createTranscriberStandIn(): Transcriber {
  return {
    name: 'speech-recognition-stand-in',
    isStandIn: true,
    transcribe: () => Promise.resolve(err(TranscriptionProblem.UNAVAILABLE)),
  };
}
