import { startLoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { type House, startHouse } from '../../support/house';
import { modelSettings, settledRevisionsOf } from '../../support/house-model';
import { assess, converse, newKey, signIn, startSession } from '../../support/house-operations';

interface Worded {
  readonly source: string;
  readonly urgency: string;
  readonly rationale: string;
  readonly unverifiedConditions: readonly string[];
  readonly wouldChange: readonly string[];
  readonly differential: readonly { name: string; supportedBy: string[]; contradictedBy: string[] }[];
}
interface WordedCase {
  readonly assessment: Worded;
  readonly assessments: readonly Worded[];
  readonly soapNote: { readonly assessment: string };
  readonly explanation: { readonly text: string };
}

const WORDED = `source urgency rationale unverifiedConditions wouldChange differential { name supportedBy contradictedBy }`;
const PARTS = `assessment { ${WORDED} } assessments { ${WORDED} } soapNote { assessment } explanation { text }`;
const ASSESS = `mutation ($input: AssessInput!) { assess(input: $input) { ${PARTS} } }`;
const BY_ID = `query ($id: ID!) { case(id: $id) { ${PARTS} } }`;
/** What the loopback server's answer says, that the house itself never does. */
const MODEL_WORDS = [
  'Language model:',
  'loopback server',
  'Lunar dermatosis',
  'the spot has grown or bled since',
  'It stands among the candidates',
];

describe('what a language model wrote, though nothing was wrong with it', () => {
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;
  let house: House;
  let patient: WordedCase;
  let clinician: WordedCase;

  beforeAll(async () => {
    loopback = await startLoopbackMedGemma({ script: ['UNKNOWN_CONDITIONS'] });
    house = await startHouse({ env: modelSettings(loopback.url) });
    const { client, engines } = house;
    const { token, session } = await startSession(client);
    await converse(client, token, session, 'PLEASE_WAIT', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'an itchy rash' },
    });
    const idempotencyKey = newKey();
    const { id } = await assess(client, token, idempotencyKey);
    await settledRevisionsOf(engines.prisma, id);
    // The same call once more, as after a lost connection: it shows the case as it has become meanwhile.
    const again = { input: { idempotencyKey } };
    patient = (await client.ask<{ assess: WordedCase }>(token, ASSESS, again)).assess;
    const staff = await signIn(client, 'clinician@demo.test');
    clinician = (await client.ask<{ case: WordedCase }>(staff, BY_ID, { id })).case;
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await loopback.close();
  });

  it('is shown to the clinician, marked as its own', () => {
    expect(clinician.assessment.source).toBe('MEDGEMMA');
    for (const words of MODEL_WORDS) expect(JSON.stringify(clinician.assessment)).toContain(words);
    expect(clinician.assessment.wouldChange).toContainEqual(expect.stringContaining('Language model:'));
  });

  it('is nowhere on the patient’s device, and neither is what would change the assessment', () => {
    for (const words of MODEL_WORDS) expect(JSON.stringify(patient)).not.toContain(words);
    expect(patient.assessments.map(({ source, wouldChange }) => [source, wouldChange])).toEqual([
      ['EVIDENCE', []],
      ['MEDGEMMA', []],
    ]);
  });

  it('is in no note and no explanation, whoever reads them', () => {
    const { soapNote, explanation } = clinician;
    for (const words of MODEL_WORDS) expect(JSON.stringify([soapNote, explanation])).not.toContain(words);
  });

  it('changes no figure by being kept back', () => {
    const figures = ({ source, urgency, differential }: Worded) => [
      source,
      urgency,
      differential.map(({ name }) => name),
    ];
    expect(figures(patient.assessment)).toEqual(figures(clinician.assessment));
  });
});
