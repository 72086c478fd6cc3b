import { type LanguagePacks } from '../../src/conversation/language-pack';
import {
  evaluateRedFlags,
  extractFindings,
  type Findings,
  type FindingsUpdate,
  mergeFindings,
  type PromptCode,
  type RuleSet,
  type SpeakerRelation,
  type Urgency,
  urgencyRank,
} from '../../src/domain';

/** Rules, score and words of one folder of settings. */
export interface ClinicalRelease {
  readonly ruleSet: RuleSet;
  readonly packs: LanguagePacks;
}

/** What was told in one case, to be heard anew. */
export interface ToldCase {
  /** The case's number, or the vignette's id. */
  readonly name: string;
  readonly language: string;
  readonly speaker: SpeakerRelation | null;
  readonly toldAt: Date;
  readonly endemic: ReadonlySet<string>;
  /** Findings that no words gave: pressed answers, a partner's or the facility's record. */
  readonly recorded: Findings;
  readonly words: readonly { readonly text: string; readonly prompt: PromptCode | null }[];
}

export interface Judged {
  readonly urgency: Urgency | null;
  readonly rules: readonly string[];
}

/** What one case would be under the candidate, beside what it is. */
export interface Comparison {
  readonly told: ToldCase;
  readonly active: Judged;
  readonly candidate: Judged;
}

/** Both releases hear the same words and hold their own rules against what they heard. */
export function compareReleases(
  active: ClinicalRelease,
  candidate: ClinicalRelease,
  told: ToldCase,
): Comparison {
  return { told, active: judgeWith(active, told), candidate: judgeWith(candidate, told) };
}

/** Below 0: the candidate would lower the case; above: raise it. */
export function shiftOf({ active, candidate }: Comparison): number {
  return urgencyRank(candidate.urgency) - urgencyRank(active.urgency);
}

function judgeWith({ ruleSet, packs }: ClinicalRelease, told: ToldCase): Judged {
  const { compiled } = packs.find(told.language) ?? packs.fallback;
  const heard = told.words.map(({ text, prompt }): FindingsUpdate =>
    extractFindings(text, compiled, { prompt, speaker: told.speaker, today: told.toldAt }),
  );
  const findings = heard.reduce<Findings>(mergeFindings, told.recorded);
  const { urgency, fired } = evaluateRedFlags(ruleSet, findings, {
    malignantProbability: null,
    endemic: told.endemic,
  });
  return { urgency, rules: fired.map(({ code }) => code).sort() };
}
