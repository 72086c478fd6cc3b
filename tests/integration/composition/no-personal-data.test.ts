import fc from 'fast-check';
import { dumpDatabase } from '../../support/dump-database';
import { type House, startHouse } from '../../support/house';
import {
  ATTACH,
  assess,
  CASE_BY_NUMBER,
  converse,
  newKey,
  PARTNER,
  say,
  SAY,
  signIn,
  startSession,
  SUBMIT,
  submission,
  submit,
} from '../../support/house-operations';
import { lesion } from '../../support/house-pictures';

/** What patients say and send without being asked; each is looked for in everything that the house lets out. */
const PLANTED = {
  name: 'Wanjiku Oyelaran',
  phone: '0712 345 678',
  mail: 'w.oyelaran@post.example',
  aadhaar: '2345 6789 0124',
  cpf: '529.982.247-25',
} as const;
const SENTENCES = [
  `My name is ${PLANTED.name} and I have an itchy rash on my arm.`,
  `You can call me on ${PLANTED.phone}, it itches at night.`,
  `Write to ${PLANTED.mail} because of the rash.`,
  `My Aadhaar is ${PLANTED.aadhaar}.`,
  `Meu CPF é ${PLANTED.cpf}.`,
];
const CALLBACK = 'the blue gate behind the mosque';
const IN_EXIF = 'Camera of Wanjiku Oyelaran';
/** As they are written, and as a machine would store them. */
const NEEDLES = [...Object.values(PLANTED), CALLBACK, IN_EXIF]
  .flatMap((planted) => [planted, planted.replaceAll(/[\s.-]/g, '')])
  .map((needle) => needle.toLowerCase());

const HISTORY = `query ($id: ID!) { case(id: $id) { history(first: 100) { edges { node { kind actor summary } } } } }`;

describe('what a patient says about who they are', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  const expectNothingOf = (text: string): void => {
    const lower = text.toLowerCase();
    expect(NEEDLES.filter((needle) => lower.includes(needle))).toEqual([]);
  };
  const showAll = async (number: string): Promise<string> => {
    const token = await signIn(house.client, 'clinician@demo.test');
    const found = await house.client.ask<{ caseByNumber: { id: string } }>(token, CASE_BY_NUMBER, { number });
    const history = await house.client.ask(token, HISTORY, { id: found.caseByNumber.id });
    return JSON.stringify([found, history]);
  };
  /** A good picture whose file says who took it, and where. */
  const tellingPicture = async () => ({
    bytes: await lesion()
      .withExif({
        IFD0: { Artist: IN_EXIF, ImageDescription: `${PLANTED.name} ${PLANTED.phone}` },
        IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '1/1 17/1 0/1', GPSLongitudeRef: 'E' },
      })
      .jpeg()
      .toBuffer(),
    mimeType: 'image/jpeg',
  });

  it('is in no transcript, note, event or log of a conversation', async () => {
    const { client } = house;
    const { token, session } = await startSession(client, { callbackReference: CALLBACK });
    await say(client, token, { text: 'yes' });
    for (const text of SENTENCES) expectNothingOf(JSON.stringify(await say(client, token, { text })));
    await converse(client, token, (await say(client, token, { text: 'no' })).session, 'PHOTO', {
      IMAGE_CONSENT: { choice: 'YES' },
    });
    const picture = await tellingPicture();
    expect(picture.bytes.includes(IN_EXIF)).toBe(true);
    const uploadId = await client.upload(token, picture);
    await client.ask(token, ATTACH, { input: { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() } });
    expectNothingOf(JSON.stringify(await assess(client, token)));

    const shown = await showAll(session.caseNumber);
    expect(shown).toContain('[phone]');
    expectNothingOf(shown);
    const url = /http[^"]*\/media\/[^"]*/.exec(shown)?.[0] ?? '';
    const stored = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(stored.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(stored.includes('Exif')).toBe(false);
    expectNothingOf(stored.toString('latin1'));
  });

  it('is in no answer, note, event or log of a submission, and in no error', async () => {
    const { client } = house;
    const narrative = SENTENCES.join(' ');
    const submitted = await submit(client, { narrative, callbackReference: CALLBACK });
    expect(submitted.findings.present).toContain('itch');
    expectNothingOf(JSON.stringify(submitted));
    expectNothingOf(await showAll(submitted.number));
    const refusals = await Promise.all([
      client.refusalOf(PARTNER, SUBMIT, {
        input: submission({ narrative, findings: { present: [PLANTED.phone] } }),
      }),
      client.refusalOf(PARTNER, SUBMIT, { input: { ...submission({ narrative }), [PLANTED.mail]: 1 } }),
      client.refusalOf(PLANTED.cpf, SAY, { input: { text: narrative, idempotencyKey: newKey() } }),
    ]);
    expectNothingOf(JSON.stringify(refusals));
  });

  it('is found nowhere, whoever they are and wherever in the sentence they say so', async () => {
    const everything: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(plantedWords, { minLength: 1, maxLength: 3 }), async (planted) => {
        const narrative = planted
          .map(({ said }) => `An itchy rash on the arm. ${said}. It itches.`)
          .join(' ');
        const submitted = JSON.stringify(await submit(house.client, { narrative }));
        const secrets = planted.map(({ secret }) => secret);
        everything.push(...secrets);
        expect(secrets.filter((secret) => submitted.includes(secret))).toEqual([]);
      }),
      { numRuns: 25 },
    );
    const left = `${house.logged()}\n${await dumpDatabase(house.engines.prisma)}`;
    expect(everything.filter((secret) => left.includes(secret))).toEqual([]);
  });

  it('is in no metric', async () => {
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    expect(metrics).toContain('paa_embedding_run_seconds_count');
    expectNothingOf(metrics);
  });

  it('is in no log line, whatever went wrong', async () => {
    expect(house.logged()).not.toBe('');
    await fetch(`${house.url}/uploads/${encodeURIComponent(PLANTED.name)}`, {
      method: 'PUT',
      body: PLANTED.mail,
    });
    await fetch(`${house.url}/graphql`, { method: 'POST', body: `{ "query": "${PLANTED.phone}` });
    expectNothingOf(house.logged());
  });

  it('is in no row of the database in the clear, and nobody’s data is in the index of reference cases', async () => {
    const dump = await dumpDatabase(house.engines.prisma);
    expect(dump).toContain('I have an itchy rash on my arm');
    expectNothingOf(dump);
    const active = await house.engines.index.readActive(house.engines.embedder.model.space);
    expect(active).toMatchObject({ pictureCount: 48, findingsCount: 48 });
    expect(await house.engines.index.count(active?.picturesCollection ?? '')).toBe(48);
    expect(await house.engines.index.count(active?.findingsCollection ?? '')).toBe(48);
  });
});

/** A sentence with something in it that nobody may find again. */
interface Planted {
  readonly said: string;
  readonly secret: string;
}

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''));
const lowerCase = fc.stringMatching(/^[bcdfghjklmnpqrstvwxz]{4,9}$/);
const capitalised = lowerCase.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
const plantedWords: fc.Arbitrary<Planted> = fc.oneof(
  fc.tuple(capitalised, capitalised).map(([first, last]) => spoken('My name is', `${first} ${last}`)),
  fc.tuple(capitalised, capitalised).map(([first, last]) => spoken('I was sent by Mrs.', `${first} ${last}`)),
  fc.tuple(lowerCase, lowerCase).map(([user, host]) => spoken('Write to', `${user}@${host}.example`)),
  fc.tuple(digits(3), digits(3), digits(3)).map((parts) => spoken('Call +254', parts.join(' '))),
  fc.tuple(digits(4), digits(4), digits(4)).map((parts) => spoken('Aadhaar', parts.join(' '))),
  fc
    .tuple(digits(3), digits(3), digits(3), digits(2))
    .map(([a, b, c, d]) => spoken('CPF', `${a}.${b}.${c}-${d}`)),
);

function spoken(cue: string, secret: string): Planted {
  return { said: `${cue} ${secret}`, secret };
}
