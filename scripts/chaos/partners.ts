import { randomUUID } from 'node:crypto';
import { DEMO_API_CLIENTS, DEMO_FACILITIES } from '../seed/demo-accounts';
import { type PersistentCaller } from './api-calls';
import { type Accepted } from './verdict';

const SUBMIT = 'mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { number } }';

/** Who hand in the emergencies: each of them one after the other, all at the same time. */
export interface Partners {
  /** Submissions accepted so far. */
  accepted(this: void): number;
  /** Resolves when every submission is accepted: their numbers by partner, in the order of their acceptance. */
  readonly done: Promise<readonly Accepted[]>;
}

export interface PartnersOptions {
  readonly partners: number;
  readonly submissions: number;
  readonly caller: PersistentCaller;
  /** Resolves when the submission with this place may be handed in: holds back what would run ahead of the kills. */
  readonly turn: (place: number) => Promise<void>;
}

export function startPartners({ partners, submissions, caller, turn }: PartnersOptions): Partners {
  let begun = 0;
  let accepted = 0;

  async function submitInTurns(): Promise<Accepted> {
    const numbers: string[] = [];
    while (begun < submissions) {
      begun += 1;
      await turn(begun);
      numbers.push(await submitEmergency(caller));
      accepted += 1;
    }
    return numbers;
  }

  return {
    accepted: () => accepted,
    done: Promise.all(Array.from({ length: partners }, submitInTurns)),
  };
}

async function submitEmergency(caller: PersistentCaller): Promise<string> {
  const [{ key }] = DEMO_API_CLIENTS;
  const input = {
    facilityId: DEMO_FACILITIES.north.id,
    language: 'en',
    patient: { ageYears: 40 },
    narrative: 'Hives all over since an hour, the lips swell and it is hard to breathe.',
    findings: { present: ['severe_breathlessness', 'tongue_lip_throat_swelling', 'hives_or_rash_sudden'] },
    consents: ['CARE'],
    idempotencyKey: randomUUID(),
  };
  return (await caller.ask<{ submitCase: { number: string } }>(key, SUBMIT, { input })).submitCase.number;
}
