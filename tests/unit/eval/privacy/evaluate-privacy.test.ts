import { evaluateTexts } from '../../../../scripts/eval/privacy/evaluate-privacy';
import { generateClinicalTexts } from '../../../../scripts/eval/privacy/generate-clinical';

const LEAST_RECALL = 0.95;

describe('identifiers planted in clinical sentences', () => {
  const texts = generateClinicalTexts(20_261_123);

  it('are five hundred texts in ten languages, marked where they stand', () => {
    expect(texts).toHaveLength(500);
    expect(new Set(texts.map(({ language }) => language)).size).toBe(10);
    for (const { full_text: text, spans } of texts)
      for (const span of spans)
        expect(text.slice(span.start_position, span.end_position)).toBe(span.entity_value);
  });

  it('are found, of every kind, at least 95 in 100', () => {
    const recalls = Object.entries(evaluateTexts(texts).recallByKind);
    expect(recalls).toHaveLength(6);
    expect(recalls.filter(([, { found }]) => found.value < LEAST_RECALL)).toEqual([]);
  });
});

it('counts an identifier as missed when more than a fifth of it stays', () => {
  const full_text = 'send it to ooo';
  const spans = [{ entity_type: 'PERSON', entity_value: 'ooo', start_position: 11, end_position: 14 }];
  const { recallByKind, misses } = evaluateTexts([{ full_text, language: 'en', spans }]);
  expect(recallByKind['PERSON']?.found.value).toBe(0);
  expect(misses).toEqual([{ kind: 'PERSON', language: 'en', value: 'ooo' }]);
});
