/**
 * Words that may not go towards a patient, by language; text-safety.ts says how they are looked for. `*` ends a word
 * that may go on; a lone `~` stands for up to four words in between; `#` for a number in digits or one of NUMBER_WORDS.
 * Unlike the lexicons these are code: nobody loosens the lock by editing a word list.
 */

/** Number words that stand before "tablets" and "times a day"; digits of every script are understood. */
export const NUMBER_WORDS = listed(`
  one, two, three, four, half a, un, una, uno, dos, tres, cuatro, media, une, deux, trois, quatre, um,
  uma, dois, duas, três, quatro, moja, kimoja, mbili, viwili, tatu, vitatu, nne, एक, दो, तीन, चार, आधी,
  आठ, छह, এক, দুই, তিন, চার, আট, ছয়, একটি, দুইটি, দুটি, তিনটি, ஒரு, இரண்டு, மூன்று, நான்கு, எட்டு, ஆறு,
  حبة, ثلاث, أربع, ثمان, ست, 一, 两, 二, 三, 四, 六, 八, 半, six, eight, twelve, huit, ocho, oito, doce, douze
`);

/** A quantity of medicine: "# word", or "word #" as Swahili says it. */
export const DOSE_UNITS = listed(`
  mg, mcg, µg, μg, ug, ml, iu, ui, tablet*, tabs, capsule*, pill, pills, drop, drops, puff*, spoonful*,
  teaspoon*, comprimido*, pastilla*, cápsula*, gota, gotas, cucharada*, comprimé*, gélule*, goutte*,
  cuillère*, pílula*, colher*, vidonge, kidonge, tembe, matone, गोली, गोलियाँ, गोलियां, कैप्सूल, बूँद*,
  चम्मच, ট্যাবলেট, বড়ি, ক্যাপসুল, ফোঁটা, চামচ, மாத்திரை*, துளி*, கரண்டி, حبة, حبات, قرص, أقراص, كبسولة,
  كبسولات, ملعقة, قطرات, ملغ, مل, 片, 粒, 颗, 毫克, 毫升, 滴, 勺, 支
`);

/** How often, and quantities that carry their own number. */
export const DOSE_PHRASES = listed(`
  once a day, once daily, twice a day, twice daily, # times a day, # times daily, # times per day,
  # times each day, # times a week, every # hours, # veces al día, # vez al día, # veces por día,
  cada # horas, # fois par jour, # fois par semaine, toutes les # heures, # vezes ao dia, # vez ao dia,
  # vezes por dia, a cada # horas, de # em # horas, mara # kwa siku, kila baada ya saa #, kila saa #,
  दिन में # बार, रोज़ # बार, हर # घंटे, দিনে # বার, দিনে একবার, দিনে দুবার, দিনে দুইবার, দিনে তিনবার,
  প্রতি # ঘণ্টা*, நாளைக்கு # முறை, நாளுக்கு # முறை, # மணி நேரத்திற்கு ஒருமுறை, # مرات في اليوم,
  # مرات يوميا, مرة في اليوم, مرتين في اليوم, مرتين يوميا, كل # ساعات, كل # ساعة, حبتان, حبتين, قرصان,
  قرصين, 一天 # 次, 每天 # 次, 每日 # 次, 每 # 小时, 每 # 个 小时
`);

/** A medicine's name in any sentence is advice to take it: directions to a clinic have no use for one. */
export const MEDICINES = listed(`
  antibiotic*, antibiótico*, antibiotique*, antibiotiki, antihistamin*, antihistamínico*, steroid*,
  esteroide*, stéroïde*, corticoid*, corticoïde*, cortison*, hydrocortison*, hidrocortison*, prednison*,
  betamet*, betameth*, clobetasol, mometason*, amoxic*, ampicil*, cloxacil*, flucloxacil*, penicil*,
  pénicil*, erythromyc*, eritromic*, azithromyc*, azitromic*, clindamyc*, doxycyc*, doxicic*, tetracyc*,
  cotrimoxaz*, cephal*, cefal*, ciproflox*, metronidaz*, fluconaz*, ketoconaz*, clotrimaz*, miconaz*,
  terbinaf*, griseofulv*, ivermect*, permethr*, permetrin*, acyclovir, aciclovir, paracetamol,
  acetaminophen, ibuprof*, aspirin*, diclofenac*, methotrex*, metotrex*, isotretino*, tretino*, dapson*,
  rifampic*, cetirizin*, loratadin*, fluorouracil*, एंटीबायोटिक*, अमोक्सिसिलिन, पैरासिटामोल, स्टेरॉयड,
  আ্যন্টিবায়োটিক, অ্যান্টিবায়োটিক*, অ্যামোক্সিসিলিন, প্যারাসিটামল, স্টেরয়েড, ஆன்டிபயாடிக்*,
  அமோக்ஸிசிலின், பாராசிட்டமால், ஸ்டீராய்டு, مضاد حيوي, مضادا حيويا, المضاد الحيوي, مضادات حيوية,
  أموكسيسيلين, باراسيتامول, كورتيزون, 抗生素, 阿莫西林, 青霉素, 激素, 扑热息痛, 布洛芬
`);

/** Advice to take or put on something, and prescribing as such. */
export const PRESCRIBING = listed(`
  i prescribe, i will prescribe, i'll prescribe, we prescribe, i would prescribe, i hereby prescribe,
  take ~ medicine, take ~ ointment, apply ~ cream, apply ~ ointment, use ~ cream, use ~ ointment,
  buy ~ cream, buy ~ medicine, le receto, te receto, le prescribo, aplique* ~ crema, aplíquese ~ crema,
  tome ~ medicina, tome ~ medicamento, use ~ pomada, je vous prescris, je prescris, appliquez ~ crème,
  appliquez ~ pommade, prenez ~ médicament*, eu receito, receito, eu prescrevo, prescrevo,
  aplique ~ pomada, tome ~ remédio, passe ~ pomada, nakuandikia dawa, kumeza dawa, meza dawa, paka dawa,
  tumia dawa, दवा लिख*, दवा लीजिए, दवा खाइए, मरहम लगाइए, मरहम लगाएँ, क्रीम लगाइए, ওষুধ লিখে, ওষুধ খান,
  মলম লাগান, ক্রিম লাগান, மருந்து எழுதி*, மருந்து சாப்பிடுங்கள், களிம்பு தடவுங்கள், أصف لك, خذ دواء,
  تناول دواء, ضع ~ المرهم, ضع مرهم, ضع ~ الكريم, 给你开药, 给您开药, 吃这个药, 服用, 涂这个药膏, 涂药膏, 抹药膏
`);

/** Claims to be a doctor. Void where one of NOT_A_DOCTOR stands beside them. */
export const DOCTOR_CLAIMS = listed(`
  i am ~ doctor, i'm ~ doctor, i am ~ physician, i'm ~ physician, i am ~ dermatologist, i am ~ nurse,
  i'm ~ dermatologist, i'm ~ nurse, i am ~ clinician, as a doctor, as your doctor, as a physician,
  as a dermatologist, this is dr, this is doctor, soy médic*, soy ~ doctor*, soy ~ médic*, como médic*,
  como doctor*, je suis médecin, je suis ~ médecin, je suis ~ docteur*, en tant que médecin,
  en tant que docteur, sou médic*, sou ~ médic*, sou ~ doutor*, como doutor*, mimi ni daktari,
  ni daktari wako, kama daktari, मैं ~ डॉक्टर, डॉक्टर के रूप में, আমি ~ ডাক্তার, ডাক্তার হিসেবে,
  நான் ~ மருத்துவர், நான் ~ டாக்டர், أنا ~ طبيب*, بصفتي طبيب*, 我是 ~ 医生, 作为医生, 我是 ~ 大夫
`);

/** Words that turn the claim into its denial, directly before it, inside it or up to two words behind it. */
export const NOT_A_DOCTOR = listed(`
  not, n't, no, pas, não, si, sio, नहीं, নই, নয়, না, அல்ல, இல்லை, لست, ليس, لا, 不是, 并非
`);

/** A diagnosis, or its absence, as certain; and reassurance, which is the same. */
export const CERTAINTIES = listed(`
  definitely have, definitely has, certainly have, certainly has, clearly have, undoubtedly have,
  surely have, is definitely, is certainly, is clearly, is undoubtedly, is without doubt, must be cancer,
  is without a doubt, do not have cancer, don't have cancer, do not have melanoma, don't have melanoma,
  is not cancer, isn't cancer, is no cancer, your diagnosis is, absolutely sure, absolutely certain,
  100 % sure, 100 percent sure, nothing to worry about, no need to worry, completely harmless,
  is harmless, no need to see, do not need to see, don't need to see, seguro que es, seguro que tiene,
  sin duda es, definitivamente es, definitivamente tiene, ciertamente es, no tiene cáncer, no es cáncer,
  su diagnóstico es, no es nada grave, no es grave, no hay de qué preocuparse, no necesita ver,
  certainement bénin*, c'est certainement, c'est sûrement, c'est sans doute, n'avez pas de cancer,
  ce n'est pas un cancer, votre diagnostic est, ce n'est pas grave, ce n'est rien, pas besoin de voir,
  com certeza é, com certeza tem, certamente é, é certamente, sem dúvida é, não tem câncer, não é câncer,
  seu diagnóstico é, não é nada grave, não é grave, não precisa ver, não precisa se preocupar, hakika ni,
  hakika una, huna saratani, si saratani, hakuna haja ya kumwona daktari, hakuna haja ya daktari,
  hakuna cha kuogopa, usiwe na wasiwasi, पक्का कैंसर, निश्चित रूप से, कैंसर नहीं है,
  चिंता की कोई बात नहीं, चिंता मत, डॉक्टर को दिखाने की ज़रूरत नहीं, डॉक्टर की ज़रूरत नहीं,
  নিশ্চিত ক্যান্সার, নিশ্চিতভাবে, ক্যান্সার নেই, ক্যান্সার নয়, চিন্তার কিছু নেই,
  ডাক্তার দেখানোর দরকার নেই, நிச்சயமாக, புற்றுநோய் இல்லை, புற்றுநோய் அல்ல, கவலைப்பட ஒன்றுமில்லை,
  கவலை வேண்டாம், மருத்துவரை பார்க்க வேண்டியதில்லை, بالتأكيد, ليس لديك سرطان, ليس سرطانا, لا داعي للقلق,
  لا حاجة لرؤية الطبيب, لا تحتاج إلى طبيب, 肯定得了, 肯定是, 一定是, 没有癌症, 不是癌症, 不用担心, 不必担心, 不需要看医生, 不用看医生, 没什么大不了
`);

/**
 * Reassurance in the words that clinicians and models use for it. "Purulent discharge", "cannot be ruled out" and "no signs of
 * infection" are findings and stay. Languages beside English hold what they say of "benign" alone: a model is asked for English.
 */
export const REASSURANCES = listed(`
  certainly ~ benign, definitely ~ benign, clearly ~ benign, undoubtedly ~ benign, surely ~ benign, obviously ~ benign,
  entirely benign, completely benign, unequivocally benign, 100 % benign, 100 percent benign, guaranteed,
  certainly not, definitely not, clearly not, undoubtedly not, cannot be cancer, cannot be melanoma, can not be cancer,
  no risk of cancer, no risk of malignancy, no chance of cancer, no possibility of cancer, no possibility of malignancy,
  safely ruled out, confidently ruled out, safely excluded, confidently excluded, rules out cancer, rules out melanoma,
  rules out malignan*, rules out skin cancer, reassure the patient, reassure patient, can be reassured,
  should be reassured, patient is reassured, reassurance is, safe to wait, can safely wait, can wait safely,
  safe to discharge, safe for discharge, can be discharged, may be discharged, should be discharged,
  discharge the patient, discharge home, discharged home, can be sent home, no cause for concern, no reason for concern,
  no need for concern, not a concern, nothing serious, is not serious, is not dangerous, isn't serious, isn't dangerous,
  no follow up ~ needed, no follow up ~ required, no follow up ~ necessary, no biopsy ~ needed, no biopsy ~ required,
  no biopsy ~ necessary, no referral ~ needed, no referral ~ required, no referral ~ necessary, no further action,
  no further evaluation ~ needed, no further evaluation ~ required, no further evaluation ~ necessary,
  not need a biopsy, not need to be seen, not need to be referred, not require a biopsy, not require referral,
  not require follow up, not need follow up, no doctor is needed, no doctor needed, the case is closed, close the case,
  ciertamente benign*, seguramente benign*, definitivamente benign*, sin duda benign*, totalmente benign*,
  sûrement bénin*, sans aucun doute bénin*, totalement bénin*, certamente benign*, com certeza benign*,
  sem dúvida benign*, hakika si mbaya, पूरी तरह सौम्य, সম্পূর্ণ নিরীহ, முற்றிலும் தீங்கற்றது, حميد تماما, حتما حميد,
  肯定良性, 绝对良性, 绝对是, 完全良性, 肯定不是
`);

function listed(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
}
