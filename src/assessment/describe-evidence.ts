import {
  type CandidateCondition,
  describeSkinTones,
  type EvidenceSummary,
  type Limitation,
  type RedFlag,
} from '../domain';

/** Why the assessment says what it says, in plain English for the clinician. */
export function describeEvidence(input: {
  readonly differential: readonly CandidateCondition[];
  readonly redFlags: readonly RedFlag[];
  readonly evidence: EvidenceSummary;
  readonly limitations: readonly Limitation[];
}): string {
  const { differential, redFlags, evidence, limitations } = input;
  const leading = differential
    .slice(0, 3)
    .map((candidate) => `${candidate.name} (${Math.round(candidate.probability * 100)} %)`);
  return [
    redFlags.length === 0
      ? 'No red-flag rule fired on what is known.'
      : `Red flags: ${redFlags.map((flag) => `${flag.title} [${flag.code}]`).join('; ')}.`,
    `Compared with ${evidence.byPicture.neighbours} reference cases by picture and ${evidence.byFindings.neighbours} by findings.`,
    leading.length === 0
      ? 'They support no condition.'
      : `They support, as possibilities only: ${leading.join(', ')}.`,
    describeSkinTones(evidence.skinTones),
    limitations.length === 0 ? '' : `Not used or not known: ${limitations.join(', ')}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
