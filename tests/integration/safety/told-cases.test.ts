import { compareReleases, shiftOf, type ToldCase } from '../../../scripts/safety/compare-releases';
import { toldInDatabase } from '../../../scripts/safety/told-cases';
import { DEMO_SECRET_KEY } from '../../../src/config';
import { type House, startHouse } from '../../support/house';
import { newKey, SAY, startSession, submit } from '../../support/house-operations';

describe('the cases of a database, told anew', () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  async function toldNow(): Promise<ReadonlyMap<string, ToldCase>> {
    const { packs } = house.rooms.conversation;
    const told = new Map<string, ToldCase>();
    for await (const one of toldInDatabase(house.engines.prisma, DEMO_SECRET_KEY, packs))
      told.set(one.name, one);
    return told;
  }

  it('are judged as they were: words are heard anew, what was recorded stays', async () => {
    const narrative = 'A dog bit me and now it is swollen';
    const submitted = await submit(house.client, { narrative, findings: { present: ['diabetes'] } });
    const { conversation } = house.rooms;
    const release = { ruleSet: conversation.ruleSet, packs: conversation.packs };
    const told = (await toldNow()).get(submitted.number);
    if (told === undefined) throw new Error('The case is not told.');
    expect(told.words).toEqual([{ text: narrative, prompt: null }]);
    expect(told.recorded.signs).toMatchObject({ diabetes: { truth: 'PRESENT' } });
    expect(told.recorded.signs).not.toHaveProperty('animal_bite_or_scratch');
    const comparison = compareReleases(release, release, told);
    expect(shiftOf(comparison)).toBe(0);
    expect(comparison.active.rules).toContain('D14_SAME_DAY');
  });

  it('do not take a pressed answer’s label for the patient’s words', async () => {
    const { token, session } = await startSession(house.client, { language: 'en' });
    await house.client.ask(token, SAY, { input: { choice: 'YES', idempotencyKey: newKey() } });
    await house.client.ask(token, SAY, { input: { choice: 'COMPLAINT_BLISTERS', idempotencyKey: newKey() } });
    const told = (await toldNow()).get(session.caseNumber);
    expect(told?.words).toEqual([]);
    expect(told?.recorded.signs).toMatchObject({ blisters: { truth: 'PRESENT' } });
  });
});
