import { type House, startHouse } from '../support/house';
import {
  CASE_BY_ID,
  newKey,
  PARTNER,
  signIn,
  SOUTH,
  SUBMIT,
  submission,
  submit,
} from '../support/house-operations';
import { brokenPicture, darkPicture, goodPicture } from '../support/house-pictures';

describe('a partner’s record system', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  const refusalOf = (given: object) =>
    house.client.refusalOf(PARTNER, SUBMIT, { input: submission({ ...given }) });
  const pictureOf = async (picture: Awaited<ReturnType<typeof goodPicture>>) => ({
    uploadId: await house.client.upload(PARTNER, picture),
    shotType: 'CLOSE_UP',
  });

  it('hands in a whole case and gets it back assessed, by picture and by findings', async () => {
    const submitted = await submit(house.client, {
      patient: { externalId: 'EHR-1', ageYears: 61 },
      narrative: 'The mole on my leg has been growing.',
      findings: { bodySites: ['LEG'], duration: 'THREE_TO_TWELVE_MONTHS', present: ['size_change'] },
      images: [await pictureOf(await goodPicture('Melanoma'))],
    });
    expect(submitted).toMatchObject({ status: 'AWAITING_REVIEW', patient: { externalId: 'EHR-1' } });
    expect(submitted.number).toMatch(/^PAA-\d{4}-\d{6}$/);
    expect(submitted.findings.present).toContain('size_change');
    const { assessment, soapNote, explanation } = submitted;
    expect(assessment?.limitations).not.toContain('EMBEDDING_UNAVAILABLE');
    expect(assessment?.limitations).not.toContain('RETRIEVAL_UNAVAILABLE');
    expect(assessment?.provenance.indexName).toContain('demo-synthetic');
    const total = assessment?.differential.reduce((sum, { probability }) => sum + probability, 0) ?? 0;
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(1 + 1e-9);
    expect([assessment?.disclaimer, soapNote?.disclaimer, explanation?.disclaimer].every(Boolean)).toBe(true);
  });

  it('is told what speaks for and against each possibility, and what would change it', async () => {
    const { assessment, explanation } = await submit(house.client, {
      findings: { bodySites: ['ARM'], textures: ['ROUGH_OR_FLAKY'], present: ['itch'] },
    });
    const reasonsOf = (wanted: string) => assessment?.differential.find(({ name }) => name === wanted);
    expect(reasonsOf('Psoriasis')?.supportedBy).toEqual([
      expect.stringContaining('reference cases with the most similar answers'),
      expect.stringMatching(/^rough or flaky: in \d+ % of its \d+ labelled cases, in \d+ % of all \(scin\)$/),
    ]);
    const [first, second, third, ...others] = assessment?.wouldChange ?? [];
    for (const rule of [first, second, third])
      expect(rule).toMatch(/^A yes to “.+” would make it EMERGENCY \[E\d\d_\w+\]\.$/);
    expect(others).toEqual([
      expect.stringMatching(/^A picture: /),
      expect.stringMatching(/^To know how long it has been there: /),
    ]);
    expect(explanation?.text).not.toMatch(/would make it|labelled cases/);
  });

  it('says openly what stands in for what', async () => {
    const { assessment } = await submit(house.client);
    expect(assessment?.limitations).toEqual(
      expect.arrayContaining(['IMAGE_MISSING', 'MEDGEMMA_STAND_IN', 'SPEECH_STAND_IN']),
    );
  });

  it.each([
    ['too dark', darkPicture, 'TOO_DARK'],
    ['cut off', brokenPicture, 'DAMAGED'],
  ])('is not refused for a picture that is %s', async (_what, picture, reason) => {
    const submitted = await submit(house.client, { images: [await pictureOf(await picture())] });
    expect(submitted.assessment?.limitations).toContain('IMAGE_UNUSABLE');
    expect(submitted.images[0]?.quality).toEqual({ usable: false, reason });
    expect(submitted.status).toBe('AWAITING_REVIEW');
  });

  it('has no intimate picture of a minor kept, and its case looked at all the same', async () => {
    const submitted = await submit(house.client, {
      patient: { ageYears: 9 },
      findings: { bodySites: ['GENITALIA_OR_GROIN'], present: ['itch'] },
      images: [await pictureOf(await goodPicture())],
    });
    expect(submitted.images).toMatchObject([{ media: null, quality: { reason: 'NOT_TAKEN_OF_MINORS' } }]);
    expect(submitted.assessment?.limitations).toContain('IMAGE_UNUSABLE');
  });

  it('is told when a case is about something else than the skin', async () => {
    const submitted = await submit(house.client, { narrative: 'My tooth hurts.', findings: null });
    expect(submitted.assessment?.limitations).toContain('OUT_OF_SCOPE');
    expect(submitted).toMatchObject({ status: 'AWAITING_REVIEW', urgency: 'ROUTINE' });
  });

  it('is told which code is not of the vocabulary, and nothing is kept', async () => {
    const before = await house.engines.prisma.triageCase.count();
    expect(await refusalOf({ findings: { present: ['itch', 'gibberish'] } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'findings.present.1',
    });
    expect(await refusalOf({ findings: { present: ['itch'], absent: ['itch'] } })).toMatchObject({
      field: 'findings.absent.0',
    });
    expect(
      await refusalOf({ findings: { measurements: [{ code: 'diameter_mm', value: -1 }] } }),
    ).toMatchObject({ field: 'findings.measurements.0' });
    for (const measurement of [
      { code: 'bsa_percent', value: 101 },
      { code: 'age_days', value: 12 },
      { code: 'age_years', value: 41 },
      { code: 'model_malignant', value: 0.9 },
      { code: 'suspicion_score', value: 0.9 },
    ]) {
      expect(await refusalOf({ findings: { measurements: [measurement] } })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'findings.measurements.0',
      });
    }
    const sizes = [30, 1].map((value) => ({ code: 'diameter_mm', value }));
    expect(await refusalOf({ findings: { measurements: sizes } })).toMatchObject({
      field: 'findings.measurements.1',
    });
    expect(await refusalOf({ narrative: '  ' })).toMatchObject({ field: 'narrative' });
    expect(await house.engines.prisma.triageCase.count()).toBe(before);
  });

  it('is heard about a child though it does not say who speaks', async () => {
    const narrative = 'My baby is 5 days old, has a fever and does not feed.';
    const { urgency, findings } = await submit(house.client, { patient: {}, narrative, findings: null });
    expect(findings.present).toContain('fever');
    expect(urgency).toBe('EMERGENCY');
  });

  it('denies nothing in words of a language that nobody wrote a list for', async () => {
    const narrative = 'blisters, no fever';
    const { findings } = await submit(house.client, { language: 'ha', narrative, findings: null });
    expect(findings.present).toContain('blisters');
    expect(findings.absent).toEqual([]);
  });

  it('is believed about the age, whatever the narrative says', async () => {
    const image = await pictureOf(await goodPicture());
    const { images } = await submit(house.client, {
      patient: { ageYears: 9 },
      narrative: 'I am 25 years old, with a rash on my private parts.',
      images: [image],
    });
    expect(images).toMatchObject([{ quality: { reason: 'NOT_TAKEN_OF_MINORS' }, media: null }]);
  });

  it('is told that nobody here hears its language, not that the case is of no concern', async () => {
    const { assessment, urgency } = await submit(house.client, {
      language: 'ha',
      narrative: 'Fatata tana fita bayan sabon magani.',
      findings: null,
    });
    expect(assessment?.limitations).toContain('LANGUAGE_UNSUPPORTED');
    expect(assessment?.limitations).not.toContain('OUT_OF_SCOPE');
    expect(urgency).toBe('ROUTINE');
  });

  it('needs the consents that its case rests on', async () => {
    expect(await refusalOf({ consents: [] })).toMatchObject({ code: 'CONSENT_REQUIRED' });
    const images = [await pictureOf(await goodPicture())];
    expect(await refusalOf({ consents: ['CARE'], images })).toMatchObject({ code: 'CONSENT_REQUIRED' });
  });

  it('knows of no other facility, neither to write to nor to read from', async () => {
    expect(await refusalOf({ facilityId: SOUTH })).toMatchObject({ code: 'NOT_FOUND' });
    const submitted = await submit(house.client);
    const stranger = await signIn(house.client, 'clinician2@demo.test');
    for (const id of [submitted.id, newKey(), 'no id at all']) {
      expect(await house.client.refusalOf(stranger, CASE_BY_ID, { id })).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('cannot use another’s upload, nor one upload twice', async () => {
    const clinician = await signIn(house.client, 'clinician@demo.test');
    const uploadId = await house.client.upload(clinician, await goodPicture());
    const image = { uploadId, shotType: 'CLOSE_UP' };
    expect(await refusalOf({ images: [image] })).toMatchObject({ field: 'images.0.uploadId' });
    const own = await pictureOf(await goodPicture());
    await submit(house.client, { images: [own] });
    expect(await refusalOf({ images: [own] })).toMatchObject({ field: 'images.0.uploadId' });
  });

  it('makes one case of one key, and is told when it uses a key for something else', async () => {
    const idempotencyKey = newKey();
    const first = await submit(house.client, { idempotencyKey });
    const second = await submit(house.client, { idempotencyKey });
    expect(second).toEqual(first);
    expect(await refusalOf({ idempotencyKey, narrative: 'Something else.' })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('never sees how to reach the patient', async () => {
    const { id } = await submit(house.client, { callbackReference: 'the neighbour with the blue gate' });
    const document = 'query ($id: ID!) { case(id: $id) { callbackReference } }';
    expect(await house.client.ask(PARTNER, document, { id })).toEqual({ case: { callbackReference: null } });
    const clinician = await signIn(house.client, 'clinician@demo.test');
    expect(await house.client.ask(clinician, document, { id })).toEqual({
      case: { callbackReference: 'the neighbour with the blue gate' },
    });
    const looks = { where: { caseId: id, operation: 'callbackReference' } };
    expect(await house.engines.prisma.accessLog.count(looks)).toBe(1);
  });
});
