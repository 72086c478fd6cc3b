import { Prisma, type PrismaClient } from '../generated/prisma/client';
import { EscalationTier, type Pooled, type Role } from '../domain';

/** A member of staff or an API client, as the others may know them. */
export interface Principal {
  readonly id: string;
  readonly role: Role;
  readonly displayName: string;
  readonly facilityIds: readonly string[];
}

export interface PrincipalRow extends Principal {
  readonly isDemo: boolean;
}

/** Whoever holds a token. */
export interface BearerRow extends PrincipalRow {
  readonly pooled: readonly Pooled[];
}

interface StaffAccount extends PrincipalRow {
  readonly passwordHash: string;
}

export interface Facility {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly travelDirections: string;
  readonly defaultLanguage: string;
  readonly endemicDiseases: readonly string[];
  /** IANA name. */
  readonly timeZone: string;
  /** As stored: src/escalation/ knows what they mean. */
  readonly workingHours: unknown;
  readonly acknowledgeMinutes: unknown;
}

const withMemberships = { memberships: { select: { facilityId: true } } } as const;
type StaffRow = Prisma.StaffGetPayload<{ include: typeof withMemberships }>;

export function createIdentityRepository(prisma: PrismaClient) {
  return {
    /** Whoever holds the token now: a staff session or an API key. One statement, and no other is ever needed. */
    async findByTokenHash(tokenHash: Uint8Array, now: Date): Promise<BearerRow | null> {
      const rows = await prisma.$queryRaw<BearerRow[]>`
        SELECT s.id, s.role::text AS role, s.display_name AS "displayName", s.is_demo AS "isDemo",
               ARRAY(SELECT m.facility_id::text FROM staff_membership m WHERE m.staff_id = s.id) AS "facilityIds",
               ${POOLED} AS pooled
        FROM staff_session t JOIN staff s ON s.id = t.staff_id
        WHERE t.token_hash = ${tokenHash} AND t.revoked_at IS NULL AND t.expires_at > ${now}
          AND s.disabled_at IS NULL
        UNION ALL
        SELECT c.id, c.role::text, c.display_name, c.is_demo, ARRAY[c.facility_id::text], '[]'::jsonb
        FROM api_client c WHERE c.key_hash = ${tokenHash} AND c.disabled_at IS NULL`;
      return rows[0] ?? null;
    },

    async findStaffByEmail(email: string): Promise<StaffAccount | null> {
      const row = await prisma.staff.findFirst({
        where: { email, disabledAt: null },
        include: withMemberships,
      });
      return row === null
        ? null
        : { ...toPrincipal(row), isDemo: row.isDemo, passwordHash: row.passwordHash };
    },

    async openSession(session: {
      id: string;
      staffId: string;
      tokenHash: Uint8Array<ArrayBuffer>;
      expiresAt: Date;
    }): Promise<void> {
      await prisma.staffSession.create({ data: session });
    },

    /** False if no session of that token was open. */
    async revokeSession(tokenHash: Uint8Array<ArrayBuffer>, now: Date): Promise<boolean> {
      const open = { tokenHash, revokedAt: null, expiresAt: { gt: now } };
      const { count } = await prisma.staffSession.updateMany({ where: open, data: { revokedAt: now } });
      return count > 0;
    },

    staffByIds: async (ids: readonly string[]): Promise<ReadonlyMap<string, Principal>> => {
      const rows = await prisma.$queryRaw<Principal[]>`
        SELECT s.id, s.role::text AS role, s.display_name AS "displayName",
               ARRAY(SELECT m.facility_id::text FROM staff_membership m WHERE m.staff_id = s.id) AS "facilityIds"
        FROM staff s WHERE s.id = ANY(${[...ids]}::uuid[])`;
      return new Map(rows.map((row) => [row.id, row]));
    },

    facilitiesByIds: async (ids: readonly string[]): Promise<ReadonlyMap<string, Facility>> => {
      const rows = await prisma.facility.findMany({ where: { id: { in: [...ids] } } });
      return new Map(rows.map((row) => [row.id, row]));
    },
  };
}

/** Of `staff s`: what the pools of theirs stand behind. The platform's is one row, however many facilities there are. */
const POOLED = Prisma.sql`(
  SELECT coalesce(jsonb_agg(behind), '[]') FROM (
    SELECT DISTINCT f.id AS "facilityId",
           CASE p.kind WHEN 'REGIONAL' THEN ${EscalationTier.REGION}::int
                       ELSE ${EscalationTier.PLATFORM}::int END AS "fromTier"
    FROM pool_member m
    JOIN pool p ON p.id = m.pool_id
    LEFT JOIN facility f ON p.kind = 'REGIONAL' AND f.pool_id = p.id
    WHERE m.staff_id = s.id AND (p.kind = 'PLATFORM' OR f.id IS NOT NULL)
  ) behind)`;

function toPrincipal(row: StaffRow): Principal {
  const { id, role, displayName } = row;
  return { id, role, displayName, facilityIds: row.memberships.map((membership) => membership.facilityId) };
}
