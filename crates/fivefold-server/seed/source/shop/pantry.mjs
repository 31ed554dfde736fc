// Fruit and the larder, sold by weight, taxed at the reduced rate.

const kilos = (values) => ({
  id: 'weight',
  name: ['Weight', '重量'],
  values: values.map(([grams, plus, en, hant]) => [
    grams < 1000 ? `${grams}g` : `${grams / 1000}kg`.replace('.', '-'),
    en ?? (grams < 1000 ? `${grams} g` : `${grams / 1000} kg`),
    hant ?? (grams < 1000 ? `${grams} 公克` : `${grams / 1000} 公斤`),
    plus,
    Math.round(grams * 1.04),
    [grams, 'g', 'kg'],
  ]),
});

export default [
  {
    slug: 'fuji-apples', in: 'fruit', brand: 'Lishan Orchards', art: 'apple', eur: 4.9, tax: 'reduced', weight: 1040, days: 3, max: 12, plenty: 2, badges: ['new', 'seasonal'], group: true,
    title: ['Fuji apples', '梨山蜜蘋果'],
    summary: ['Cold nights, glassy hearts.', '日夜溫差養出的透明蜜心。'],
    text: [
      'Picked ripe at two thousand metres and packed the same day. Cut one across: the clear star in the middle is sugar.',
      '海拔兩千公尺的果園在欉紅，當日採收當日裝箱。橫切開來，中間透明的星形就是蜜。',
    ],
    details: [['variety', 'Fuji', '富士'], ['taste', 'Sweet, crisp, a little acid', '清甜爽脆，帶一點果酸'], ['store', 'Refrigerate, apart from greens', '冷藏，與葉菜分開'], ['life', '3 weeks', '3 週']],
    facets: { origin: ['taiwan'], suits: ['everyday', 'gift', 'vegan'] }, option: kilos([[1000, 0], [2500, 6], [5000, 15.1, '5 kg crate', '5 公斤禮盒']]),
    related: ['anjou-pears', 'iron-gate-oranges', 'linden-honey'],
  },
  {
    slug: 'iron-gate-oranges', in: 'fruit', brand: 'Gukeng Growers', art: 'orange', eur: 3.6, tax: 'reduced', weight: 1040, days: 9, max: 12, plenty: 2,
    title: ['Navel oranges', '古坑柳丁'],
    summary: ['Thin skin, loud juice.', '皮薄多汁，甜度飽滿。'],
    text: [
      'From terraces that face the morning. They are small, heavy for their size and best squeezed before anyone else is awake.',
      '來自面向晨光的梯田，果實小巧卻沉甸甸。趁家人還沒醒，先榨一杯來喝。',
    ],
    details: [['variety', 'Liucheng', '柳橙'], ['taste', 'Sweet, low acid', '甜度高、酸度低'], ['store', 'Cool and dry', '陰涼通風處'], ['life', '2 weeks', '2 週']],
    facets: { origin: ['taiwan'], suits: ['everyday', 'vegan'] }, option: kilos([[1000, 0], [3000, 5.9]]), related: ['amalfi-lemons', 'fuji-apples'],
  },
  {
    slug: 'amalfi-lemons', in: 'fruit', brand: 'Limonaia', art: 'lemon', eur: 2.9, tax: 'reduced', weight: 520, days: 18, max: 12, plenty: 2,
    title: ['Unwaxed lemons', '無蠟黃檸檬'],
    summary: ['Zest without apology.', '連皮都能安心刨。'],
    text: [
      'Grown under chestnut pergolas and never waxed, so that the peel belongs in the cake. Expect leaves on some.',
      '栽種於栗木棚架之下，採收後不上蠟，果皮可直接入甜點。部分帶葉，屬自然現象。',
    ],
    details: [['variety', 'Sfusato', 'Sfusato 長形檸檬'], ['taste', 'Bright, fragrant', '明亮清香'], ['store', 'Refrigerate in a bag', '裝袋冷藏'], ['life', '3 weeks', '3 週']],
    facets: { origin: ['italy'], suits: ['kitchen', 'vegan'] }, option: kilos([[500, 0], [1000, 2.3]]), related: ['iron-gate-oranges', 'green-olives'],
  },
  {
    slug: 'irwin-mangoes', in: 'fruit', brand: 'Yujing Sun', art: 'mango', eur: 12.5, tax: 'reduced', weight: 1040, days: 115, max: 6, badges: ['seasonal'],
    title: ['Irwin mangoes', '玉井愛文芒果'],
    summary: ['Summer, by the box.', '一口就是夏天。'],
    text: [
      'Bagged on the tree and picked when they fall into the net. Eat them over the sink, or share and regret it.\n\nThe last boxes of the season, kept at 8 °C.',
      '樹上套袋、自然落網才採收，香氣最足。站在水槽邊大口吃最過癮。\n\n本季最後一批，8 °C 低溫冷藏保鮮。',
    ],
    details: [['variety', 'Irwin', '愛文'], ['taste', 'Honey, resin, sunshine', '蜜香濃郁、果肉細緻'], ['store', 'Ripen at room temperature, then chill', '室溫後熟，再冷藏'], ['life', '5 days', '5 天']],
    facets: { origin: ['taiwan'], suits: ['gift', 'vegan'] }, option: kilos([[1000, 0], [3000, 21.5, '3 kg gift box', '3 公斤禮盒']]), stock: [2, 0], related: ['golden-pineapple', 'fuji-apples'],
  },
  {
    slug: 'golden-pineapple', in: 'fruit', brand: 'Guanmiao Farm', art: 'pineapple', eur: 5.5, tax: 'reduced', weight: 1300, days: 26, max: 6, measure: [1200, 'g', 'kg'],
    title: ['Golden diamond pineapple', '關廟金鑽鳳梨'],
    summary: ['You may eat the core.', '連鳳梨心都能吃。'],
    text: [
      'A low-acid pineapple with a tender core, cut to order at dawn. We leave the crown on; it regrows in a pot.',
      '酸度低、纖維細，鳳梨心軟嫩可食，清晨現採現出。保留冠芽，種進盆裡還會長。',
    ],
    details: [['variety', 'Tainung No. 17', '台農 17 號'], ['weight', 'About 1.2 kg', '約 1.2 公斤'], ['store', 'Cool; chill once cut', '陰涼處，切開後冷藏'], ['life', '5 days', '5 天']],
    facets: { origin: ['taiwan'], suits: ['gift', 'vegan'] }, related: ['irwin-mangoes', 'green-kiwis'],
  },
  {
    slug: 'hill-blueberries', in: 'fruit', brand: 'Northing Farm', art: 'blueberry', eur: 3.4, tax: 'reduced', weight: 130, days: 44, max: 20, plenty: 1.5,
    title: ['Hill blueberries', '高山藍莓'],
    summary: ['Small, dusty, intense.', '果粉完整，小而濃郁。'],
    text: [
      'Hand-picked and never washed, so the bloom is still on. They freeze well, should any be left.',
      '人工採摘、不經水洗，保留天然果粉。吃不完直接冷凍也很方便。',
    ],
    details: [['taste', 'Wine, violets', '酒香與花香'], ['store', 'Refrigerate, wash before eating', '冷藏，食用前再清洗'], ['life', '7 days', '7 天']],
    facets: { origin: ['peru'], suits: ['everyday', 'vegan'] }, option: kilos([[125, 0], [500, 8]]), related: ['green-kiwis', 'country-sourdough'],
  },
  {
    slug: 'anjou-pears', in: 'fruit', brand: 'Lishan Orchards', art: 'pear', eur: 4.2, tax: 'reduced', weight: 1040, days: 35, max: 12, plenty: 1.5,
    title: ['Anjou pears', '安琪兒西洋梨'],
    summary: ['Wait two days. Then hurry.', '放兩天，再趕快吃。'],
    text: [
      'A butter pear that ripens from the stem down. Press near the stalk; when it gives, dinner has a dessert.',
      '口感綿密的奶油梨，從蒂頭開始熟成。輕按果蒂附近，微軟就是最佳賞味時機。',
    ],
    details: [['variety', 'Beurré d’Anjou', 'Beurré d’Anjou'], ['taste', 'Buttery, mild', '綿密溫潤'], ['store', 'Room temperature, then chill', '室溫後熟，再冷藏'], ['life', '10 days', '10 天']],
    facets: { origin: ['france'], suits: ['everyday', 'vegan'] }, option: kilos([[1000, 0], [2500, 5.2]]), related: ['fuji-apples', 'farmhouse-cheese'],
  },
  {
    slug: 'green-kiwis', in: 'fruit', brand: 'Long Cloud', art: 'kiwi', eur: 4.5, was: 5.2, low: 4.8, tax: 'reduced', weight: 520, days: 62, max: 12, plenty: 1.5,
    title: ['Green kiwis', '綠奇異果'],
    summary: ['A spoon is all you need.', '一支湯匙就能享用。'],
    text: [
      'Tart, juicy and full of seeds that crunch. Cut across the middle and eat from the half shell.',
      '酸甜多汁，籽粒爽脆有口感。對半橫切，用湯匙挖著吃最方便。',
    ],
    details: [['variety', 'Hayward', '海沃德'], ['taste', 'Tart and green', '清新微酸'], ['store', 'Refrigerate; ripen beside an apple', '冷藏；與蘋果同放可催熟'], ['life', '2 weeks', '2 週']],
    facets: { origin: ['new-zealand'], suits: ['everyday', 'vegan'] }, option: kilos([[500, 0], [1000, 3.9]]), related: ['hill-blueberries', 'golden-pineapple'],
  },
  {
    slug: 'linden-honey', in: 'larder', brand: 'Linden & Wick', art: 'honey', eur: 8.9, tax: 'reduced', weight: 430, days: 48, max: 12, badges: ['bestseller'],
    title: ['Linden honey', '椴樹蜂蜜'],
    summary: ['One avenue, one fortnight.', '一條林蔭道，兩週花期。'],
    text: [
      'Taken from hives along a single avenue of lindens while they flower. It sets slowly and tastes of mint and lime.',
      '蜂箱沿著同一條椴樹林蔭道擺放，僅在花期採收。結晶緩慢，帶有薄荷與萊姆般的清香。',
    ],
    details: [['ingredients', 'Honey', '蜂蜜'], ['store', 'Room temperature; never refrigerate', '室溫保存，請勿冷藏'], ['life', '2 years', '2 年'], ['safety', 'Not for children under one', '未滿一歲嬰兒請勿食用']],
    facets: { origin: ['germany'], suits: ['gift', 'everyday'] }, option: kilos([[250, 0], [500, 6.4], [1000, 17]]), related: ['cast-iron-teapot', 'country-sourdough', 'beeswax-pillar-candle'],
  },
  {
    slug: 'farmhouse-cheese', in: 'larder', brand: 'Long Meadow Dairy', art: 'cheese', eur: 6.8, tax: 'reduced', weight: 220, days: 23, max: 10,
    title: ['Farmhouse cheese with holes', '農家大孔起司'],
    summary: ['Nutty, patient, eleven months old.', '堅果香氣，熟成十一個月。'],
    text: [
      'Raw-milk cheese turned and brushed every week for eleven months. Take it out an hour before supper.',
      '生乳製成，熟成十一個月期間每週翻面刷洗。享用前一小時取出回溫，香氣最佳。',
    ],
    details: [['ingredients', 'Raw cow’s milk, salt, rennet, cultures', '生牛乳、鹽、凝乳酵素、菌種'], ['allergens', 'Milk', '牛奶'], ['store', 'Refrigerate in paper', '以紙包覆冷藏'], ['life', '6 weeks', '6 週']],
    facets: { origin: ['switzerland'], suits: ['kitchen', 'gift'] }, option: kilos([[200, 0], [500, 9], [1000, 24]]), related: ['country-sourdough', 'burgundy-glass', 'green-olives'],
  },
  {
    slug: 'country-sourdough', in: 'larder', brand: 'Night Bakery', art: 'bread', eur: 5.2, tax: 'reduced', weight: 820, days: 2, max: 4, measure: [800, 'g', 'kg'], badges: ['new'],
    title: ['Country sourdough loaf', '鄉村酸種吐司'],
    summary: ['Thirty hours, three ingredients.', '三十小時，三種原料。'],
    text: [
      'Flour, water and salt, raised by a culture older than the baker. Baked at four in the morning and posted by six.',
      '麵粉、水、鹽，以及比師傅年紀還大的酵種。凌晨四點出爐，六點前寄出。',
    ],
    details: [['ingredients', 'Wheat flour, water, sea salt', '小麥麵粉、水、海鹽'], ['allergens', 'Gluten', '麩質'], ['store', 'In a cloth; freeze sliced', '布包常溫，切片可冷凍'], ['life', '5 days', '5 天']],
    facets: { origin: ['taiwan'], suits: ['everyday', 'vegan'] }, related: ['linden-honey', 'farmhouse-cheese', 'willow-basket'],
  },
  {
    slug: 'single-estate-chocolate', in: 'larder', brand: 'Cacao Quay', art: 'chocolate', eur: 5.9, tax: 'reduced', weight: 95, days: 40, max: 20, plenty: 1.5,
    title: ['Single-estate chocolate', '單一莊園巧克力'],
    summary: ['One farm, three intensities.', '同一座莊園，三種濃度。'],
    text: [
      'Stone-ground for three days from beans of one estate in Ghana. Sixty is breakfast, seventy is the afternoon, eighty-five is a decision.',
      '選用迦納單一莊園可可豆，石磨研磨三天。60% 適合早晨、70% 陪你過下午、85% 留給懂的人。',
    ],
    details: [['ingredients', 'Cocoa, cane sugar, cocoa butter', '可可、蔗糖、可可脂'], ['allergens', 'May contain nuts and milk', '可能含堅果與牛奶'], ['store', '14–18 °C', '14–18 °C'], ['life', '14 months', '14 個月']],
    facets: { origin: ['ghana'], suits: ['gift', 'vegan'] }, measure: [85, 'g', 'kg'],
    option: { id: 'cocoa', name: ['Cocoa', '可可含量'], values: [['60', '60 %', '60%', 0], ['70', '70 %', '70%', 0], ['85', '85 %', '85%', 0.5]] },
    related: ['butter-biscuits', 'linden-honey'],
  },
  {
    slug: 'butter-biscuits', in: 'larder', brand: 'Night Bakery', art: 'cookie', eur: 4.8, tax: 'reduced', weight: 230, days: 12, max: 20, plenty: 1.5, measure: [200, 'g', 'kg'],
    title: ['Chocolate chunk biscuits', '巧克力塊奶油餅乾'],
    summary: ['More chunk than biscuit.', '巧克力比餅乾還多。'],
    text: [
      'Brown butter, dark chocolate broken by hand and a pinch of salt. Six to a tin; the tin has other uses.',
      '焦香奶油、手剝黑巧克力，再加一小撮鹽。一罐六片，吃完鐵罐還能留著用。',
    ],
    details: [['ingredients', 'Wheat flour, butter, chocolate, sugar, egg, salt', '小麥麵粉、奶油、巧克力、糖、蛋、鹽'], ['allergens', 'Gluten, milk, egg, soya', '麩質、牛奶、蛋、大豆'], ['life', '8 weeks', '8 週']],
    facets: { origin: ['taiwan'], suits: ['gift', 'everyday'] }, related: ['single-estate-chocolate', 'stoneware-coffee-cup'],
  },
  {
    slug: 'roasted-peanuts', in: 'larder', brand: 'Beigang Mill', art: 'peanut', eur: 3.9, tax: 'reduced', weight: 310, days: 86, max: 20, plenty: 2,
    title: ['Sand-roasted peanuts', '古法砂炒帶殼花生'],
    summary: ['Shells on, hands busy.', '帶殼現剝，越剝越涮嘴。'],
    text: [
      'Roasted in hot sand the old way, so that they are crisp to the middle and never oily. Lightly salted in the shell.',
      '依循古法以熱砂翻炒，從外酥脆到心，吃起來不油膩。帶殼微鹽，越吃越順口。',
    ],
    details: [['ingredients', 'Peanuts, salt', '花生、鹽'], ['allergens', 'Peanuts', '花生'], ['store', 'Dry, closed', '密封乾燥保存'], ['life', '6 months', '6 個月']],
    facets: { origin: ['taiwan'], suits: ['everyday', 'vegan'] }, option: kilos([[300, 0], [1000, 6.6]]), related: ['larder-jar', 'green-olives'],
  },
  {
    slug: 'green-olives', in: 'larder', brand: 'Limonaia', art: 'olive', eur: 6.2, tax: 'reduced', weight: 480, days: 67, max: 12,
    title: ['Stuffed green olives', '紅椒鑲綠橄欖'],
    summary: ['Firm, bright, gone by eight.', '脆口清爽，上桌就掃光。'],
    text: [
      'Manzanilla olives filled with sweet pepper and packed in mild brine. Rinse them or do not; the brine makes a good dressing.',
      '曼薩尼亞橄欖鑲入甜紅椒，以淡鹽水浸漬。瀝出的鹽水拿來調沙拉醬也很對味。',
    ],
    details: [['ingredients', 'Olives, sweet pepper, water, salt', '橄欖、甜紅椒、水、鹽'], ['store', 'Refrigerate once open', '開封後冷藏'], ['life', '18 months', '18 個月']],
    facets: { origin: ['spain'], suits: ['kitchen', 'vegan'] }, measure: [240, 'g', 'kg'], related: ['farmhouse-cheese', 'amalfi-lemons'],
  },
];
