import { join } from 'node:path';
import { redactText } from '../../../src/privacy';
import { loadConditionTable } from '../../../src/retrieval';
import { inPercent, markdownTable } from '../../markdown-table';
import { evaluatePrivacy, evaluateTexts, type PrivacyEvaluation } from '../privacy/evaluate-privacy';
import { generateClinicalTexts } from '../privacy/generate-clinical';
import { type House } from './house';
import { type Section } from './section';

const SEED = 1;
const MISSES_SHOWN = 40;

/** What is found of planted identifiers, in a file of texts and in generated clinical ones, and what of medicine is lost. */
export async function privacySection(house: House, root: string, file: string): Promise<Section> {
  const given = evaluatePrivacy(file);
  const clinical = evaluateTexts(generateClinicalTexts(SEED));
  const { names } = await loadConditionTable(join(root, 'configs', 'data', 'conditions.csv'));
  const destroyed = names.flatMap((name) =>
    house.packs.all
      .filter(({ tag }) => redactText(sentenceAbout(name), tag) !== sentenceAbout(name))
      .map(({ tag }) => `${name} (${tag})`),
  );
  return {
    title: 'Personal data',
    markdown: [
      `The given texts (${given.texts}), which are not clinical unless somebody made them so:`,
      ...tables(given),
      `Generated clinical sentences of ten languages with planted identifiers (${clinical.texts}):`,
      ...tables(clinical),
      `Names of conditions that are destroyed, of ${names.length} in ${house.packs.all.length} languages: ${destroyed.join(', ') || 'none'}.`,
      `Missed in the given texts (${given.misses.length}, the first ${MISSES_SHOWN}):`,
      ...given.misses
        .slice(0, MISSES_SHOWN)
        .map(({ kind, language, value }) => `- ${kind} (${language}): “${value}”`),
    ].join('\n\n'),
    data: { given, clinical, destroyed },
  };
}

function sentenceAbout(condition: string): string {
  return `The doctor said ${condition}, since two weeks.`;
}

function tables(evaluation: PrivacyEvaluation): string[] {
  return [
    markdownTable(
      ['kind', 'count', 'found', 'found to the last letter'],
      Object.entries(evaluation.recallByKind).map(([kind, { found, whole }]) => [
        kind,
        String(found.of),
        inPercent(found),
        inPercent(whole),
      ]),
    ),
    markdownTable(
      ['removed as', 'count', 'was marked'],
      Object.entries(evaluation.precisionByKind).map(([kind, share]) => [
        kind,
        String(share.of),
        inPercent(share),
      ]),
    ),
  ];
}
