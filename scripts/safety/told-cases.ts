import { parse } from 'yaml';
import { z } from 'zod';
import { createCaseRepository } from '../../src/cases';
import { type LanguagePacks } from '../../src/conversation/language-pack';
import {
  CaseStatus,
  findPrompt,
  type Findings,
  NO_FINDINGS,
  Speaker,
  speakerOf,
  type TriageCase,
  type Utterance,
} from '../../src/domain';
import { type PrismaClient } from '../../src/generated/prisma/client';
import { createKeyring } from '../../src/privacy';
import { systemClock } from '../../src/time';
import { readForm } from '../read-form';
import { type ToldCase } from './compare-releases';

const narrativeSchema = z.object({
  id: z.string(),
  language: z.string(),
  say: z.string(),
  ageYears: z.number().nullable().default(null),
  endemic: z.array(z.string()).default([]),
});

/** Narratives in the form of tests/data/vignettes.yaml; what else stands in an entry is left aside. */
export function toldInFile(file: string, now: Date): readonly ToldCase[] {
  return readForm(file, z.array(narrativeSchema), parse).map(({ id, language, say, ageYears, endemic }) => ({
    name: id,
    language,
    speaker: null,
    toldAt: now,
    endemic: new Set(endemic),
    recorded: { ...NO_FINDINGS, ...(ageYears !== null && { numbers: ageNumber(ageYears) }) },
    words: [{ text: say, prompt: null }],
  }));
}

function ageNumber(years: number): Findings['numbers'] {
  return { age_years: { value: years, because: 'the narratives’ file' } };
}

/** Every case of the database that was not erased, as its transcript's public form tells it. Read only. */
export async function* toldInDatabase(
  prisma: PrismaClient,
  secretKey: string,
  packs: LanguagePacks,
): AsyncGenerator<ToldCase> {
  const cases = createCaseRepository({
    prisma,
    keyring: createKeyring(secretKey),
    clock: systemClock,
    newId: writesNothing,
    removal: { promise: writesNothing, now: writesNothing },
    ladder: { promise: writesNothing },
    wakeRelay: writesNothing,
  });
  const rows = await prisma.triageCase.findMany({
    where: { status: { not: CaseStatus.ERASED } },
    select: { id: true, facility: { select: { endemicDiseases: true } } },
    orderBy: { id: 'asc' },
  });
  for (const { id, facility } of rows) {
    const found = await cases.find(id);
    if (found !== null) yield toldIn(found.triageCase, new Set(facility.endemicDiseases), packs);
  }
}

function writesNothing(): never {
  throw new Error('A shadow run writes nothing.');
}

function toldIn(triageCase: TriageCase, endemic: ReadonlySet<string>, packs: LanguagePacks): ToldCase {
  const { number, language, openedAt, findings, utterances } = triageCase;
  const labels = new Set(Object.values((packs.find(language) ?? packs.fallback).choices));
  const spoken = utterances.flatMap((said, index) => {
    const prompt = findPrompt(utterances[index - 1]?.promptCode ?? '')?.code ?? null;
    return said.speaker === Speaker.PATIENT && !labels.has(said.text) ? [{ said, prompt }] : [];
  });
  return {
    name: number,
    language,
    speaker: speakerOf(triageCase),
    toldAt: openedAt,
    endemic,
    recorded: withoutWords(
      findings,
      spoken.map(({ said }) => said),
    ),
    words: spoken.map(({ said, prompt }) => ({ text: said.text, prompt })),
  };
}

/** What remains when everything is left out that words of the transcript gave. */
function withoutWords(findings: Findings, spoken: readonly Utterance[]): Findings {
  const texts = spoken.map(({ text }) => text.toLowerCase());
  const isRecorded = ([, { because }]: [string, { readonly because: string }]): boolean =>
    !texts.some((text) => text.includes(because.toLowerCase()));
  return {
    ...findings,
    signs: Object.fromEntries(Object.entries(findings.signs).filter(isRecorded)),
    numbers: Object.fromEntries(Object.entries(findings.numbers).filter(isRecorded)),
  };
}
