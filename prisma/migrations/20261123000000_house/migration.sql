-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('PATIENT', 'KIOSK', 'CLINICIAN', 'RESPONDER', 'PARTNER', 'ADMIN');

-- CreateEnum
CREATE TYPE "CaseStatus" AS ENUM ('INTAKE', 'ASSESSING', 'AWAITING_REVIEW', 'IN_REVIEW', 'CLOSED', 'ERASED');

-- CreateEnum
CREATE TYPE "Urgency" AS ENUM ('EMERGENCY', 'URGENT', 'SOON', 'ROUTINE', 'SELF_CARE');

-- CreateEnum
CREATE TYPE "SexAtBirth" AS ENUM ('FEMALE', 'MALE', 'OTHER_OR_UNSPECIFIED');

-- CreateEnum
CREATE TYPE "FitzpatrickSkinType" AS ENUM ('FST1', 'FST2', 'FST3', 'FST4', 'FST5', 'FST6');

-- CreateEnum
CREATE TYPE "ConsentKind" AS ENUM ('CARE', 'IMAGE_CAPTURE', 'DATA_SHARING', 'RESEARCH');

-- CreateEnum
CREATE TYPE "SpeakerRelation" AS ENUM ('SELF', 'PARENT', 'GUARDIAN', 'RELATIVE', 'HEALTH_WORKER', 'OTHER');

-- CreateEnum
CREATE TYPE "Speaker" AS ENUM ('PATIENT', 'AGENT');

-- CreateEnum
CREATE TYPE "InterviewTopic" AS ENUM ('CHIEF_COMPLAINT', 'BODY_SITE', 'DURATION', 'PROGRESSION', 'SYMPTOMS', 'GENERAL_SYMPTOMS', 'HISTORY', 'EXPOSURE');

-- CreateEnum
CREATE TYPE "BodySite" AS ENUM ('HEAD_OR_NECK', 'ARM', 'PALM', 'BACK_OF_HAND', 'TORSO_FRONT', 'TORSO_BACK', 'GENITALIA_OR_GROIN', 'BUTTOCKS', 'LEG', 'FOOT_TOP_OR_SIDE', 'FOOT_SOLE', 'MOUTH_OR_EYES', 'WIDESPREAD', 'OTHER');

-- CreateEnum
CREATE TYPE "Texture" AS ENUM ('RAISED_OR_BUMPY', 'FLAT', 'ROUGH_OR_FLAKY', 'FLUID_FILLED');

-- CreateEnum
CREATE TYPE "Duration" AS ENUM ('ONE_DAY', 'LESS_THAN_ONE_WEEK', 'ONE_TO_FOUR_WEEKS', 'ONE_TO_THREE_MONTHS', 'THREE_TO_TWELVE_MONTHS', 'MORE_THAN_ONE_YEAR', 'MORE_THAN_FIVE_YEARS', 'SINCE_CHILDHOOD', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "Progression" AS ENUM ('WORSENING_FAST', 'WORSENING', 'STABLE', 'IMPROVING', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "ShotType" AS ENUM ('CLOSE_UP', 'AT_AN_ANGLE', 'AT_DISTANCE');

-- CreateEnum
CREATE TYPE "UploadPurpose" AS ENUM ('IMAGE', 'AUDIO');

-- CreateEnum
CREATE TYPE "AssessmentSource" AS ENUM ('EVIDENCE', 'MEDGEMMA');

-- CreateEnum
CREATE TYPE "Limitation" AS ENUM ('IMAGE_MISSING', 'IMAGE_UNUSABLE', 'EMBEDDING_UNAVAILABLE', 'RETRIEVAL_UNAVAILABLE', 'NOTHING_SIMILAR_KNOWN', 'MEDGEMMA_UNAVAILABLE', 'MEDGEMMA_TIMEOUT', 'MEDGEMMA_UNPARSEABLE', 'MEDGEMMA_REFUSED_BY_GUARD', 'MEDGEMMA_STAND_IN', 'SPEECH_STAND_IN', 'LANGUAGE_UNSUPPORTED', 'FINDINGS_INCOMPLETE', 'UNANSWERED_RED_FLAG', 'OUT_OF_SCOPE');

-- CreateEnum
CREATE TYPE "EscalationStatus" AS ENUM ('OPEN', 'ACKNOWLEDGED', 'RESOLVED');

-- CreateEnum
CREATE TYPE "EscalationEventKind" AS ENUM ('RAISED', 'REMINDED', 'ACKNOWLEDGED', 'RESOLVED');

-- CreateTable
CREATE TABLE "facility" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "travel_directions" TEXT NOT NULL,
    "default_language" TEXT NOT NULL DEFAULT 'en',
    "endemic_diseases" TEXT[],

    CONSTRAINT "facility_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_membership" (
    "staff_id" UUID NOT NULL,
    "facility_id" UUID NOT NULL,

    CONSTRAINT "staff_membership_pkey" PRIMARY KEY ("staff_id","facility_id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "staff_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_client" (
    "id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "display_name" TEXT NOT NULL,
    "facility_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient" (
    "id" UUID NOT NULL,
    "facility_id" UUID NOT NULL,
    "external_id" TEXT,
    "age_years" INTEGER,
    "age_days" INTEGER,
    "sex_at_birth" "SexAtBirth",
    "fitzpatrick_skin_type" "FitzpatrickSkinType",

    CONSTRAINT "patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "triage_case" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "facility_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "status" "CaseStatus" NOT NULL,
    "urgency" "Urgency",
    "version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "speaker" "SpeakerRelation" NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "assignee_id" UUID,
    "session_id" UUID,
    "language_detected" BOOLEAN NOT NULL DEFAULT true,
    "current_prompt" TEXT,
    "asked_prompts" TEXT[],
    "answered_topics" "InterviewTopic"[],
    "session_ended_at" TIMESTAMPTZ(3),
    "data_key" BYTEA,
    "callback_reference" BYTEA,
    "urgency_rank" SMALLINT NOT NULL,
    "condition_terms" TEXT[],
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "triage_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_findings" (
    "case_id" UUID NOT NULL,
    "chief_complaint" TEXT,
    "body_sites" "BodySite"[],
    "textures" "Texture"[],
    "duration" "Duration",
    "progression" "Progression",
    "signs" JSONB NOT NULL,
    "numbers" JSONB NOT NULL,

    CONSTRAINT "case_findings_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" "ConsentKind" NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "given_by" "SpeakerRelation" NOT NULL,
    "language" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "utterance" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "speaker" "Speaker" NOT NULL,
    "text" TEXT NOT NULL,
    "original" BYTEA,
    "language" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION,
    "prompt_code" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "utterance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "principal_id" UUID NOT NULL,
    "purpose" "UploadPurpose" NOT NULL,
    "mime_type" TEXT NOT NULL,
    "byte_length" INTEGER NOT NULL,
    "data_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3),
    "attached_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_image" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "upload_id" UUID NOT NULL,
    "shot_type" "ShotType" NOT NULL,
    "media_key" TEXT,
    "sha256" TEXT NOT NULL,
    "width_px" INTEGER NOT NULL,
    "height_px" INTEGER NOT NULL,
    "usable" BOOLEAN NOT NULL,
    "sharpness" DOUBLE PRECISION NOT NULL,
    "brightness" DOUBLE PRECISION NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_image_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "source" "AssessmentSource" NOT NULL,
    "differential" JSONB NOT NULL,
    "red_flags" JSONB NOT NULL,
    "urgency" "Urgency" NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "rationale" TEXT NOT NULL,
    "similar_cases" JSONB NOT NULL,
    "disclaimer" TEXT NOT NULL,
    "limitations" "Limitation"[],
    "provenance" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "soap_note" (
    "case_id" UUID NOT NULL,
    "subjective" TEXT NOT NULL,
    "objective" TEXT NOT NULL,
    "assessment" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "disclaimer" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "soap_note_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "explanation" (
    "case_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "disclaimer" TEXT NOT NULL,

    CONSTRAINT "explanation_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "escalation" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "facility_id" UUID NOT NULL,
    "urgency" "Urgency" NOT NULL,
    "urgency_rank" SMALLINT NOT NULL,
    "status" "EscalationStatus" NOT NULL,
    "reasons" JSONB NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledge_by" TIMESTAMPTZ(3) NOT NULL,
    "tier" SMALLINT NOT NULL,
    "acknowledged_by_id" UUID,
    "acknowledged_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "case_id" UUID NOT NULL,
    "clinician_id" UUID NOT NULL,
    "agreed_with_urgency" BOOLEAN NOT NULL,
    "agreed_with_differential" BOOLEAN NOT NULL,
    "diagnosis_icd10" TEXT[],
    "urgency" "Urgency" NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "outcome" (
    "case_id" UUID NOT NULL,
    "attended" BOOLEAN NOT NULL,
    "diagnosis_icd10" TEXT[],
    "histology_confirmed" BOOLEAN NOT NULL,
    "note" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outcome_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "case_event" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "facility_id" UUID NOT NULL,
    "case_sequence" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "payload" BYTEA NOT NULL,
    "chain_hash" BYTEA NOT NULL,
    "stream_position" BIGINT,
    "escalation_id" UUID,
    "escalation_kind" "EscalationEventKind",
    "escalation_status" "EscalationStatus",
    "urgency" "Urgency",
    "tier" SMALLINT,

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "principal_id" UUID NOT NULL,
    "operation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "input_digest" BYTEA NOT NULL,
    "result" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("principal_id","operation","key")
);

-- CreateTable
CREATE TABLE "access_log" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "case_id" UUID NOT NULL,

    CONSTRAINT "access_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "facility_name_key" ON "facility"("name");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_session_token_hash_key" ON "staff_session"("token_hash");

-- CreateIndex
CREATE INDEX "staff_session_expires_at_idx" ON "staff_session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_client_key_hash_key" ON "api_client"("key_hash");

-- CreateIndex
CREATE INDEX "patient_facility_id_external_id_idx" ON "patient"("facility_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "triage_case_number_key" ON "triage_case"("number");

-- CreateIndex
CREATE UNIQUE INDEX "triage_case_patient_id_key" ON "triage_case"("patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "triage_case_session_id_key" ON "triage_case"("session_id");

-- CreateIndex
CREATE INDEX "triage_case_by_urgency" ON "triage_case"("facility_id", "urgency_rank", "opened_at", "id");

-- CreateIndex
CREATE INDEX "triage_case_by_status" ON "triage_case"("facility_id", "status", "urgency_rank", "opened_at", "id");

-- CreateIndex
CREATE INDEX "triage_case_by_opening" ON "triage_case"("facility_id", "opened_at", "id");

-- CreateIndex
CREATE INDEX "triage_case_by_change" ON "triage_case"("facility_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "triage_case_by_assignee" ON "triage_case"("assignee_id", "urgency_rank", "opened_at", "id");

-- CreateIndex
CREATE INDEX "triage_case_by_condition" ON "triage_case" USING GIN ("condition_terms");

-- CreateIndex
CREATE INDEX "consent_case_id_id_idx" ON "consent"("case_id", "id");

-- CreateIndex
CREATE INDEX "utterance_case_id_id_idx" ON "utterance"("case_id", "id");

-- CreateIndex
CREATE INDEX "upload_expires_at_idx" ON "upload"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "case_image_upload_id_key" ON "case_image"("upload_id");

-- CreateIndex
CREATE INDEX "case_image_case_id_id_idx" ON "case_image"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "assessment_case_id_revision_key" ON "assessment"("case_id", "revision");

-- CreateIndex
CREATE INDEX "escalation_case_id_idx" ON "escalation"("case_id");

-- CreateIndex
CREATE INDEX "escalation_by_status" ON "escalation"("facility_id", "status", "urgency_rank", "raised_at", "id");

-- CreateIndex
CREATE INDEX "escalation_by_urgency" ON "escalation"("facility_id", "urgency_rank", "raised_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "case_event_stream_position_key" ON "case_event"("stream_position");

-- CreateIndex
CREATE INDEX "case_event_facility_id_stream_position_idx" ON "case_event"("facility_id", "stream_position");

-- CreateIndex
CREATE UNIQUE INDEX "case_event_case_id_case_sequence_key" ON "case_event"("case_id", "case_sequence");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "access_log_case_id_at_idx" ON "access_log"("case_id", "at");

-- AddForeignKey
ALTER TABLE "staff_membership" ADD CONSTRAINT "staff_membership_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_membership" ADD CONSTRAINT "staff_membership_facility_id_fkey" FOREIGN KEY ("facility_id") REFERENCES "facility"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_client" ADD CONSTRAINT "api_client_facility_id_fkey" FOREIGN KEY ("facility_id") REFERENCES "facility"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "triage_case" ADD CONSTRAINT "triage_case_facility_id_fkey" FOREIGN KEY ("facility_id") REFERENCES "facility"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "triage_case" ADD CONSTRAINT "triage_case_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_findings" ADD CONSTRAINT "case_findings_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "utterance" ADD CONSTRAINT "utterance_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_image" ADD CONSTRAINT "case_image_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "soap_note" ADD CONSTRAINT "soap_note_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "explanation" ADD CONSTRAINT "explanation_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "triage_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ------------------------------------------------------------------ what Prisma's schema cannot say

-- Numbers for people to read out: PAA-2026-000123.
CREATE SEQUENCE "case_number";

-- Free text over the case number and the complaint; 'simple' because the words come in many languages.
CREATE INDEX "triage_case_by_words" ON "triage_case" USING GIN (to_tsvector('simple', "search_text"));

-- What the relay has yet to number, and what a subscriber to escalations replays.
CREATE INDEX "case_event_unnumbered" ON "case_event"("id") WHERE "stream_position" IS NULL;
CREATE INDEX "case_event_escalations" ON "case_event"("stream_position") WHERE "escalation_id" IS NOT NULL;

-- The trail is append-only for everybody: the one change allowed is to give a row its place in the stream, once.
CREATE FUNCTION "case_event_append_only"() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."stream_position" IS NULL
     AND to_jsonb(NEW) - 'stream_position' = to_jsonb(OLD) - 'stream_position' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'case_event is append-only';
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER "case_event_append_only" BEFORE UPDATE OR DELETE ON "case_event"
  FOR EACH ROW EXECUTE FUNCTION "case_event_append_only"();
