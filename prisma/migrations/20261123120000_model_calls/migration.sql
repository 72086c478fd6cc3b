-- The language model's part: what it was asked, how that ended, and what an assessment adds to say so.
ALTER TYPE "Limitation" ADD VALUE 'MEDGEMMA_PENDING' BEFORE 'MEDGEMMA_UNAVAILABLE';

ALTER TABLE "assessment" ADD COLUMN "would_change" TEXT[], ADD COLUMN "unverified_conditions" TEXT[];

CREATE TYPE "ModelCallOutcome" AS ENUM ('ACCEPTED', 'REFUSED_BY_GUARD', 'UNPARSEABLE', 'TIMEOUT', 'UNAVAILABLE', 'CANCELLED');

CREATE TABLE "model_call" (
  "id" UUID NOT NULL,
  "case_id" UUID NOT NULL,
  "assessment_id" UUID NOT NULL,
  "model" TEXT NOT NULL,
  "prompt_version" TEXT NOT NULL,
  "outcome" "ModelCallOutcome" NOT NULL,
  "reasons" TEXT[],
  "answer" BYTEA,
  "input_tokens" INTEGER,
  "output_tokens" INTEGER,
  "latency_ms" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "model_call_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "model_call_case_id_id_idx" ON "model_call"("case_id", "id");
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
