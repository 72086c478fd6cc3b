-- Escalations beyond sockets: where they are delivered to, each delivery, and how far the stream was fanned out.
CREATE TYPE "DeliveryChannel" AS ENUM ('WEBHOOK', 'EMAIL', 'WEB_PUSH');
CREATE TYPE "DeliveryStatus" AS ENUM ('PENDING', 'DELIVERED', 'DEAD');

CREATE TABLE "delivery_endpoint" (
  "id" UUID NOT NULL,
  "facility_id" UUID,
  "pool_id" UUID,
  "staff_id" UUID,
  "channel" "DeliveryChannel" NOT NULL,
  "name" TEXT NOT NULL,
  "address" BYTEA NOT NULL,
  "address_digest" BYTEA NOT NULL,
  "min_urgency" "Urgency" NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "disabled_at" TIMESTAMPTZ(3),
  CONSTRAINT "delivery_endpoint_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "delivery_endpoint_has_one_owner" CHECK (num_nonnulls("facility_id", "pool_id") = 1)
);
CREATE INDEX "delivery_endpoint_facility_id_idx" ON "delivery_endpoint"("facility_id");
CREATE INDEX "delivery_endpoint_pool_id_idx" ON "delivery_endpoint"("pool_id");
-- One that is enabled, of each owner, channel and address: registering it again does not double what it receives.
CREATE UNIQUE INDEX "delivery_endpoint_once"
  ON "delivery_endpoint"(coalesce("facility_id", "pool_id"), "channel", "address_digest") WHERE "disabled_at" IS NULL;
ALTER TABLE "delivery_endpoint" ADD CONSTRAINT "delivery_endpoint_facility_id_fkey" FOREIGN KEY ("facility_id") REFERENCES "facility"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delivery_endpoint" ADD CONSTRAINT "delivery_endpoint_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delivery_endpoint" ADD CONSTRAINT "delivery_endpoint_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "delivery_secret" (
  "id" UUID NOT NULL,
  "endpoint_id" UUID NOT NULL,
  "sealed" BYTEA NOT NULL,
  "expires_at" TIMESTAMPTZ(3),
  CONSTRAINT "delivery_secret_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "delivery_secret_endpoint_id_idx" ON "delivery_secret"("endpoint_id");
ALTER TABLE "delivery_secret" ADD CONSTRAINT "delivery_secret_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "delivery_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "delivery" (
  "id" UUID NOT NULL,
  "endpoint_id" UUID NOT NULL,
  "event_position" BIGINT NOT NULL,
  "escalation_id" UUID NOT NULL,
  "kind" "EscalationEventKind" NOT NULL,
  "status" "DeliveryStatus" NOT NULL DEFAULT 'PENDING',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "first_at" TIMESTAMPTZ(3) NOT NULL,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  "last_outcome" TEXT,
  "delivered_at" TIMESTAMPTZ(3),
  CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "delivery_endpoint_id_event_position_key" ON "delivery"("endpoint_id", "event_position");
CREATE INDEX "delivery_by_status" ON "delivery"("endpoint_id", "status", "id");
CREATE INDEX "delivery_overdue" ON "delivery"("next_at") WHERE "status" = 'PENDING';
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "delivery_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "delivery_cursor" (
  "id" INTEGER NOT NULL,
  "position" BIGINT NOT NULL,
  CONSTRAINT "delivery_cursor_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "delivery_cursor_is_one" CHECK ("id" = 1)
);
-- What happened before there was anywhere to deliver to is not delivered.
INSERT INTO "delivery_cursor" SELECT 1, coalesce(max("stream_position"), 0) FROM "case_event";
