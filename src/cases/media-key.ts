/** The folder of the media store that holds a case's pictures and nothing else. */
export function mediaFolderOf(caseId: string): string {
  return `cases/${caseId}`;
}

/** Where a case's picture lies in the media store; also what its bytes are bound to when they are sealed. */
export function mediaKeyOf(caseId: string, imageId: string): string {
  return `${mediaFolderOf(caseId)}/${imageId}`;
}

const MEDIA_KEY = /^cases\/([0-9a-f-]{36})\/[0-9a-f-]{36}$/;

/** The case that a media key belongs to; null for what is no key of a case's picture. */
export function caseOfMediaKey(mediaKey: string): string | null {
  return MEDIA_KEY.exec(mediaKey)?.[1] ?? null;
}

/** The cases that a job to delete media is about, by their ids or, as in the first release, by the keys of the media. */
export function casesOfRemoval(
  job: { readonly caseId: string } | { readonly mediaKeys: readonly string[] },
): readonly string[] {
  if ('caseId' in job) return [job.caseId];
  return [...new Set(job.mediaKeys.flatMap((mediaKey) => caseOfMediaKey(mediaKey) ?? []))];
}
