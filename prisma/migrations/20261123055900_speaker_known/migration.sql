-- Whether it is known who speaks: a session begins as the patient's own, which alone tells nothing.
ALTER TABLE "triage_case" ADD COLUMN "speaker_known" BOOLEAN NOT NULL DEFAULT false;
