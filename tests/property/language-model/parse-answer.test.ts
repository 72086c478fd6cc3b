import fc from 'fast-check';
import { MODEL_VIEW_LIMITS, Urgency } from '../../../src/domain';
import { parseAnswer, ParseProblemCode } from '../../../src/language-model';

const { candidates, sentences, nameChars, sentenceChars, rationaleChars } = MODEL_VIEW_LIMITS;
const texts = fc.array(fc.string({ maxLength: sentenceChars }), { maxLength: sentences });
const name = fc.string({ minLength: 1, maxLength: nameChars }).filter((text) => text.trim() === text);
const view = fc.record({
  rationale: fc.string({ maxLength: rationaleChars }),
  candidates: fc.uniqueArray(
    fc.record({
      name,
      supportedBy: texts,
      contradictedBy: texts,
      probability: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
    }),
    { maxLength: candidates, selector: (candidate) => candidate.name.toLowerCase() },
  ),
  urgency: fc.constantFrom(...Object.values(Urgency)),
  wouldChange: texts,
});
const WRAPPINGS: readonly ((json: string) => string)[] = [
  (json) => json,
  (json) => `\n ${json}\n`,
  (json) => `\`\`\`json\n${json}\n\`\`\``,
  (json) => `<unused94>thought\n{"urgency":"SELF_CARE"}<unused95>${json}`,
];
const pieces = fc.constantFrom(
  '<unused94>',
  '<unused95>',
  '```json\n',
  '\n```',
  '{',
  '}',
  '"',
  ':',
  '[',
  ',',
);

describe('an answer', () => {
  it('of the right shape is read as it was written', () => {
    fc.assert(
      fc.property(view, fc.constantFrom(...WRAPPINGS), (written, wrap) => {
        fc.pre(!JSON.stringify(written).includes('<unused95>'));
        expect(parseAnswer(wrap(JSON.stringify(written)))).toEqual({ ok: true, value: written });
      }),
    );
  });

  it('of no shape is never read, never throws, and is quoted by no problem', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), pieces)), (parts) => {
        const read = parseAnswer(parts.join(''));
        expect(read).toMatchObject({ ok: false });
        if (!read.ok) expect(Object.values(ParseProblemCode)).toContain(read.error.code);
      }),
    );
  });

  it('of any other JSON is refused, and only places of the form are told', () => {
    const form =
      /^(?:answer|(?:rationale|candidates|urgency|wouldChange|name|supportedBy|contradictedBy|probability|\d+)(?:\.(?:name|supportedBy|contradictedBy|probability|\d+))*): \w+$/;
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ candidates: fc.jsonValue() })), (value) => {
        const read = parseAnswer(JSON.stringify(value));
        expect(read).toMatchObject({ ok: false, error: { code: 'WRONG_SHAPE' } });
        if (!read.ok) for (const wrong of read.error.wrong) expect(wrong).toMatch(form);
      }),
    );
  });

  it('with one thing changed is refused', () => {
    fc.assert(
      fc.property(
        view,
        fc.constantFrom('rationale', 'candidates', 'urgency', 'wouldChange'),
        (written, field) => {
          expect(parseAnswer(JSON.stringify({ ...written, [field]: undefined })).ok).toBe(false);
          expect(parseAnswer(JSON.stringify({ ...written, note: '' })).ok).toBe(false);
          expect(parseAnswer(`${JSON.stringify(written)} I hope this helps.`).ok).toBe(false);
          expect(parseAnswer(JSON.stringify(written).slice(0, -1)).ok).toBe(false);
        },
      ),
    );
  });
});
