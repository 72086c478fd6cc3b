import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAtLeast, Urgency } from '../../../src/domain';
import { readDermaQuestions } from '../safety/dermavqa';
import { type House } from '../safety/house';
import { interview, Otherwise, type Visit } from '../safety/interview';
import { PLAIN, readVignettes } from '../safety/vignettes';
import { type CaseTruth } from './outcome';
import { NO_EVIDENCE, type PosedCase, type PosedSet } from './posed-case';

const NOTHING_KNOWN: CaseTruth = {
  condition: null,
  isSuspicious: null,
  mustBeSoon: null,
  leastUrgency: null,
};

const NO_NEIGHBOURS =
  'A whole interview each, no picture and no reference cases: the rules speak, and nobody names a condition but the model.';

/** Stories with the urgency that is right for them, each after a whole interview: the set that ships with the project. */
export async function poseVignettes(house: House, file: string): Promise<PosedSet> {
  const cases: PosedCase[] = [];
  for (const { id, language, say, kind, expect, ageYears, endemic, answers } of readVignettes(file)) {
    const visit = { language, ageYears, endemic, complaint: say, otherwise: Otherwise.NO };
    cases.push(
      await pose(
        house,
        id,
        { ...visit, answers: { WHO: 'WHO_ME', ...answers } },
        {
          ...NOTHING_KNOWN,
          mustBeSoon: kind === PLAIN ? false : isAtLeast(expect, Urgency.SOON) ? true : null,
          leastUrgency: kind === PLAIN ? null : expect,
        },
      ),
    );
  }
  const text = await readFile(file);
  return {
    name: 'vignettes',
    version: digestOf(text),
    notes: [NO_NEIGHBOURS, 'The stories were made up.'],
    cases,
  };
}

/** Questions of real patients in every language that they have. Nobody says what is right: two sources can be compared. */
export async function poseQuestions(house: House, dir: string): Promise<PosedSet> {
  const questions = await readDermaQuestions(dir);
  const cases: PosedCase[] = [];
  for (const { id, language, text } of questions) {
    const visit: Visit = {
      language,
      complaint: text,
      ageYears: null,
      endemic: [],
      answers: { WHO: 'WHO_SOMEBODY_ELSE' },
      otherwise: Otherwise.NOT_SURE,
    };
    cases.push({ ...(await pose(house, `${id} ${language}`, visit, NOTHING_KNOWN)), patientId: id });
  }
  const notes = [
    NO_NEIGHBOURS,
    'What is right for these patients is not known: agreement is all that is measured.',
  ];
  return { name: 'questions', version: digestOf(JSON.stringify(questions)), notes, cases };
}

async function pose(house: House, id: string, visit: Visit, truth: CaseTruth): Promise<PosedCase> {
  const { triageCase } = await interview(house, visit);
  return {
    id,
    patientId: id,
    language: visit.language,
    skinType: null,
    truth,
    triageCase,
    evidence: NO_EVIDENCE,
    picturePath: null,
    endemicDiseases: visit.endemic,
    ruleSet: house.ruleSet,
  };
}

function digestOf(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
