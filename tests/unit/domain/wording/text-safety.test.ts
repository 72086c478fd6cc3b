import { TextDanger, violatesTextSafety } from '../../../../src/domain';

/** What nobody may say to a patient, by language: a dose, a prescription, a claim, a certainty. */
const DANGEROUS: Readonly<Record<string, Readonly<Record<TextDanger, readonly string[]>>>> = {
  en: {
    DRUG_DOSE: [
      'Take 500 mg twice a day',
      'amoxicillin 250mg/5 ml',
      'use it three times a day',
      'two tablets at night',
    ],
    PRESCRIPTION: [
      'You should take doxycycline',
      'Please apply a steroid cream',
      'I will prescribe something',
      'Buy antibiotics',
      'put hydrocortisone on it',
    ],
    CLAIMS_TO_BE_A_DOCTOR: [
      'I am a doctor',
      "I'm your dermatologist",
      'As a physician I think so',
      'This is Dr Smith speaking',
    ],
    CERTAINTY: [
      'You definitely have melanoma',
      'You do not have cancer',
      'Your diagnosis is eczema',
      'It is nothing to worry about',
      'It is certainly benign',
      'There is no need to see a doctor',
      'This is not cancer',
    ],
  },
  es: {
    DRUG_DOSE: [
      'tome 2 comprimidos',
      'dos pastillas por la noche',
      'póngasela tres veces al día',
      'cada 8 horas',
    ],
    PRESCRIPTION: [
      'Le receto una crema',
      'Tome amoxicilina',
      'debe tomar antibióticos',
      'aplíquese cortisona',
    ],
    CLAIMS_TO_BE_A_DOCTOR: ['Soy médico', 'soy su doctora', 'Como médico le digo'],
    CERTAINTY: [
      'Seguro que es melanoma',
      'usted no tiene cáncer',
      'Su diagnóstico es eccema',
      'No es nada grave',
      'definitivamente es benigno',
    ],
  },
  fr: {
    DRUG_DOSE: ['prenez 2 comprimés', 'deux gélules le soir', 'trois fois par jour', 'toutes les 8 heures'],
    PRESCRIPTION: [
      'Je vous prescris une crème',
      "Prenez de l'amoxicilline",
      'il faut prendre des antibiotiques',
      'appliquez de la cortisone',
    ],
    CLAIMS_TO_BE_A_DOCTOR: ['Je suis médecin', 'je suis votre docteur', 'En tant que médecin'],
    CERTAINTY: [
      "C'est certainement bénin",
      "vous n'avez pas de cancer",
      'Votre diagnostic est un eczéma',
      "Ce n'est pas grave",
      "c'est sûrement un mélanome",
    ],
  },
  pt: {
    DRUG_DOSE: ['tome 2 comprimidos', 'duas gotas à noite', 'três vezes ao dia', 'de 8 em 8 horas'],
    PRESCRIPTION: [
      'Eu receito uma pomada',
      'Tome amoxicilina',
      'você deve tomar antibióticos',
      'aplique cortisona',
    ],
    CLAIMS_TO_BE_A_DOCTOR: ['Sou médico', 'eu sou sua doutora', 'Como médica, digo'],
    CERTAINTY: [
      'Com certeza é melanoma',
      'você não tem câncer',
      'Seu diagnóstico é eczema',
      'Não é nada grave',
      'é certamente benigno',
    ],
  },
  sw: {
    DRUG_DOSE: ['vidonge viwili usiku', 'meza vidonge 2', 'mara tatu kwa siku', '500 mg kwa siku'],
    PRESCRIPTION: [
      'Nakuandikia dawa',
      'Meza amoxicillin',
      'tumia antibiotiki',
      'paka hydrocortisone',
      'unapaswa kumeza dawa hii',
    ],
    CLAIMS_TO_BE_A_DOCTOR: ['Mimi ni daktari', 'mimi ni daktari wako', 'kama daktari nasema'],
    CERTAINTY: [
      'Hakika ni saratani',
      'huna saratani',
      'Hakuna haja ya kumwona daktari',
      'hakuna cha kuogopa',
    ],
  },
  hi: {
    DRUG_DOSE: ['दो गोली रात को', '२ गोलियाँ लें', 'दिन में तीन बार', 'हर आठ घंटे'],
    PRESCRIPTION: ['मैं दवा लिख रहा हूँ', 'एंटीबायोटिक लीजिए', 'यह मरहम लगाइए', 'अमोक्सिसिलिन खाइए'],
    CLAIMS_TO_BE_A_DOCTOR: ['मैं डॉक्टर हूँ', 'मैं आपका डॉक्टर हूँ', 'डॉक्टर के रूप में'],
    CERTAINTY: ['आपको पक्का कैंसर है', 'आपको कैंसर नहीं है', 'चिंता की कोई बात नहीं', 'डॉक्टर को दिखाने की ज़रूरत नहीं'],
  },
  bn: {
    DRUG_DOSE: ['রাতে দুইটি ট্যাবলেট', '২টি বড়ি খান', 'দিনে তিনবার', 'প্রতি আট ঘণ্টা'],
    PRESCRIPTION: ['আমি ওষুধ লিখে দিচ্ছি', 'অ্যান্টিবায়োটিক খান', 'এই মলম লাগান', 'অ্যামোক্সিসিলিন খান'],
    CLAIMS_TO_BE_A_DOCTOR: ['আমি ডাক্তার', 'আমি একজন ডাক্তার', 'আমি আপনার ডাক্তার'],
    CERTAINTY: [
      'আপনার নিশ্চিত ক্যান্সার হয়েছে',
      'আপনার ক্যান্সার নেই',
      'চিন্তার কিছু নেই',
      'ডাক্তার দেখানোর দরকার নেই',
    ],
  },
  ta: {
    DRUG_DOSE: ['இரவில் இரண்டு மாத்திரை', '2 மாத்திரைகள் சாப்பிடுங்கள்', 'ஒரு நாளைக்கு மூன்று முறை', '500 mg'],
    PRESCRIPTION: [
      'நான் மருந்து எழுதித் தருகிறேன்',
      'ஆன்டிபயாடிக் எடுத்துக்கொள்ளுங்கள்',
      'இந்தக் களிம்பு தடவுங்கள்',
      'அமோக்ஸிசிலின் சாப்பிடுங்கள்',
    ],
    CLAIMS_TO_BE_A_DOCTOR: ['நான் மருத்துவர்', 'நான் ஒரு டாக்டர்', 'நான் உங்கள் மருத்துவர்'],
    CERTAINTY: [
      'உங்களுக்கு நிச்சயமாக புற்றுநோய்',
      'உங்களுக்கு புற்றுநோய் இல்லை',
      'கவலைப்பட ஒன்றுமில்லை',
      'மருத்துவரை பார்க்க வேண்டியதில்லை',
    ],
  },
  ar: {
    DRUG_DOSE: ['حبتان في الليل', 'خذ ٢ حبة', 'ثلاث مرات في اليوم', 'كل ٨ ساعات'],
    PRESCRIPTION: ['أصف لك دواء', 'خذ مضادا حيويا', 'ضع هذا المرهم', 'تناول أموكسيسيلين'],
    CLAIMS_TO_BE_A_DOCTOR: ['أنا طبيب', 'أنا طبيبك', 'بصفتي طبيبا'],
    CERTAINTY: ['لديك سرطان بالتأكيد', 'ليس لديك سرطان', 'لا داعي للقلق', 'لا حاجة لرؤية الطبيب'],
  },
  zh: {
    DRUG_DOSE: ['晚上吃两片', '每次2片', '一天三次', '每8小时'],
    PRESCRIPTION: ['我给你开药', '请吃抗生素', '请涂这个药膏', '服用阿莫西林'],
    CLAIMS_TO_BE_A_DOCTOR: ['我是医生', '我是你的医生', '作为医生'],
    CERTAINTY: ['你肯定得了癌症', '你没有癌症', '不用担心', '不需要看医生'],
  },
};

const cases = Object.entries(DANGEROUS).flatMap(([language, byDanger]) =>
  Object.entries(byDanger).flatMap(([danger, texts]) =>
    texts.map((text) => [language, danger, text] as const),
  ),
);

describe('what may not go towards a patient', () => {
  it.each(cases)('%s %s: "%s"', (_language, danger, text) => {
    expect(violatesTextSafety(text)).toContain(danger);
  });

  it.each([
    'I am not a doctor and this is not a diagnosis.',
    'No soy médico y esto no es un diagnóstico.',
    'Je ne suis pas médecin et ceci n’est pas un diagnostic.',
    'मैं डॉक्टर नहीं हूँ और यह बीमारी का निदान नहीं है।',
    'আমি ডাক্তার নই এবং এটি রোগ নির্ণয় নয়।',
    'நான் மருத்துவர் அல்ல, இது நோயறிதல் அல்ல.',
    'أنا لست طبيبًا وهذا ليس تشخيصًا.',
    '我不是医生，这不是诊断。',
    'Mimi si daktari na huu si uchunguzi wa daktari.',
    'A health worker should see you within two weeks.',
    'Please take a photo of the skin.',
    'The spot is 7 mm wide and began 3 weeks ago.',
    'Show this to your doctor.',
    'Take the bus twice: line 4, then line 8. The pharmacy is beside the gate.',
    'Prenez le bus numéro 8 devant la pharmacie.',
    'Tome el autobús 12 hasta el hospital; pregunte por el médico de piel.',
    '每天八点有车去医院。',
    'सुबह 8 बजे की बस से ज़िला अस्पताल जाइए।',
  ])('"%s" may go', (text) => {
    expect(violatesTextSafety(text)).toEqual([]);
  });

  it.each([
    'This is certainly benign.',
    'Certainly a benign lesion',
    'definitely benign',
    'Melanoma can be safely excluded.',
    'This pattern rules out melanoma.',
    'The patient can be reassured',
    'It is safe to wait.',
    'No follow-up is needed.',
    'The patient does not need to be seen in person.',
    'No biopsy will be necessary',
    'Discharge the patient.',
    'There is no cause for concern.',
    'ciertamente benigna',
    'sûrement bénin',
    'com certeza benigno',
    '肯定良性',
  ])('"%s" reassures', (text) => {
    expect(violatesTextSafety(text)).toContain(TextDanger.CERTAINTY);
  });

  it.each([
    'Melanoma cannot be ruled out without a biopsy.',
    'Purulent discharge from the lesion',
    'The history does not exclude a cancer.',
    'A benign lesion is possible.',
    'No fever was reported; follow-up photographs would help.',
    'Nothing but a biopsy tells the two apart.',
  ])('"%s" is a finding', (text) => {
    expect(violatesTextSafety(text)).toEqual([]);
  });

  it('is not misled by letter case, marks, spaces or full-width letters', () => {
    expect(violatesTextSafety('TAKE   500   ＭＧ')).toContain(TextDanger.DRUG_DOSE);
    expect(violatesTextSafety('Tome amoxici\u200blina')).toContain(TextDanger.PRESCRIPTION);
    expect(violatesTextSafety('I am\na doctor')).toContain(TextDanger.CLAIMS_TO_BE_A_DOCTOR);
  });
});
