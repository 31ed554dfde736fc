// Instruments.

export default [
  {
    slug: 'harbourlight-electric-guitar', in: 'instruments', brand: 'Harbourlight', art: 'guitar', detail: true, eur: 549, weight: 3400, days: 17, max: 2, plenty: 0.4, badges: ['bestseller'],
    title: ['Harbourlight electric guitar', 'Harbourlight 電吉他'],
    summary: ['Three pickups, one good neck.', '三顆拾音器，一支好琴頸。'],
    text: [
      'An alder body with a bolt-on maple neck, set up by hand before it ships. The selector gives five honest sounds and none that need explaining.',
      '赤楊木琴身搭配栓接楓木琴頸，出貨前由師傅逐把調整。五段切換，每一個音色都實在好用。',
    ],
    details: [['material', 'Alder, maple, rosewood', '赤楊木、楓木、玫瑰木'], ['sound', 'Three single coils, five-way switch', '三顆單線圈，五段切換'], ['inside', 'Guitar, padded bag, lead', '電吉他、厚琴袋、導線'], ['warranty', '5 years', '5 年']],
    facets: { material: ['wood'], origin: ['taiwan'], suits: ['beginners', 'gift'] }, colours: ['cherry*', 'teal', 'ink'],
    related: ['stageline-microphone', 'prairie-banjo', 'street-snare-drum'],
  },
  {
    slug: 'academy-violin', in: 'instruments', brand: 'Cremonetta', art: 'violin', eur: 380, weight: 460, days: 42, max: 2, plenty: 0.5,
    title: ['Academy violin', 'Academy 學習級小提琴'],
    summary: ['A first violin worth keeping.', '第一把琴，就值得留著。'],
    text: [
      'Carved spruce and maple with an ebony fingerboard, fitted and sounded by a luthier. Trade it in for the next size and keep what you paid.',
      '雲杉面板、楓木背側板、黑檀指板，由製琴師完成裝配與調音。長大換尺寸時可折抵，學琴更無負擔。',
    ],
    details: [['material', 'Spruce, maple, ebony', '雲杉、楓木、黑檀'], ['inside', 'Violin, bow, rosin, case', '小提琴、琴弓、松香、琴盒'], ['care', 'Wipe off rosin; 45–60 % humidity', '擦淨松香，溼度保持 45–60%']],
    facets: { material: ['wood'], origin: ['czechia'], suits: ['beginners', 'children'] },
    option: { id: 'size', name: ['Size', '尺寸'], values: [['1-2', '1/2', '1/2', -60, 390], ['3-4', '3/4', '3/4', -30, 420], ['4-4', '4/4', '4/4', 0]] },
    related: ['pearwood-recorder', 'harbour-notebook'],
  },
  {
    slug: 'parade-trumpet', in: 'instruments', brand: 'Brassworks', art: 'trumpet', eur: 420, weight: 1150, days: 63, max: 2, plenty: 0.4,
    title: ['Parade trumpet in B flat', 'Parade 降 B 調小號'],
    summary: ['Bright at the front of the band.', '站在樂隊最前面的亮聲。'],
    text: [
      'A yellow-brass bell and monel valves that stay quick in the cold. Comes with a mouthpiece, oil and a case you can sit on.',
      '黃銅喇叭口搭配蒙乃爾合金活塞，天冷按鍵依然靈活。附號嘴、活塞油與堅固硬盒。',
    ],
    details: [['material', 'Yellow brass, monel valves', '黃銅、蒙乃爾活塞'], ['inside', 'Trumpet, 7C mouthpiece, valve oil, case', '小號、7C 號嘴、活塞油、硬盒'], ['care', 'Oil the valves weekly', '每週上活塞油'], ['warranty', '5 years', '5 年']],
    facets: { material: ['metal'], origin: ['germany'], suits: ['beginners'] }, related: ['boulevard-saxophone', 'street-snare-drum'],
  },
  {
    slug: 'boulevard-saxophone', in: 'instruments', brand: 'Brassworks', art: 'sax', eur: 890, was: 990, low: 920, weight: 2600, days: 85, max: 2, plenty: 0.3,
    title: ['Boulevard alto saxophone', 'Boulevard 中音薩克斯風'],
    summary: ['Speaks low without a fuss.', '低音一吹就開。'],
    text: [
      'Hand-hammered bell, ribbed body and pads that seal without being strangled. It was regulated by a player, who signed the card.',
      '手工敲製喇叭口、加強肋條管身，皮墊密合不費力。出廠前由演奏者親自調整並簽名。',
    ],
    details: [['material', 'Lacquered brass', '金漆黃銅'], ['inside', 'Saxophone, mouthpiece, ten reeds, strap, case', '薩克斯風、吹嘴、竹片十片、背帶、硬盒'], ['warranty', '5 years', '5 年']],
    facets: { material: ['metal'], origin: ['taiwan'], suits: ['gift'] }, related: ['parade-trumpet'], stock: [2],
  },
  {
    slug: 'street-snare-drum', in: 'instruments', brand: 'Harbourlight', art: 'drum', eur: 168, weight: 3900, days: 36, max: 3,
    title: ['Street snare drum', 'Street 小鼓'],
    summary: ['Cuts through traffic.', '穿得過車水馬龍。'],
    text: [
      'A fourteen-inch birch shell with rope-look tension hoops and coated heads. Two hickory sticks come along.',
      '14 吋樺木鼓身，繩索造型張力圈，搭配塗層鼓皮。附山核桃木鼓棒一對。',
    ],
    details: [['material', 'Birch, steel hoops', '樺木、鋼圈'], ['size', '14 × 6.5 inches', '14 × 6.5 吋'], ['inside', 'Drum, sticks, tuning key', '小鼓、鼓棒、調音鑰匙']],
    facets: { material: ['wood', 'metal'], origin: ['germany'], suits: ['beginners', 'children'] }, colours: ['berry*', 'cobalt'],
    related: ['courtyard-djembe', 'parade-trumpet'],
  },
  {
    slug: 'courtyard-djembe', in: 'instruments', brand: 'Kumasi Drums', art: 'djembe', eur: 145, weight: 5200, days: 94, max: 3, plenty: 0.6,
    title: ['Courtyard djembe', 'Courtyard 金杯鼓'],
    summary: ['One piece of wood, three good notes.', '一整塊木頭，三個好聲音。'],
    text: [
      'Carved from a single trunk and roped by hand in Kumasi. The goatskin arrives tuned and settles in its first month.',
      '於庫馬西以整段原木雕成，手工繫繩。山羊皮鼓面出廠已調音，第一個月會逐漸穩定。',
    ],
    details: [['material', 'Tweneboa wood, goatskin', '非洲鼓木、山羊皮'], ['size', '30 cm head, 60 cm high', '鼓面 30 公分，高 60 公分'], ['care', 'Keep from radiators', '避免靠近暖器']],
    facets: { material: ['wood', 'leather'], origin: ['ghana'], suits: ['beginners', 'outdoors'] }, related: ['street-snare-drum', 'fiesta-maracas'],
  },
  {
    slug: 'prairie-banjo', in: 'instruments', brand: 'Harbourlight', art: 'banjo', eur: 310, weight: 2900, days: 73, max: 2, plenty: 0.4,
    title: ['Prairie five-string banjo', 'Prairie 五弦斑鳩琴'],
    summary: ['Cheerful by construction.', '天生就開朗的聲音。'],
    text: [
      'A maple rim, a bright head and a fifth string that never stops. The resonator comes off when the neighbours ask.',
      '楓木圈、明亮鼓皮，第五弦叮叮咚咚停不下來。共鳴背板可拆，鄰居有意見時就改成柔和模式。',
    ],
    details: [['material', 'Maple, steel, coated head', '楓木、鋼、塗層鼓皮'], ['inside', 'Banjo, picks, gig bag', '斑鳩琴、指套、琴袋'], ['warranty', '3 years', '3 年']],
    facets: { material: ['wood', 'metal'], origin: ['taiwan'], suits: ['beginners'] }, related: ['harbourlight-electric-guitar'],
  },
  {
    slug: 'quayside-accordion', in: 'instruments', brand: 'Cremonetta', art: 'accordion', eur: 620, weight: 6800, days: 100, max: 2, plenty: 0.3,
    title: ['Quayside accordion', 'Quayside 手風琴'],
    summary: ['A whole café on two straps.', '背上肩，就是一間小酒館。'],
    text: [
      'Thirty-four keys, seventy-two basses and a musette tuning that smiles. The bellows are leather at every corner.',
      '34 鍵、72 貝斯，法式 Musette 調音聽了就想微笑。風箱四角皆以真皮包覆。',
    ],
    details: [['sound', 'Musette, three registers', 'Musette 調音，三段音色'], ['weight', '6.8 kg', '6.8 公斤'], ['inside', 'Accordion, straps, hard case', '手風琴、背帶、硬盒'], ['warranty', '5 years', '5 年']],
    facets: { material: ['wood', 'leather'], origin: ['italy'], suits: ['gift'] }, colours: ['berry*', 'forest'],
    related: ['pearwood-recorder', 'fiesta-maracas'],
  },
  {
    slug: 'fiesta-maracas', in: 'instruments', brand: 'Kumasi Drums', art: 'maracas', eur: 19, weight: 220, days: 24, max: 12,
    title: ['Painted maracas, a pair', '手繪沙鈴（一對）'],
    summary: ['Instant confidence.', '一搖就有自信。'],
    text: [
      'Turned from linden and painted by hand, filled with seeds for a dry, quick sound. No two pairs match exactly.',
      '椴木車製、手工彩繪，內裝種籽，聲音乾爽俐落。每一對花紋都略有不同。',
    ],
    details: [['material', 'Linden, water-based paint', '椴木、水性漆'], ['age', '3 and over', '3 歲以上'], ['size', '22 cm', '22 公分']],
    facets: { material: ['wood'], origin: ['peru'], suits: ['children', 'gift'] }, related: ['courtyard-djembe', 'pearwood-recorder'],
  },
  {
    slug: 'pearwood-recorder', in: 'instruments', brand: 'Cremonetta', art: 'recorder', eur: 48, weight: 170, days: 56, max: 30, plenty: 1.5,
    title: ['Pearwood soprano recorder', '梨木高音直笛'],
    summary: ['The school instrument, forgiven.', '重新愛上音樂課的那支笛。'],
    text: [
      'Waxed pearwood with a wide windway that does not squeal. Baroque fingering, and a swab to keep it dry.',
      '上蠟梨木，寬氣道設計不易爆音。巴洛克式指法，附通條布保持乾燥。',
    ],
    details: [['material', 'Pearwood', '梨木'], ['sound', 'Soprano in C, 440 Hz', 'C 調高音，440 Hz'], ['inside', 'Recorder, bag, swab, chart', '直笛、笛袋、通條、指法表'], ['care', 'Oil twice a year', '每年上油兩次']],
    facets: { material: ['wood'], origin: ['germany'], suits: ['children', 'beginners'] }, related: ['academy-violin', 'fiesta-maracas'],
  },
];
