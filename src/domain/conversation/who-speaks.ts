import { type TriageCase } from '../case/triage-case';
import { type ChoiceCode } from '../interview/choices';
import { type PeopleNamed } from '../language/people';
import { SpeakerRelation } from '../vocabulary';

const RELATIONS: Readonly<Partial<Record<ChoiceCode, SpeakerRelation>>> = {
  WHO_ME: SpeakerRelation.SELF,
  WHO_MY_CHILD: SpeakerRelation.PARENT,
  WHO_MY_FAMILY: SpeakerRelation.RELATIVE,
  WHO_MY_PATIENT: SpeakerRelation.HEALTH_WORKER,
  WHO_SOMEBODY_ELSE: SpeakerRelation.OTHER,
};

/** Who speaks, by the answer to "who is it about?"; null for answers that say nothing of it. */
export function relationOf(choice: ChoiceCode): SpeakerRelation | null {
  return RELATIONS[choice] ?? null;
}

/**
 * Who speaks, by whom their words name. As an answer to "who is it about?" a child or another person is the patient. A
 * complaint tells less: "my mother has it too" is no mother's complaint, so that only "my child" alone and "I" alone tell.
 */
export function relationToldBy(named: PeopleNamed, isAnswer: boolean): SpeakerRelation | null {
  const namesOneself = named.self && !named.they;
  if (!isAnswer && (named.others || (named.children && namesOneself))) return null;
  if (named.children) return SpeakerRelation.PARENT;
  if (named.others) return SpeakerRelation.RELATIVE;
  return namesOneself ? SpeakerRelation.SELF : null;
}

/**
 * Who speaks; null while nobody said so. In a submitted case SELF is also what stands there when its sender said nothing:
 * "my baby has a fever" is then the baby's case.
 */
export function speakerOf({
  speaker,
  dialogue,
}: Pick<TriageCase, 'speaker' | 'dialogue'>): SpeakerRelation | null {
  const isKnown = dialogue === null ? speaker !== SpeakerRelation.SELF : dialogue.speakerKnown;
  return isKnown ? speaker : null;
}

/** The case with who speaks, where that was told. */
export function withSpeaker(triageCase: TriageCase, speaker: SpeakerRelation | null): TriageCase {
  const { dialogue } = triageCase;
  if (speaker === null || dialogue === null) return triageCase;
  return { ...triageCase, speaker, dialogue: { ...dialogue, speakerKnown: true } };
}
