import { CaseStatus, type TriageCase } from '../../domain';
import { caseColumns } from './case-columns';
import { deleteParts, saveParts } from './save-parts';
import { type Transaction } from './transact';

/** What is saved beside the aggregate: its key and the facility's link. */
interface NewCaseKeys {
  readonly wrappedKey: Uint8Array;
}

/** Inserts a case that was just opened, with everything that it holds. */
export async function insertCase(tx: Transaction, opened: TriageCase, keys: NewCaseKeys): Promise<void> {
  const { id, ...patient } = opened.patient;
  await tx.patient.create({ data: { id, facilityId: opened.facilityId, ...patient } });
  await tx.triageCase.create({
    data: {
      ...caseColumns(opened),
      id: opened.id,
      number: opened.number,
      facilityId: opened.facilityId,
      patientId: id,
      openedAt: opened.openedAt,
      sessionId: opened.dialogue?.sessionId ?? null,
      dataKey: new Uint8Array(keys.wrappedKey),
    },
  });
  await saveParts(tx, null, opened);
}

/** Writes what changed between two states of one case. The aggregate is immutable, so identity tells what changed. */
export async function updateCase(tx: Transaction, before: TriageCase, after: TriageCase): Promise<void> {
  const erased = after.status === CaseStatus.ERASED && before.status !== CaseStatus.ERASED;
  const columns = caseColumns(after);
  await tx.triageCase.update({
    where: { id: after.id },
    data: erased ? { ...columns, dataKey: null } : columns,
  });
  if (before.patient !== after.patient) {
    const { id, ...patient } = after.patient;
    await tx.patient.update({ where: { id }, data: patient });
  }
  if (erased) await deleteParts(tx, after.id);
  await saveParts(tx, before, after);
}
