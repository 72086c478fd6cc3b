import { makeForbiddenTexts } from '../../../scripts/medgemma/forbidden-texts';

function found(forbidden: readonly string[], text: string): readonly string[] {
  const texts = makeForbiddenTexts();
  texts.add(forbidden);
  return texts.foundIn(text);
}

describe('a forbidden text', () => {
  it.each([
    ['Asha Mwangi', 'I am ASHA MWANGI.'],
    ['José', '{"said": "jos\\u00e9"}'],
    ['Asha "Ash" Mwangi', '{"said": "Asha \\"Ash\\" Mwangi"}'],
    ['0712 345 678', 'call 0712 345 678!'],
    ['712345678', '+254712345678'],
    ['王小明', '我是王小明的妈妈'],
    ['Ng', 'Ng said so'],
    ['a@b.example', '<a@b.example>'],
  ])('%s is found in %s', (one, text) => {
    expect(found([one], text)).toEqual([one.toLowerCase()]);
  });

  it.each([
    ['Mary', 'a primary lesion'],
    ['Ng', 'itching'],
    ['Rosa', 'rosacea'],
    ['0712 345 678', '0712 345 679'],
  ])('%s is not found in %s', (one, text) => {
    expect(found([one], text)).toEqual([]);
  });

  it('is found among thousands, each once', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `Name${index} Family${index}`);
    const text = 'name17 family17, then Name4999 Family4999, and Name17 Family17 again';
    expect(found(many, text)).toEqual(['name17 family17', 'name4999 family4999']);
  });

  it('has two letters at least', () => {
    expect(() => found(['A'], 'A')).toThrow('one letter');
  });
});
