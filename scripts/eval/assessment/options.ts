import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AssessmentSource, err, ok, type Result } from '../../../src/domain';

export const USAGE = [
  'Usage: npm run eval:assessment -- DIR|vignettes|--questions DIR',
  '         [--source evidence|medgemma] [--prompt FILE] [--limit N] [--out FILE.md]',
  '       npm run eval:assessment -- --compare BEFORE.json AFTER.json',
].join('\n');

/** Instead of a folder: the stories that ship with the project. */
const VIGNETTES = 'vignettes';

/** What the cases are read from. */
export type CaseSource =
  | { readonly kind: 'FOLDER'; readonly path: string }
  | { readonly kind: 'VIGNETTES' }
  | { readonly kind: 'QUESTIONS'; readonly path: string };

/** What the command was told to do. */
export type Options =
  | { readonly kind: 'COMPARE'; readonly before: string; readonly after: string }
  | {
      readonly kind: 'EVALUATE';
      readonly cases: CaseSource;
      readonly source: AssessmentSource;
      /** Left out: as configured. */
      readonly prompt: string | null;
      readonly limit: number | null;
      /** Of the report. */
      readonly out: string;
    };

/** Reads the command's arguments. The error says how it is used. */
export function readOptions(args: readonly string[], dataFolder: string): Result<Options, string> {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        source: { ...text, default: 'evidence' },
        questions: text,
        prompt: text,
        limit: text,
        out: text,
        compare: { type: 'boolean', default: false },
      },
    });
    const [first, second] = positionals;
    if (values.compare) {
      if (first === undefined || second === undefined) return err(USAGE);
      return ok({ kind: 'COMPARE', before: resolve(first), after: resolve(second) });
    }
    const cases = caseSource(first, values.questions);
    const source = Object.values(AssessmentSource).find((name) => name.toLowerCase() === values.source);
    const limit = values.limit === undefined ? null : Number(values.limit);
    const isLimit = limit === null || (Number.isInteger(limit) && limit > 0);
    if (cases === null || second !== undefined || source === undefined || !isLimit) return err(USAGE);
    const out =
      values.out ?? join(dataFolder, 'eval-assessment', `${cases.kind.toLowerCase()}-${values.source}.md`);
    return ok({ kind: 'EVALUATE', cases, source, prompt: values.prompt ?? null, limit, out: resolve(out) });
  } catch {
    return err(USAGE);
  }
}

function caseSource(named: string | undefined, questions: string | undefined): CaseSource | null {
  if (questions !== undefined) {
    return named === undefined ? { kind: 'QUESTIONS', path: resolve(questions) } : null;
  }
  if (named === undefined) return null;
  return named === VIGNETTES ? { kind: 'VIGNETTES' } : { kind: 'FOLDER', path: resolve(named) };
}
