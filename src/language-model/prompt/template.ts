import Mustache from 'mustache';
import { err, ok, type Result } from '../../domain';

/** Everything that a template may say. Texts are JSON already, or letters and digits: nothing is escaped for HTML. */
export interface TemplateValues {
  /** The closed list, as a line of JSON. */
  readonly conditions: string;
  /** On the lines that the data stand between. */
  readonly fence: string;
  readonly data: string;
  readonly hasPicture: boolean;
}

const TEXTS: readonly string[] = ['conditions', 'fence', 'data'] satisfies (keyof TemplateValues)[];
const SECTIONS: readonly string[] = ['hasPicture'] satisfies (keyof TemplateValues)[];
const FENCED = /^(?<line>.*\{\{\{fence\}\}\}.*)\n\{\{\{data\}\}\}\n(?<other>.*\{\{\{fence\}\}\}.*)$/mu;

/** Errors: what is wrong with a template, one line for each mistake. */
export function checkTemplate(template: string): Result<true, string[]> {
  let spans: Mustache.TemplateSpans;
  try {
    spans = Mustache.parse(template);
  } catch (error) {
    return err([error instanceof Error ? error.message : 'is no template']);
  }
  const problems = problemsIn(spans);
  const used = new Set(spans.map(([, name]) => name));
  for (const name of [...TEXTS, ...SECTIONS]) {
    if (!used.has(name)) problems.push(`does not use ${name}`);
  }
  const fenced = FENCED.exec(template);
  if (fenced === null || fenced.groups?.['line'] === fenced.groups?.['other']) {
    problems.push('data must stand by itself between two different lines with the fence');
  }
  return problems.length === 0 ? ok(true) : err(problems);
}

/** Fills a template that was checked. What is filled in is not looked at for tags. */
export function fillTemplate(template: string, values: TemplateValues): string {
  return Mustache.render(template, values);
}

function problemsIn(spans: Mustache.TemplateSpans): string[] {
  return spans.flatMap((span) => {
    const [kind, name] = span;
    if (kind === 'text' || kind === '!') return [];
    if (kind === '&') return TEXTS.includes(name) ? [] : [`knows no text ${name}`];
    if (kind !== '#' && kind !== '^') return [`may not have the tag ${kind} ${name}`];
    return [...(SECTIONS.includes(name) ? [] : [`knows no section ${name}`]), ...problemsIn(insideOf(span))];
  });
}

function insideOf(section: Mustache.TemplateSpans[number]): Mustache.TemplateSpans {
  const inside = section[4];
  return Array.isArray(inside) ? inside : [];
}
