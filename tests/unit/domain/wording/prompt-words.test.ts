import {
  NO_FINDINGS,
  PROMPTS,
  type PromptWords,
  Truth,
  violatesTextSafety,
  wordPrompt,
} from '../../../../src/domain';
import { PACKS } from '../../../support/house-rules';

const denied = ['fever', 'blisters', 'self_harm_intent', 'violence'];
const findings = {
  ...NO_FINDINGS,
  signs: Object.fromEntries(denied.map((code) => [code, { truth: Truth.ABSENT, because: 'said' }])),
};
const languages = PACKS.all.map((pack) => [pack.tag, pack] as const);
const wordsIn = (pack: (typeof PACKS.all)[number], travelDirections: string): PromptWords => ({
  ...pack,
  howToGetThere: pack.explanation.howToGetThere,
  travelDirections,
});

describe.each(languages)('what is said in %s', (_tag, pack) => {
  it('leaves no blank, with directions and without, and is safe', () => {
    for (const { code } of PROMPTS) {
      for (const directions of ['', 'Bus 4 to the hospital']) {
        const text = wordPrompt(code, findings, wordsIn(pack, directions));
        expect(text).not.toMatch(/[{}]| {2}/);
        expect(violatesTextSafety(text)).toEqual([]);
      }
    }
  });

  it('names what was denied by the answers’ own names', () => {
    const text = wordPrompt('READ_BACK', findings, wordsIn(pack, ''));
    for (const choice of ['FEVER', 'BLISTERS'] as const)
      expect(text).toContain(pack.choices[choice].toLocaleLowerCase());
    expect(text).not.toContain(pack.choices.SKIN_PEELING.toLocaleLowerCase());
  });

  it('says the way in an emergency, and no directions that prescribe', () => {
    expect(wordPrompt('EMERGENCY_NOW', findings, wordsIn(pack, 'Bus 4'))).toContain(
      `${pack.explanation.howToGetThere} Bus 4.`,
    );
    expect(wordPrompt('EMERGENCY_NOW', findings, wordsIn(pack, 'Take 500 mg first'))).not.toContain('500');
  });
});
