-- What an assessment rests on, in figures. Assessments are never changed: those made before have none.
ALTER TABLE "assessment" ADD COLUMN "evidence" JSONB;
