import { startLoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import { generateClinicalTexts } from '../../scripts/eval/privacy/generate-clinical';
import { type IdentifiedText } from '../../scripts/eval/privacy/identified-text';
import { DEMO_FACILITIES } from '../../scripts/seed/demo-accounts';
import { type House, startHouse } from '../support/house';
import { modelSettings, settledRevisionsOf } from '../support/house-model';
import { PARTNER, submit } from '../support/house-operations';
import { goodPicture } from '../support/house-pictures';

const SEED = 20_261_123;
const TEXTS_BY_LANGUAGE = 3;
/** Shorter parts of a name are words of some language, too. */
const MIN_NAME_LETTERS = 5;
const EXTERNAL_ID = 'MRN-7741-KX';
const CALLBACK = 'the blue gate behind the mosque';

describe('what the language model is told', () => {
  let house: House;
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;

  beforeAll(async () => {
    loopback = await startLoopbackMedGemma();
    house = await startHouse({ env: modelSettings(loopback.url) });
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await loopback.close();
  });

  it('identifies nobody, in any language, whatever the record and the patient say', async () => {
    const texts = someOfEachLanguage(generateClinicalTexts(SEED));
    loopback.forbid([
      ...texts.flatMap(({ spans }) => spans.flatMap(spellings)),
      ...[EXTERNAL_ID, CALLBACK, DEMO_FACILITIES.north.name, DEMO_FACILITIES.north.travelDirections],
    ]);
    const submitted = await Promise.all(
      texts.map(async ({ full_text: narrative, language }) => {
        const uploadId = await house.client.upload(PARTNER, await goodPicture('Eczema'));
        return submit(house.client, {
          ...{ narrative, language, callbackReference: CALLBACK },
          patient: { ageYears: 40, externalId: EXTERNAL_ID },
          images: [{ uploadId, shotType: 'CLOSE_UP' }],
        });
      }),
    );
    for (const { id } of submitted) await settledRevisionsOf(house.engines.prisma, id);
    expect(loopback.violations).toEqual([]);
    expect(loopback.requests.length).toBeGreaterThanOrEqual(texts.length);
    // Nor does it learn which case it is; what it does learn is of the case.
    const told = loopback.requests.map(({ text }) => text);
    for (const { number, id } of submitted) {
      expect(told.filter((text) => text.includes(number) || text.includes(id))).toEqual([]);
    }
    expect(told.every((text) => text.includes('40'))).toBe(true);
  }, 120_000);
});

/** An identifier as it stands, without what separates its digits, and the parts by which a name would be known. */
function spellings({ entity_type: kind, entity_value: value }: IdentifiedText['spans'][number]): string[] {
  const parts = kind === 'PERSON' ? value.split(' ').filter((part) => part.length >= MIN_NAME_LETTERS) : [];
  const digits = /\d/u.test(value) ? [value.replaceAll(/[\s.()-]/gu, '')] : [];
  return [value, ...parts, ...digits];
}

/** So many of each language, of other sentences in each, so that together they hold every kind of identifier. */
function someOfEachLanguage(texts: readonly IdentifiedText[]): readonly IdentifiedText[] {
  return [...new Set(texts.map(({ language }) => language))].flatMap((wanted, index) => {
    const first = index * TEXTS_BY_LANGUAGE;
    return texts.filter(({ language }) => language === wanted).slice(first, first + TEXTS_BY_LANGUAGE);
  });
}
