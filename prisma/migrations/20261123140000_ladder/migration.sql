-- Who is asked when a facility does not answer, and what each facility agreed to answer in. Facilities that are there
-- already have no pool, work always and answer within the settings' minutes: what was promised before stays as it was.
CREATE TYPE "PoolKind" AS ENUM ('REGIONAL', 'PLATFORM');

CREATE TABLE "pool" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "PoolKind" NOT NULL,

    CONSTRAINT "pool_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "pool_member" (
    "pool_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,

    CONSTRAINT "pool_member_pkey" PRIMARY KEY ("pool_id","staff_id")
);

ALTER TABLE "facility" ADD COLUMN "acknowledge_minutes" JSONB,
ADD COLUMN "pool_id" UUID,
ADD COLUMN "time_zone" TEXT NOT NULL DEFAULT 'UTC',
ADD COLUMN "working_hours" JSONB;

CREATE UNIQUE INDEX "pool_name_key" ON "pool"("name");
CREATE INDEX "pool_member_staff_id_idx" ON "pool_member"("staff_id");
CREATE INDEX "facility_pool_id_idx" ON "facility"("pool_id");
CREATE INDEX "escalation_by_tier" ON "escalation"("facility_id", "tier", "status", "urgency_rank", "raised_at", "id");
CREATE INDEX "escalation_of_platform" ON "escalation"("tier", "status", "urgency_rank", "raised_at", "id");
CREATE INDEX "escalation_by_promise" ON "escalation"("status", "acknowledge_by");

ALTER TABLE "pool_member" ADD CONSTRAINT "pool_member_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "pool_member" ADD CONSTRAINT "pool_member_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "facility" ADD CONSTRAINT "facility_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE SET NULL ON UPDATE CASCADE;
