-- Why an upload's bytes could not become a picture. They are deleted at once, and the answer stays the same however often it is asked.
ALTER TABLE "upload" ADD COLUMN "refusal" TEXT;
