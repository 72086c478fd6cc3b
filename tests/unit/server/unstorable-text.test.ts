import { parse } from 'graphql';
import { refuseUnstorableText } from '../../../src/server/unstorable-text';

const NUL = 'a\u0000b';
const NOTHING_INLINE = parse('{ viewer { id } }');

describe('a text that no store can hold', () => {
  it.each([
    ['text', { input: { text: NUL } }],
    ['findings.present.1', { input: { findings: { present: ['fever', NUL] } } }],
    ['number', { number: NUL }],
  ])('is refused, naming %s', (field, variables) => {
    expect(refuseUnstorableText(NOTHING_INLINE, variables)?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      field,
      http: { status: 400 },
    });
  });

  it.each([
    ['number', '{ caseByNumber(number: "a\\u0000b") { id } }'],
    ['text', 'mutation { say(input: { text: "a\\u0000b", idempotencyKey: "k" }) { heard { text } } }'],
  ])('is refused where it stands in the query itself, naming %s', (field, query) => {
    expect(refuseUnstorableText(parse(query), {})?.extensions.field).toBe(field);
  });

  it('is not repeated', () => {
    expect(refuseUnstorableText(NOTHING_INLINE, { input: { text: `Amina${NUL}` } })?.message).not.toContain(
      'Amina',
    );
  });

  it('is no other text, however strange', () => {
    const variables = { input: { text: 'ā\u202e😀\ud800\n\\u0000', count: 0, nothing: null, list: [true] } };
    expect(refuseUnstorableText(NOTHING_INLINE, variables)).toBeNull();
  });

  it('is looked for as deep as anybody nests', () => {
    let nested: unknown = NUL;
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
    expect(refuseUnstorableText(NOTHING_INLINE, { nested })).not.toBeNull();
    const many = Array.from({ length: 300_000 }, () => 'a');
    expect(refuseUnstorableText(NOTHING_INLINE, { many })).toBeNull();
  });
});
