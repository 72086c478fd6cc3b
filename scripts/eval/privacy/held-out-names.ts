/**
 * Names that no rule, list or sentence of the project was made with, many of them words besides ("Hope Summers", "खुशी"), in
 * sentences that announce no name. Written after the redaction that they measure, and never to be tuned on.
 */
export const HELD_OUT_NAMES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Lindiwe Dlamini',
    'Faith Wambui',
    'Hope Summers',
    'Joy Baker',
    'Will Hunter',
    'April Stone',
    'Chidi Okonkwo',
    'Mark Brown',
  ],
  es: [
    'Luz Flores',
    'Blanca Rojas',
    'Nieves Delgado',
    'Yolotl Cuauhtli',
    'Dolores Rubio',
    'Soledad Moreno',
    'Wilmer Chuquimia',
    'Rosa Pardo',
  ],
  fr: ['Pierre Roux', 'Aminata Traoré', 'Blanche Leblanc', 'Fatou Ndiaye', 'Olivier Petit', 'Kouassi Amani'],
  pt: [
    'Rosa Branco',
    'Severino Barbosa',
    'Aparecida Neves',
    'Moema Guarani',
    'Clara Prado',
    'Jurandir Leite',
  ],
  sw: [
    'Neema Baraka',
    'Furaha Imani',
    'Makena Njoroge',
    'Rehema Tumaini',
    'Kiprotich Rotich',
    'Jumanne Siku',
  ],
  hi: ['खुशी मेहता', 'किरण बेदी', 'ज्योति सिंह', 'बिरजू महतो', 'लाल बहादुर', 'पूनम चौहान'],
  bn: ['শান্তি হালদার', 'আলো বিশ্বাস', 'মিঠুন গায়েন', 'লাল মিয়া', 'শেফালি বাউরি'],
  ta: ['மலர்விழி', 'செந்தில் குமார்', 'அன்பு', 'தமிழரசி', 'இளங்கோ'],
  ar: ['نور الدين', 'أمل حسين', 'سعيد عمر', 'ليلى العامري', 'بدر المطيري'],
  zh: ['黄红梅', '白雪', '林大水', '何春花', '赵子龙', '马晓红'],
};

/** `{}` is the name's place. */
export const HELD_OUT_SENTENCES: Readonly<Record<string, readonly string[]>> = {
  en: [
    '{} has a rash on the leg.',
    'it itches at night, {} saw it first',
    'the spot bleeds, ask {}',
    'neighbour {} had the same blisters',
  ],
  es: [
    '{} tiene ronchas en la pierna.',
    'me pica mucho, {} lo vio primero',
    'el lunar sangra, pregunte a {}',
  ],
  fr: ['{} a des boutons sur la jambe.', 'ça démange, {} a vu le premier', 'la tache saigne, demandez à {}'],
  pt: ['{} tem manchas na perna.', 'coça muito, {} viu primeiro', 'a pinta sangra, pergunte a {}'],
  sw: ['{} ana upele mguuni.', 'inawasha usiku, {} aliiona kwanza', 'doa linatoka damu, muulize {}'],
  hi: ['{} के पैर पर दाने हैं।', 'रात को खुजली होती है, {} ने पहले देखा', 'तिल से खून आता है, {} से पूछो'],
  bn: ['{} এর পায়ে ফুসকুড়ি।', 'রাতে চুলকায়, {} প্রথম দেখেছে'],
  ta: ['{} காலில் தடிப்பு.', 'இரவில் அரிக்கிறது, {} முதலில் பார்த்தாள்'],
  ar: ['{} عنده طفح في الساق.', 'الحكة في الليل، {} رآها أولا'],
  zh: ['{}腿上有红疹。', '晚上很痒，{}先看到的', '痣出血，问{}'],
};
