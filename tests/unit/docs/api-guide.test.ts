import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';

const ROOT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const schema = buildSchema(read('schema/schema.graphql'));
const examples = [...read('docs/api-guide.md').matchAll(/```graphql\n(.*?)```/gs)].map(
  ([, text = '']) => text,
);

describe('the examples of docs/api-guide.md', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(4);
  });

  it.each(examples.map((text) => [text.split('\n')[0] ?? '', text]))(
    '%s … can be sent as it is',
    (_line, text) => {
      expect(validate(schema, parse(text))).toEqual([]);
    },
  );
});
