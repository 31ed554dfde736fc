// Shoes, boots and skates.

const eu = (...sizes) => ({ id: 'size', name: ['EU size', '歐碼尺寸'], values: sizes.map((size) => [String(size), String(size), String(size), 0]) });

export default [
  {
    slug: 'tidewalk-running-shoe', detail: true, in: 'shoes', brand: 'Tidewalk', art: 'runner', eur: 89.9, was: 112, low: 94.9, weight: 260, days: 8, badges: ['bestseller'],
    title: ['Tidewalk running shoe', 'Tidewalk 輕量慢跑鞋'],
    summary: ['Light underfoot, calm on wet stone.', '腳感輕盈，溼地也穩。'],
    text: [
      'A daily trainer with a springy midsole and a knitted upper that dries overnight. The outsole borrows its rubber from sailing shoes, so wet paving is no drama.\n\nRuns true to size; between two sizes, take the larger.',
      '日常訓練鞋款，中底回彈佳，針織鞋面一晚就乾。大底採用帆船鞋等級橡膠，下雨天踩在磁磚上也不易打滑。\n\n版型正常，腳板較寬或介於兩個尺寸之間建議選大半號。',
    ],
    details: [['material', 'Recycled knit, EVA foam', '再生針織紗、EVA 發泡'], ['sole', 'Siped marine rubber, 8 mm drop', '細切紋船用橡膠，落差 8 mm'], ['weight', '260 g (EU 42)', '260 公克（EU 42）'], ['care', 'Machine wash cold in a bag, dry in the shade', '裝洗衣袋冷水機洗，陰涼處晾乾']],
    facets: { material: ['recycled', 'rubber'], origin: ['vietnam'], suits: ['everyday', 'outdoors'] }, colours: ['lilac*', 'navy', 'bone'],
    option: eu(38, 40, 42, 44), related: ['deckhand-socks', 'ridgeback-hiking-boot', 'cove-swim-shorts'],
  },
  {
    slug: 'kerb-derby-shoe', in: 'shoes', brand: 'Mercer & Vane', art: 'derby', eur: 165, weight: 540, days: 47,
    title: ['Kerb derby shoe', 'Kerb 德比皮鞋'],
    summary: ['Goodyear welted, ready for a second life.', '固特異沿條製法，可換底再穿十年。'],
    text: [
      'Full-grain calf on a rounded last with room at the toes. The welt is stitched, so a cobbler can replace the sole as often as you wear it out.',
      '全粒面小牛皮，圓楦頭留有腳趾空間。沿條採縫製工法，鞋底磨損可交由師傅換底，越穿越合腳。',
    ],
    details: [['material', 'Full-grain calf leather', '全粒面小牛皮'], ['sole', 'Rubber-injected leather, stitched', '皮底嵌橡膠，縫製'], ['care', 'Brush after wear, cream once a month', '穿後刷塵，每月上一次鞋乳'], ['fit', 'True to size, regular width', '正常版，標準楦寬']],
    facets: { material: ['leather'], origin: ['portugal'], suits: ['formal', 'everyday'] }, colours: ['chestnut*', 'black'],
    option: eu(40, 41, 42, 43, 44), related: ['counsel-briefcase', 'deckhand-socks'],
  },
  {
    slug: 'ridgeback-hiking-boot', in: 'shoes', brand: 'Ridgeback', art: 'hiker', eur: 149, weight: 620, days: 24,
    title: ['Ridgeback hiking boot', 'Ridgeback 中筒登山靴'],
    summary: ['Dry feet, sure steps, no breaking in.', '乾爽、抓地，免磨合。'],
    text: [
      'A mid-height boot with a waterproof lining and a sole that grips on granite and mud alike. Wear it out of the box; the collar is already soft.',
      '中筒登山靴，防水內裡搭配深紋大底，岩面與泥地都抓得住。鞋領柔軟不咬腳，拆盒就能上山。',
    ],
    details: [['material', 'Nubuck, recycled lining', '磨砂牛皮、再生纖維內裡'], ['sole', 'Deep-lug rubber, 5 mm', '5 mm 深齒紋橡膠'], ['weight', '620 g (EU 42)', '620 公克（EU 42）'], ['care', 'Brush off mud, re-wax each season', '刷除泥土，每季上蠟保養']],
    facets: { material: ['leather', 'rubber'], origin: ['italy'], suits: ['outdoors', 'travel'] }, colours: ['ochre*', 'moss', 'charcoal'],
    option: eu(39, 41, 43, 45), related: ['lee-two-person-tent', 'meridian-compass', 'deckhand-socks'],
  },
  {
    slug: 'quayside-tall-boot', in: 'shoes', brand: 'Quayside', art: 'wellington', eur: 129, weight: 780, days: 60,
    title: ['Quayside tall boot', 'Quayside 高筒靴'],
    summary: ['A little heel, a lot of weatherproofing.', '小跟好走，風雨不怕。'],
    text: [
      'A tall boot in coated leather with a side zip and a stacked heel of four centimetres. The lining is brushed cotton, warm but never clammy.',
      '防潑水處理皮革長靴，側邊拉鍊好穿脫，4 公分疊皮跟走一整天也不累。刷毛棉內裡保暖不悶。',
    ],
    details: [['material', 'Coated leather, brushed cotton', '防潑水皮革、刷毛棉'], ['sole', 'Stacked heel, 4 cm', '疊皮跟 4 公分'], ['care', 'Wipe with a damp cloth', '以溼布擦拭'], ['fit', 'Calf 38 cm at EU 39', '小腿圍 38 公分（EU 39）']],
    facets: { material: ['leather'], origin: ['spain'], suits: ['everyday'] }, colours: ['red*', 'forest', 'black'],
    option: eu(37, 38, 39, 40), related: ['squall-umbrella', 'wool-coat', 'lambswool-scarf'],
  },
  {
    slug: 'plume-ballet-flat', in: 'shoes', brand: 'Mercer & Vane', art: 'flat', eur: 74, weight: 210, days: 36,
    title: ['Plume ballet flat', 'Plume 芭蕾平底鞋'],
    summary: ['Rolls up small, walks far.', '可捲收，也走得遠。'],
    text: [
      'Soft nappa with an elastic edge and a cushioned footbed. It bends double for a handbag and springs back without a crease.',
      '柔軟小羊皮搭配彈性鞋口與緩震鞋墊。對折放進包包也沒問題，拿出來不留摺痕，通勤換鞋最方便。',
    ],
    details: [['material', 'Lamb nappa', '小羊皮'], ['sole', 'Split rubber, cushioned footbed', '分段式橡膠底、緩震鞋墊'], ['care', 'Neutral leather cream', '使用無色皮革保養乳'], ['fit', 'Wide feet: one size up', '腳寬者建議大一號']],
    facets: { material: ['leather'], origin: ['italy'], suits: ['everyday', 'formal', 'travel'] }, colours: ['sky*', 'blush', 'black'],
    option: eu(36, 37, 38, 39), related: ['corso-mule', 'pavilion-swing-dress', 'mercer-handbag'],
  },
  {
    slug: 'lido-flip-flop', in: 'shoes', brand: 'Tidewalk', art: 'flipflop', eur: 24, was: 29, low: 26, weight: 180, days: 103, max: 6,
    title: ['Lido flip-flop', 'Lido 夾腳拖鞋'],
    summary: ['Natural rubber, no squeak.', '天然橡膠，走路不吱吱叫。'],
    text: [
      'Cut from one sheet of natural rubber with a strap that does not rub. It floats, should you lose one off the jetty.',
      '一體裁切天然橡膠，夾腳處柔軟不磨腳。萬一掉進水裡還會浮起來，海邊、浴室都好穿。',
    ],
    details: [['material', 'Natural rubber', '天然橡膠'], ['care', 'Rinse off salt and sand', '以清水沖去鹽分與沙子'], ['fit', 'Half sizes: take the smaller', '半號建議選小一號']],
    facets: { material: ['rubber'], origin: ['taiwan'], suits: ['travel', 'everyday'] }, colours: ['cobalt*', 'coral', 'spruce'],
    option: { id: 'size', name: ['EU size', '歐碼尺寸'], values: [['36-37', '36–37', '36–37', 0], ['39-40', '39–40', '39–40', 0], ['42-43', '42–43', '42–43', 0]] },
    related: ['cove-swim-shorts', 'marram-straw-hat', 'cove-snorkel-set'],
  },
  {
    slug: 'corso-mule', in: 'shoes', brand: 'Mercer & Vane', art: 'mule', eur: 98, weight: 320, days: 19,
    title: ['Corso block-heel mule', 'Corso 粗跟穆勒鞋'],
    summary: ['The step-in shoe for long dinners.', '一踩就走，久站也不累。'],
    text: [
      'A suede mule on a block heel of six centimetres, balanced so that it stays on without gripping. The insole is padded at the ball of the foot.',
      '麂皮穆勒鞋，6 公分粗跟重心穩，走路不掉跟。前掌加厚軟墊，聚餐、逛街整天都舒服。',
    ],
    details: [['material', 'Goat suede, leather lining', '山羊麂皮、真皮內裡'], ['sole', 'Block heel, 6 cm', '粗跟 6 公分'], ['care', 'Suede brush; keep from rain', '麂皮刷清潔，避免淋雨'], ['fit', 'True to size', '正常版']],
    facets: { material: ['leather'], origin: ['spain'], suits: ['formal', 'everyday'] }, colours: ['cherry*', 'teal'],
    option: eu(36, 37, 38, 39), related: ['plume-ballet-flat', 'pavilion-swing-dress'],
  },
  {
    slug: 'promenade-roller-skates', in: 'shoes', brand: 'Promenade', art: 'rollerskate', eur: 119, weight: 1900, days: 14, badges: ['new'],
    title: ['Promenade roller skates', 'Promenade 四輪溜冰鞋'],
    summary: ['Soft wheels for seafront evenings.', '軟輪溜河堤，傍晚正好。'],
    text: [
      'A padded high boot on an aluminium plate with soft wheels that swallow rough asphalt. The toe stop is adjustable and cheap to replace.',
      '加厚高筒鞋身搭配鋁合金底座，軟輪能吸收柏油路面的顛簸。煞車頭可調整，磨損後更換也不貴，初學者好上手。',
    ],
    details: [['material', 'Vegan leather, aluminium plate', '環保皮革、鋁合金底座'], ['features', 'Wheels 58 mm, 78A; ABEC 7 bearings', '輪徑 58 mm、硬度 78A、ABEC 7 培林'], ['safety', 'Wear a helmet and pads', '請配戴安全帽與護具'], ['fit', 'True to size with thin socks', '搭配薄襪選正常尺寸']],
    facets: { material: ['aluminium', 'rubber'], origin: ['taiwan'], suits: ['outdoors', 'beginners', 'vegan'] }, colours: ['coral*', 'teal'],
    option: eu(36, 38, 40, 42), related: ['boardwalk-skateboard', 'kick-scooter', 'deckhand-socks'],
  },
];
