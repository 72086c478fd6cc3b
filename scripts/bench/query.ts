/** The page that is measured: what a clinician's work list shows of each case. */
const CASES_PAGE_QUERY = `
  query CasesPage($first: Int!) {
    cases(first: $first) {
      edges { node {
        id number status urgency version language openedAt updatedAt
        facility { id name region }
        patient { id externalId ageYears sexAtBirth fitzpatrickSkinType }
        images { id shotType width height quality { usable sharpness brightness reason } }
        assessment {
          id revision source urgency confidence rationale disclaimer limitations createdAt
          differential { name icd10 probability malignantOrPremalignant }
          redFlags { code title urgency because }
        }
        soapNote { subjective objective assessment plan disclaimer createdAt }
      } }
    }
  }`;

export function casesPageRequest(first: number): string {
  return JSON.stringify({ query: CASES_PAGE_QUERY, variables: { first } });
}
