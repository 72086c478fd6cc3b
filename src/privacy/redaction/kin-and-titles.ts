/** Kin, carers and neighbours: a name often follows them. "My son Ravi", "mi hija Lucía", "mtoto wangu Juma". */
export const KIN: readonly string[] = [
  'son|daughter|baby|child|kid|boy|girl|husband|wife|mother|father|mom|mum|dad|brother|sister|uncle',
  'aunt|auntie|cousin|friend|neighbour|neighbor|grandmother|grandfather|nephew|niece|partner|boss',
  'teacher|nurse|doctor|pastor|mama|baba|patient|hijo|hija|bebé|bebe|niño|niña|esposo|esposa|marido',
  'mujer|madre|padre|mamá|papá|hermano|hermana|tío|tía|primo|prima|amigo|amiga|vecino|vecina|abuela',
  'abuelo|sobrino|sobrina|doctora|enfermera|señora|señor|fils|fille|bébé|enfant|mari|femme|mère',
  'père|frère|sœur|soeur|oncle|tante|cousine|ami|amie|voisin|voisine|docteur|filho|filha|menino',
  'menina|mãe|pai|irmão|irmã|tio|tia|vizinho|vizinha|avó|avô|doutor|doutora|enfermeira|dona|seu',
  'mtoto wangu|mwanangu|mume wangu|mke wangu|mama yangu|baba yangu|kaka yangu|dada yangu',
  'rafiki yangu|jirani|daktari|muuguzi|bwana|bibi|beta|beti|bete|pati|patni|bhai|behen|bahan|बेटा',
  'बेटी|बेटे|बच्चा|बच्चे|पति|पत्नी|माँ|मां|पिता|भाई|बहन|डॉक्टर|ছেলে|মেয়ে|স্বামী|স্ত্রী|মা|বাবা|ভাই',
  'বোন|ডাক্তার|மகன்|மகள்|கணவர்|மனைவி|அம்மா|அப்பா|தம்பி|தங்கை|டாக்டர்|ابني|ابنتي|زوجي|زوجتي|أمي|أبي',
  'أخي|أختي|الدكتور|الدكتورة|دكتور',
].flatMap((line) => line.split('|'));

/** Titles, before the name. */
export const TITLES =
  'mr|mrs|ms|miss|mx|dr|prof|professor|sir|shri|sri|smt|sra?|srta|don|doña|dona|mme|mlle|monsieur|madame|bwana|bi|mzee|mwalimu|alhaji|alhaja|hajj[ia]|sheikh|sayyid|thiru|tmt|md|mst|janab|baba|chief|pastor|father|sister|श्री|श्रीमती|सुश्री|डॉ|जनाब|শ্রী|শ্রীমতি|জনাব|ডাঃ|ডা|திரு|திருமதி|السيد|السيدة|الأستاذ|الحاج|الشيخ';
/** Honorifics after the name. */
export const HONORIFICS =
  'ji|saheb|sahab|sahib|bhai|didi|bhaiya|जी|साहब|भाई|दीदी|बाबू|সাহেব|ভাই|দিদি|আপা|বাবু|அண்ணா|அக்கா|ஐயா';
