const ENDS: Readonly<Record<string, string>> = {
  en: 'and i my from with the a an but he she they we you has have had is am are was because it not who in on at of for to aged years year old here speaking calling age so please phone number im live lives',
  es: 'y tengo mi soy vivo con pero tiene me desde de que el la estoy años un una por para en mis su sus no',
  fr: "et je j'ai j’ai mon ma mais avec il elle a au sur qui depuis des les le la un une mes est suis",
  pt: 'e tenho eu minha meu mas com tem moro estou sou há desde que um uma na no anos',
  sw: 'na nina mimi ni ana lakini natoka naishi kutoka nimekuwa nimepata wa ya mtoto umri',
  hi: 'है हैं और मुझे मेरी मेरे मेरा मैं हूँ हूं का की के को में से ने hai aur mujhe mere meri hoon hun ko ke ki ka mein main',
  bn: 'এবং আর আমার আমি হলো আছে এর বয়স ami amar ar',
  ta: 'எனக்கு மற்றும் என் நான் வயது எனது enakku naan',
  ar: 'و وأنا عندي وعندي لدي ولدي أنا من في عمري وعمري اعاني أعاني أسكن واسكن',
  zh: '',
};
/** Words that a name cannot contain, where the sentence goes on; only in their own language: "Ana" is a name, and "ana" is "has" in Swahili. */
export const NAME_ENDS_OF: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(ENDS).map(([language, words]) => [language, new Set(words.split(' '))]),
);
