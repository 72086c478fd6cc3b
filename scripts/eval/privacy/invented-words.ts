/** Invented people and streets by language; half of the names stand in no list of the redaction, so that cues must find them. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Grace Thornbury',
    'Kevin Achola',
    'Tobias Quillfeather',
    'Nkechi Obasi',
    'Margaret Dunne',
    'Zoltrix Pemberley',
  ],
  es: [
    'María Quispe',
    'Juan Carlos Huerta',
    'Xóchitl Temoatzin',
    'Rosa Ayala',
    'Eulogio Catacora',
    'Lucía Bermejo',
  ],
  fr: ['Awa Diop', 'Jean-Luc Tessier', 'Mariama Sonko', 'Koffi Adjavon', 'Solène Varlet', 'Ndèye Badiane'],
  pt: ['Ana Souza', 'João Tavares', 'Raimunda Nonata', 'Cleiton Bispo', 'Iracema Tapajós', 'Davi Quintino'],
  sw: ['Juma Ali', 'Wanjiru Kamau', 'Zuhura Kipepeo', 'Barasa Wanyonyi', 'Mwanaidi Chande', 'Otieno Ouma'],
  hi: ['आशा देवी', 'राहुल शर्मा', 'झुम्पा कुंवर', 'सुनीता यादव', 'टुनटुन माझी', 'मोहन लाल'],
  bn: ['রিনা দাস', 'আব্দুল করিম', 'ঝুমুর মাহাতো', 'ফাতেমা খাতুন', 'বুলবুলি সোরেন', 'তপন ঘোষ'],
  ta: ['கமலா', 'முருகன்', 'பொற்கொடி', 'செல்வி', 'வெண்ணிலா', 'கார்த்திக்'],
  ar: ['فاطمة الزهراء', 'محمد علي', 'رغد القحطاني', 'يوسف حسن', 'شهد العتيبي', 'خالد سالم'],
  zh: ['王小明', '李芳', '张伟强', '陈静', '欧阳雪', '刘建国'],
};

export const STREETS: Readonly<Record<string, readonly string[]>> = {
  en: ['24 Clarke Avenue', '1#0 Moi Road, Nakuru', 'Flat 3, 18 Hilltop Street', 'P.O. Box 4#21'],
  es: ['Calle Reforma 1#4', 'Avenida Arequipa 2#10', 'Jirón Puno 3#5'],
  fr: ['12 rue Pasteur', '4# avenue Bourguiba', 'Rue Félix Faure 1#'],
  pt: ['Rua das Flores 1#3', 'Avenida Paulista, 1#78', 'Travessa São Jorge 4#'],
  sw: ['Barabara ya Mandela 1#', 'Mtaa wa Jamhuri 2#', 'P.O. Box 7#43'],
  hi: ['मकान नंबर 4#, गांधी मार्ग', 'नेहरू नगर', 'सुभाष गली 1#'],
  bn: ['বাড়ি নং 1#', 'মিরপুর রোড 1#', 'কলেজ রোড'],
  ta: ['1#, காந்தி தெரு', 'நேரு சாலை', 'அண்ணா நகர்'],
  ar: ['شارع النيل 1#', 'شارع الملك فهد', 'حي السلام'],
  zh: ['北京市海淀区中关村大街1#号', '上海市浦东新区世纪大道8#号', '成都市武侯区'],
};
