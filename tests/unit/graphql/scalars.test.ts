import { Kind } from 'graphql';
import { CursorScalar, DateTimeScalar, LanguageTagScalar } from '../../../src/graphql';

describe('DateTime', () => {
  it('is an instant, whatever the offset that it came with, and goes out in UTC', () => {
    const noon = DateTimeScalar.parseValue('2026-01-01T15:00:00+03:00');
    expect(DateTimeScalar.serialize(noon)).toBe('2026-01-01T12:00:00.000Z');
  });

  it.each(['2026-01-01', 'yesterday', '', 0, null])('is not %p', (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow();
  });
});

describe('LanguageTag', () => {
  it.each([
    ['en', 'en'],
    ['pt-br', 'pt-BR'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
  ])('%s is spelled %s', (written, spelled) => {
    expect(LanguageTagScalar.parseValue(written)).toBe(spelled);
    expect(LanguageTagScalar.parseLiteral({ kind: Kind.STRING, value: written })).toBe(spelled);
  });

  it.each(['', 'e', 'english please', 'en_US', 'Amina Okafor', 7, ['en']])(
    'is not %p, and does not say it',
    (value) => {
      expect(() => LanguageTagScalar.parseValue(value)).toThrow(/^Expected a BCP 47 language tag\.$/);
    },
  );
});

describe('Cursor', () => {
  it('is any text of moderate length', () => {
    expect(CursorScalar.parseValue('WzEsImEiXQ')).toBe('WzEsImEiXQ');
    expect(() => CursorScalar.parseValue('x'.repeat(513))).toThrow('Expected a cursor.');
    expect(() => CursorScalar.parseLiteral({ kind: Kind.INT, value: '1' })).toThrow('Expected a cursor.');
  });
});
