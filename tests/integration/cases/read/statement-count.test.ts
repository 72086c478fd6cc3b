import { openReading, type ReadingHarness } from './harness';

const QUEUE = `
  query Queue($first: Int!) {
    cases(first: $first) {
      totalCount
      edges { cursor node {
        id number status urgency openedAt
        facility { name } patient { ageYears }
        images { id media { url } quality { usable } }
        assessment { urgency differential { name probability } limitations }
        soapNote { plan }
      } }
    }
  }`;

/** Everything about each of a page's cases that this room can tell. */
const EVERYTHING = `
  query Everything($first: Int!) {
    cases(first: $first) { edges { node {
      consents { kind } findings { present } transcript { text } images { id } assessment { id } assessments { id }
      soapNote { plan } explanation { text } assignee { displayName } review { note clinician { id } }
      outcome { note } history { edges { node { kind case { number } } } }
    } } }
  }`;

describe('the number of statements behind a page of cases', () => {
  let house: ReadingHarness;
  beforeAll(async () => {
    house = await openReading({ cases: 300, facilities: 2 });
  });
  afterAll(() => house.close());

  it.each([1, 20, 100])('is at most 6 for %d cases, finding out who asks included', async (first) => {
    house.takeStatements();
    const viewer = await house.identity.authenticate(house.token);
    const { data, errors } = await house.run(QUEUE, { first }, viewer);
    expect(errors).toBeUndefined();
    expect((data?.cases as { edges: unknown[] }).edges).toHaveLength(first);
    expect(house.takeStatements().length).toBeLessThanOrEqual(6);
  });

  it('does not count the total unless asked to', async () => {
    house.takeStatements();
    await house.run('{ cases { edges { node { id } } } }');
    expect(house.takeStatements()).toHaveLength(1);
  });

  it('does not grow with the page, whatever is asked of its cases', async () => {
    const counts = [];
    for (const first of [2, 100]) {
      house.takeStatements();
      const { errors } = await house.run(EVERYTHING, { first });
      expect(errors).toBeUndefined();
      counts.push(house.takeStatements().length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
