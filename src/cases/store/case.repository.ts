import {
  type CaseChange,
  type Decision,
  err,
  isUuid,
  type CaseError,
  notFound,
  ok,
  type Result,
  stepsBegunBy,
  type TriageCase,
} from '../../domain';
import { type PrismaClient } from '../../generated/prisma/client';
import { noteCase } from '../../observability';
import { type Keyring } from '../../privacy';
import { type Clock } from '../../time';
import { type Ladder } from '../ladder';
import { losesItsMedia, type MediaRemoval } from '../media-removal';
import { type CaseVault, createCaseVault, createForgetfulVault } from '../case-vault';
import { appendEvents, CHAIN_KEY_PURPOSE } from './append-events';
import { type CaseGlance, glanceAtCases } from './glance';
import { type LoadedCase, loadCase, loadForChange } from './load-case';
import { type IdempotentCall, type Made, once } from './idempotency';
import { insertCase, updateCase } from './save-case';
import { transact, type Transaction } from './transact';

/** The only way to change a case: load whole, decide purely, save state and events in one transaction. */
export interface CaseRepository {
  /** Runs work in a transaction of its own; a refusal rolls it back. */
  transact<T>(work: (unit: CaseUnit) => Promise<Result<T, CaseError>>): Promise<Result<T, CaseError>>;
  /** One decision about one case in one transaction. Errors: NOT_FOUND and whatever the decision refuses with. */
  change(caseId: string, decide: Decide): Promise<Result<CaseChange, CaseError>>;
  /** The case as it stands, with its vault (null once erased). Null where there is none. */
  find(caseId: string): Promise<{ triageCase: TriageCase; vault: CaseVault | null } | null>;
  /** A little of many cases, for whoever has to look often. */
  glance(caseIds: readonly string[]): Promise<readonly CaseGlance[]>;
}

export type Decide = (triageCase: TriageCase, vault: CaseVault) => Decision | Promise<Decision>;

/** A transaction that cases can be opened and changed in, together with whatever else belongs to the same effect. */
export interface CaseUnit {
  readonly tx: Transaction;
  /** Runs an effect once for an idempotency key; a repeated call returns what the first one made. Errors: CONFLICT. */
  once(
    call: IdempotentCall,
    effect: () => Promise<Result<Made, CaseError>>,
  ): Promise<Result<Made, CaseError>>;
  /** The next number of the year, e.g. PAA-2026-000123. */
  nextNumber(now: Date): Promise<string>;
  open(caseId: string, opening: (vault: CaseVault) => CaseChange): Promise<CaseChange>;
  change(caseId: string, decide: Decide): Promise<Result<CaseChange, CaseError>>;
}

interface CaseRepositoryDeps {
  readonly prisma: PrismaClient;
  readonly keyring: Keyring;
  readonly newId: () => string;
  readonly clock: Clock;
  /** What no consent covers after a change is removed, whichever command it was. */
  readonly removal: MediaRemoval;
  /** Whatever escalates a case, whichever command it was, is not left to chance. */
  readonly ladder: Ladder;
  /** Called after a commit that added events, so that the relay need not wait for its next look. */
  readonly wakeRelay: () => void;
}

export function createCaseRepository(deps: CaseRepositoryDeps): CaseRepository {
  const chainKey = deps.keyring.deriveKey(CHAIN_KEY_PURPOSE);
  const digestKey = deps.keyring.deriveKey('idempotency-digest');
  async function record(tx: Transaction, vault: CaseVault, change: CaseChange): Promise<void> {
    await appendEvents(tx, { chainKey, newId: deps.newId, vault }, change.triageCase, change.events);
    for (const step of stepsBegunBy(change)) await deps.ladder.promise(tx, step);
  }
  const vaultOf = ({ triageCase, wrappedKey }: LoadedCase): CaseVault | null =>
    wrappedKey && createCaseVault(triageCase.id, deps.keyring.unwrap(Buffer.from(wrappedKey)));

  function unitIn(tx: Transaction, uncovered: string[]): CaseUnit {
    return {
      tx,
      once: (call, effect) => once(tx, call, { digestKey, now: deps.clock.now() }, effect),
      async nextNumber(now) {
        const [row] = await tx.$queryRaw<[{ value: bigint }]>`SELECT nextval('case_number') AS value`;
        return `PAA-${now.getUTCFullYear()}-${row.value.toString().padStart(6, '0')}`;
      },
      async open(caseId, opening) {
        noteCase(caseId);
        const { dataKey, wrapped } = deps.keyring.newDataKey();
        const vault = createCaseVault(caseId, dataKey);
        const change = opening(vault);
        await insertCase(tx, change.triageCase, { wrappedKey: wrapped });
        await record(tx, vault, change);
        return change;
      },
      async change(caseId, decide) {
        const loaded = isUuid(caseId) ? await loadForChange(tx, caseId) : null;
        if (loaded === null) return err(notFound('case'));
        noteCase(caseId);
        const vault = vaultOf(loaded) ?? createForgetfulVault(caseId, deps.keyring);
        const decision = await decide(loaded.triageCase, vault);
        if (!decision.ok || decision.value.triageCase === loaded.triageCase) return decision;
        const change = {
          ...decision.value,
          triageCase: { ...decision.value.triageCase, updatedAt: deps.clock.now() },
        };
        await updateCase(tx, loaded.triageCase, change.triageCase);
        await record(tx, vault, change);
        if (losesItsMedia(loaded.triageCase, change.triageCase)) {
          await deps.removal.promise(tx, caseId);
          uncovered.push(caseId);
        }
        return ok(change);
      },
    };
  }

  async function transactAndWake<T>(
    work: (unit: CaseUnit) => Promise<Result<T, CaseError>>,
  ): Promise<Result<T, CaseError>> {
    const uncovered: string[] = [];
    const result = await transact(deps.prisma, (tx) => work(unitIn(tx, uncovered)));
    if (!result.ok) return result;
    deps.wakeRelay();
    for (const caseId of uncovered) await deps.removal.now(caseId);
    return result;
  }

  return {
    transact: transactAndWake,
    change: (caseId, decide) => transactAndWake((unit) => unit.change(caseId, decide)),
    async find(caseId) {
      const loaded = isUuid(caseId) ? await loadCase(deps.prisma, caseId) : null;
      return loaded && { triageCase: loaded.triageCase, vault: vaultOf(loaded) };
    },
    glance: (caseIds) => glanceAtCases(deps.prisma, caseIds),
  };
}
