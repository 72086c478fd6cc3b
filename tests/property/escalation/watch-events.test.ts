import fc from 'fast-check';
import {
  EscalationEventKind,
  EscalationStatus,
  ok,
  type Pooled,
  Role,
  Urgency,
  type Viewer,
} from '../../../src/domain';
import { type StreamRequest, type StreamRow } from '../../../src/escalation';
import { watchCaseEvents, watchEscalations } from '../../../src/escalation/watch-events';
import { type EventSource } from '../../../src/graphql';

/** Ids: what is none is nobody's. */
const FACILITIES = [1, 2, 3, 4].map((number) => `01900000-0000-7000-8000-00000000000${number}`);
const KINDS = ['escalation.raised', 'utterance.heard', 'case.reviewed'];
const CASES = ['a', 'b', 'c'];

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const someOf = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]));
const ifAny = <T>(values: readonly T[]) => fc.option(oneOf(values));

type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** A region of some facilities, the platform's duty behind all, or both. */
const pools = fc.record({ region: fc.option(fc.subarray(FACILITIES)), isOnDuty: fc.boolean() });

function pooledBy({ region, isOnDuty }: ValueOf<typeof pools>): Pooled[] {
  const behind = (region ?? []).map((facilityId) => ({ facilityId, fromTier: 2 }));
  return isOnDuty ? [...behind, { facilityId: null, fromTier: 3 }] : behind;
}

const member = fc.record({
  role: oneOf([Role.CLINICIAN, Role.RESPONDER, Role.PARTNER, Role.ADMIN]),
  facilityIds: fc.subarray(FACILITIES),
  pools,
});
type Who = ValueOf<typeof member>;

const viewerOf = ({ role, facilityIds, pools: behind }: Who): Viewer => ({
  id: 'v',
  role,
  displayName: 'Somebody',
  facilityIds,
  pooled: pooledBy(behind),
  session: null,
});

/** The promise itself: their own facilities, or an escalation whose tier has come to a pool of theirs. */
function isTheirs(who: Who, { facilityId, escalation: raised }: StreamRow): boolean {
  if (who.facilityIds.includes(facilityId)) return true;
  if (raised === null) return false;
  return (
    (who.pools.region?.includes(facilityId) === true && raised.tier >= 2) ||
    (who.pools.isOnDuty && raised.tier === 3)
  );
}

const escalation = fc.record({
  id: fc.uuid(),
  kind: oneOf(Object.values(EscalationEventKind)),
  status: oneOf(Object.values(EscalationStatus)),
  urgency: oneOf(Object.values(Urgency)),
  tier: fc.integer({ min: 1, max: 3 }),
});
const row = fc.record({
  position: fc.nat(),
  caseId: oneOf(CASES),
  caseNumber: fc.constant('PAA-2026-000001'),
  facilityId: oneOf(FACILITIES),
  kind: oneOf(KINDS),
  actor: fc.constant('SYSTEM'),
  summary: fc.constant(''),
  at: fc.date(),
  escalation: fc.option(escalation),
});

/** What a stream of these rows would show to whoever opens it. */
function streamOf(rows: readonly StreamRow[]) {
  const shown: StreamRow[] = [];
  const open = ({ facilityIds, onlyEscalations = false, matches }: StreamRequest) => {
    const read = rows.filter(
      (one) => (facilityIds?.includes(one.facilityId) ?? true) && (!onlyEscalations || one.escalation),
    );
    shown.push(...read.filter(matches));
    return Promise.resolve(ok([][Symbol.iterator]() as unknown as EventSource<StreamRow>));
  };
  const reading = {
    accessLog: null as never,
    caseById: null as never,
    caseByNumber: null as never,
    tierReached: null as never,
  };
  return { deps: { stream: { open }, reading }, shown };
}

describe('whoever watches', () => {
  it('sees the escalation events of their facilities and pools that they asked for, and no others', async () => {
    const asked = fc.record({
      kinds: someOf(Object.values(EscalationEventKind)),
      urgency: someOf(Object.values(Urgency)),
      facilityId: ifAny(FACILITIES),
    });
    await fc.assert(
      fc.asyncProperty(member, asked, fc.array(row), async (who, filter, rows) => {
        const { deps, shown } = streamOf(rows);
        await watchEscalations(deps, viewerOf(who), { filter });
        const { kinds, urgency, facilityId } = filter;
        const expected = rows.filter(
          (one) =>
            one.escalation !== null &&
            isTheirs(who, one) &&
            (facilityId === null || facilityId === one.facilityId) &&
            (kinds === null || kinds.length === 0 || kinds.includes(one.escalation.kind)) &&
            (urgency === null || urgency.length === 0 || urgency.includes(one.escalation.urgency)),
        );
        expect(shown).toEqual(expected);
      }),
    );
  });

  it('sees the case events of their facilities and pools that they asked for, and no others', async () => {
    const asked = fc.record({ kinds: someOf(KINDS), caseId: ifAny(CASES), facilityId: ifAny(FACILITIES) });
    await fc.assert(
      fc.asyncProperty(member, asked, fc.array(row), async (who, filter, rows) => {
        const { deps, shown } = streamOf(rows);
        await watchCaseEvents(deps, viewerOf(who), { filter });
        const { kinds, caseId, facilityId } = filter;
        const expected = rows.filter(
          (one) =>
            isTheirs(who, one) &&
            (facilityId === null || facilityId === one.facilityId) &&
            (caseId === null || caseId === one.caseId) &&
            (kinds === null || kinds.length === 0 || kinds.includes(one.kind)),
        );
        expect(shown).toEqual(expected);
      }),
    );
  });

  it.each([Role.KIOSK, Role.PATIENT])('is not a %s', async (role) => {
    const who = { id: 'x', role, displayName: '', facilityIds: FACILITIES, session: null };
    const { deps } = streamOf([]);
    const refused = { ok: false, error: { code: 'FORBIDDEN' } };
    expect(await watchEscalations(deps, who, {})).toMatchObject(refused);
    expect(await watchCaseEvents(deps, who, {})).toMatchObject(refused);
  });
});
