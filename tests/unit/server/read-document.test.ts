import { buildSchema } from 'graphql';
import { createDocumentReader } from '../../../src/server/read-document';

const schema = buildSchema('type Query { hello: String there: String }');

describe('reading documents', () => {
  it('gives the same tree to whoever sends the same text', () => {
    const read = createDocumentReader(schema);
    expect(read('{ hello }')).toBe(read('{ hello }'));
    expect(read('{ there }')).not.toBe(read('{ hello }'));
  });

  it.each([
    ['{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['{ unknown }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('says what is wrong with %s', (query, code) => {
    const read = createDocumentReader(schema);
    for (const answer of [read(query), read(query)]) expect(answer).toMatchObject([{ extensions: { code } }]);
  });

  it('forgets what was not asked for in the longest time, and never keeps a long text', () => {
    const read = createDocumentReader(schema);
    const text = (n: number): string => `query Q${n} { hello }`;
    const [first, second] = [read(text(0)), read(text(1))];
    for (let n = 2; n < 200; n += 1) read(text(n));
    expect(read(text(0))).toBe(first);
    read(text(200));
    expect(read(text(0))).toBe(first);
    expect(read(text(1))).not.toBe(second);
    const long = `{ hello } #${' '.repeat(4_000)}`;
    expect(read(long)).not.toBe(read(long));
  });
});
