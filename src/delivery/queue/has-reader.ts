import { Prisma } from '../../generated/prisma/client';

/**
 * SQL, of a row `endpoint`: whether somebody who may know of it is still there. A browser is told while whoever uses it works
 * there; what belongs to nobody in person always.
 */
export const HAS_READER = Prisma.sql`(endpoint.staff_id IS NULL OR EXISTS (
  SELECT 1 FROM staff s WHERE s.id = endpoint.staff_id AND s.disabled_at IS NULL AND (
    EXISTS (SELECT 1 FROM staff_membership m WHERE m.staff_id = s.id AND m.facility_id = endpoint.facility_id)
    OR EXISTS (SELECT 1 FROM pool_member m WHERE m.staff_id = s.id AND m.pool_id = endpoint.pool_id))))`;
