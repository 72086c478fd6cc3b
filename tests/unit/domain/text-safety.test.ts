import { TextDanger, violatesTextSafety } from '../../../src/domain';

describe('what may not go towards a patient', () => {
  it.each([
    ['Take 500 mg twice a day', TextDanger.DRUG_DOSE],
    ['amoxicillin 250mg/5 ml', TextDanger.DRUG_DOSE],
    ['use it three times a day', TextDanger.DRUG_DOSE],
    ['tome 2 comprimidos', TextDanger.DRUG_DOSE],
    ['You should take doxycycline', TextDanger.PRESCRIPTION],
    ['Please apply a steroid cream', TextDanger.PRESCRIPTION],
    ['I will prescribe something', TextDanger.PRESCRIPTION],
    ['I am a doctor', TextDanger.CLAIMS_TO_BE_A_DOCTOR],
    ["I'm your dermatologist", TextDanger.CLAIMS_TO_BE_A_DOCTOR],
    ['Soy médico', TextDanger.CLAIMS_TO_BE_A_DOCTOR],
    ['Je suis médecin', TextDanger.CLAIMS_TO_BE_A_DOCTOR],
    ['You definitely have melanoma', TextDanger.CERTAINTY],
    ['You do not have cancer', TextDanger.CERTAINTY],
    ['Your diagnosis is eczema', TextDanger.CERTAINTY],
    ['It is nothing to worry about', TextDanger.CERTAINTY],
  ])('"%s" is %s', (text, danger) => {
    expect(violatesTextSafety(text)).toContain(danger);
  });

  it.each([
    'I am not a doctor and this is not a diagnosis.',
    'No soy médico y esto no es un diagnóstico.',
    'A health worker should see you within two weeks.',
    'Please take a photo of the skin.',
    'The spot is 7 mm wide and began 3 weeks ago.',
    'Show this to your doctor.',
  ])('"%s" may go', (text) => {
    expect(violatesTextSafety(text)).toEqual([]);
  });
});
