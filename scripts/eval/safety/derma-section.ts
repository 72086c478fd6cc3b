import { isAtLeast, Urgency } from '../../../src/domain';
import { share, withInterval } from '../bootstrap';
import { inPercent, markdownTable } from '../../markdown-table';
import { DERMA_LANGUAGES, type DermaOutcome } from './dermavqa';
import { type Section } from './section';
import { type Verdicts } from './verdicts';

const LEVELS = [Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON] as const;
const EXCERPT_CHARACTERS = 240;

/** The share that reaches each level by language, failures, and the sample with its verdicts. */
export function dermaSection(
  outcomes: readonly DermaOutcome[],
  sample: readonly DermaOutcome[],
  verdicts: Verdicts,
): Section {
  const byLanguage = DERMA_LANGUAGES.map((language) => {
    const those = outcomes.filter((one) => one.language === language);
    const reach = (level: Urgency) =>
      withInterval(
        those,
        ({ id }) => id,
        (all) => share(all, ({ urgency }) => isAtLeast(urgency, level)),
      );
    return {
      language,
      questions: those.length,
      failed: those.filter(({ failure }) => failure !== null).length,
      reached: LEVELS.map((level) => ({ level, share: reach(level) })),
    };
  });
  const judged = sample.map((one) => ({ ...one, verdict: verdicts.find(one) }));
  const counted = judged.flatMap(({ verdict }) => verdict?.verdict ?? []);
  const counts = [...new Set(counted)].map(
    (name) => `${name} ${counted.filter((one) => one === name).length}`,
  );
  return {
    title: 'DermaVQA',
    markdown: [
      'Each question is the complaint of a whole interview; every further question is answered with "not sure".',
      markdownTable(
        ['language', 'questions', 'exceptions', ...LEVELS.map((level) => `${level} or above`)],
        byLanguage.map(({ language, questions, failed, reached }) => [
          language,
          String(questions),
          String(failed),
          ...reached.map((one) => inPercent(one.share)),
        ]),
      ),
      `${sample.length} escalations at URGENT or above, drawn by a fixed seed. Read and judged so far: ${counts.join(', ') || 'none'}.`,
      ...judged.map(({ id, language, urgency, fired, text, verdict }) => {
        const rules = fired
          .filter((flag) => isAtLeast(flag.urgency, Urgency.URGENT))
          .map((flag) => `${flag.code} (${flag.because})`);
        const said = verdict === undefined ? 'not judged' : `${verdict.verdict}: ${verdict.why}`;
        const excerpt = text.replace(/\s+/g, ' ').slice(0, EXCERPT_CHARACTERS);
        return `- ${id} ${language} ${urgency ?? ''}: ${rules.join('; ')}. **${said}** “${excerpt}…”`;
      }),
    ].join('\n\n'),
    data: {
      byLanguage,
      sample: judged.map(({ text, ...rest }) => ({ ...rest, excerpt: text.slice(0, EXCERPT_CHARACTERS) })),
    },
  };
}
