import { randomUUID } from 'node:crypto';
import { type PersistentCaller } from './api-calls';
import { PARTNERS } from './prepare-database';

const SUBMIT = 'mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { number } }';

/** Who hand in the emergencies: each of them one after the other, all at the same time. */
export interface Partners {
  /** Submissions accepted so far. */
  accepted(this: void): number;
  /** Resolves when every submission is accepted: their numbers by partner, in the order of their acceptance. */
  readonly done: Promise<readonly (readonly string[])[]>;
}

export interface PartnersOptions {
  /** Of each facility's partner, so many desks. */
  readonly desks: number;
  readonly submissions: number;
  readonly caller: PersistentCaller;
  /** Resolves when the submission with this place may be handed in: holds back what would run ahead of the kills. */
  readonly turn: (place: number) => Promise<void>;
}

type Partner = (typeof PARTNERS)[keyof typeof PARTNERS];

/** Begins to hand in at once; whoever has handed one in takes the next, until all are. */
export function startPartners({ desks, submissions, caller, turn }: PartnersOptions): Partners {
  let begun = 0;
  let accepted = 0;

  async function submitInTurns(partner: Partner): Promise<readonly string[]> {
    const numbers: string[] = [];
    while (begun < submissions) {
      begun += 1;
      await turn(begun);
      numbers.push(await submitEmergency(caller, partner));
      accepted += 1;
    }
    return numbers;
  }

  const all = Object.values(PARTNERS).flatMap((partner) => Array.from({ length: desks }, () => partner));
  return { accepted: () => accepted, done: Promise.all(all.map(submitInTurns)) };
}

/** Under one key, however often it has to be handed in. */
async function submitEmergency(caller: PersistentCaller, { key, facilityId }: Partner): Promise<string> {
  const input = {
    facilityId,
    language: 'en',
    patient: { ageYears: 40 },
    narrative: 'Hives all over since an hour, the lips swell and it is hard to breathe.',
    findings: { present: ['severe_breathlessness', 'tongue_lip_throat_swelling', 'hives_or_rash_sudden'] },
    consents: ['CARE'],
    idempotencyKey: randomUUID(),
  };
  return (await caller.ask<{ submitCase: { number: string } }>(key, SUBMIT, { input })).submitCase.number;
}
