import { responseSchema } from '../../../../src/language-model/adapters/response-schema';

describe("generateContent's schema", () => {
  it('has types in capitals, at every depth, and only what the server knows', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      required: ['names'],
      properties: {
        names: { type: 'array', maxItems: 5, items: { type: 'string', enum: ['a', 'b'], maxLength: 9 } },
        share: { type: ['number', 'null'], minimum: 0, description: 'From 0 to 1.' },
      },
    };
    expect(responseSchema(schema)).toEqual({
      type: 'OBJECT',
      required: ['names'],
      properties: {
        names: { type: 'ARRAY', items: { type: 'STRING', enum: ['a', 'b'] } },
        share: { type: 'NUMBER', nullable: true, description: 'From 0 to 1.' },
      },
    });
  });

  it('is none for what is no such schema', () => {
    expect(responseSchema({ type: 7 })).toBeNull();
    expect(responseSchema({ properties: 'none' })).toBeNull();
  });
});
