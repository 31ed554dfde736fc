// Cameras, optics, audio and what stands on a desk.

export default [
  {
    slug: 'folding-camera-120', detail: true, in: 'cameras', brand: 'Halden', art: 'camera', eur: 148, weight: 640, days: 5, badges: ['new'],
    title: ['Folding camera, 120 film', '120 中片幅摺疊相機'],
    summary: ['Medium format that fits a coat pocket.', '放得進大衣口袋的中片幅。'],
    text: [
      'A bellows camera for 6 × 6 negatives, with a coated 75 mm lens and a leaf shutter that runs without a battery. It folds to the thickness of a paperback and opens with one click.\n\nEach body is tested with a roll of film before it leaves us; the test strip comes in the box.',
      '使用 120 底片拍攝 6 × 6 方形畫面，搭載 75 mm 鍍膜鏡頭與免電池鏡間快門。收起來只有一本文庫書的厚度，輕輕一按就能展開。\n\n每台出貨前都實際裝片試拍，試拍樣片會一併附在盒中。',
    ],
    details: [['lens', '75 mm f/3.5, three coated elements', '75 mm f/3.5，三片鍍膜鏡片'], ['format', '6 × 6 cm on 120 film, 12 frames', '120 底片，6 × 6 公分，12 張'], ['material', 'Aluminium, leatherette', '鋁合金、人造皮革'], ['inside', 'Camera, wrist strap, test strip', '相機、手腕帶、試拍樣片'], ['warranty', '2 years', '2 年']],
    facets: { material: ['aluminium'], origin: ['germany'], suits: ['gift', 'travel'] }, colours: ['graphite*', 'tan'],
    related: ['colour-film-400', 'reel-eight-cine-camera', 'ferryman-backpack'],
  },
  {
    slug: 'reel-eight-cine-camera', in: 'cameras', brand: 'Halden', art: 'cinecamera', eur: 329, weight: 1450, days: 41,
    title: ['Reel Eight cine camera', 'Reel Eight 超八電影攝影機'],
    summary: ['Super 8, overhauled, ready to roll.', '完整翻修的 Super 8，裝片即拍。'],
    text: [
      'A Super 8 camera from the seventies, stripped, cleaned, re-greased and fitted with new light seals. It runs at 18 and 24 frames a second on four ordinary AA cells.',
      '一九七〇年代的 Super 8 攝影機，由師傅全機拆解清潔、重新上油並更換遮光海綿。支援每秒 18 與 24 格，裝四顆一般 AA 電池就能運轉。',
    ],
    details: [['format', 'Super 8 cartridge, 18 and 24 fps', 'Super 8 片匣，18／24 fps'], ['lens', '8–48 mm zoom, f/1.8', '8–48 mm 變焦，f/1.8'], ['power', '4 × AA (not included)', 'AA 電池 4 顆（未附）'], ['warranty', '1 year on the movement', '機芯保固 1 年']],
    facets: { material: ['metal'], origin: ['japan'], suits: ['gift'] },
    related: ['matinee-film-projector', 'folding-camera-120', 'tape-camcorder'], stock: [3],
  },
  {
    slug: 'tape-camcorder', in: 'cameras', brand: 'Kestrel', art: 'camcorder', eur: 119, was: 149, low: 135, weight: 780, days: 66, badges: ['refurbished'],
    title: ['Pocket tape camcorder, refurbished', '掌上型 DV 攝影機（整新品）'],
    summary: ['The home-video look, without a filter.', '不必套濾鏡的家庭錄影質感。'],
    text: [
      'A MiniDV camcorder with new drive belts and a fresh battery. Footage copies to a computer through the included USB capture lead.',
      '更換全新皮帶與電池的 MiniDV 攝影機，附 USB 擷取線，拍完就能傳進電腦。機身可能有輕微使用痕跡，不影響功能。',
    ],
    details: [['format', 'MiniDV, 60 min per tape', 'MiniDV，每卷 60 分鐘'], ['inside', 'Camcorder, charger, capture lead, one tape', '主機、充電器、擷取線、空白帶一卷'], ['power', 'Lithium-ion, about 90 min', '鋰電池，約 90 分鐘'], ['warranty', '1 year', '1 年']],
    facets: { origin: ['japan'], suits: ['travel'] }, related: ['reel-eight-cine-camera', 'quiet-hours-headphones'], stock: [2],
  },
  {
    slug: 'matinee-film-projector', in: 'cameras', brand: 'Halden', art: 'projector', eur: 465, weight: 7200, days: 88,
    title: ['Matinee film projector', 'Matinee 電影放映機'],
    summary: ['Saturday afternoons, on your own wall.', '把週六午後的電影院搬回家。'],
    text: [
      'A 16 mm projector rebuilt with a cool LED lamp, so that a stopped frame never burns. The reels take 120 metres of film, about eleven minutes.',
      '翻修的 16 mm 放映機，改裝低溫 LED 光源，停格也不會燒片。可裝 120 公尺片盤，約十一分鐘長度。',
    ],
    details: [['format', '16 mm, 24 fps', '16 mm，24 fps'], ['power', '100–240 V, 60 W', '100–240 V，60 W'], ['weight', '7.2 kg', '7.2 公斤'], ['repair', 'Belts and lamps kept for ten years', '皮帶與燈具零件備料十年']],
    facets: { material: ['metal'], origin: ['czechia'], suits: ['gift'] }, related: ['reel-eight-cine-camera', 'colour-film-400'], stock: [1],
  },
  {
    slug: 'colour-film-400', group: true, in: 'cameras', brand: 'Harbour', art: 'film', eur: 11.9, weight: 30, days: 17, max: 20,
    title: ['Harbour 400 colour film, 35 mm', 'Harbour 400 彩色負片 35 mm'],
    summary: ['Warm skin, forgiving in the shade.', '膚色溫潤，陰天也放心。'],
    text: [
      'A fine-grained colour negative film that likes a little overexposure. Any lab can develop it in standard C-41 chemistry.',
      '顆粒細緻的彩色負片，略微過曝色彩更漂亮。一般沖印店的 C-41 藥水即可沖洗。',
    ],
    details: [['format', '35 mm, 36 exposures, ISO 400', '35 mm，36 張，ISO 400'], ['store', 'Below 21 °C; freeze for long keeping', '21 °C 以下，長期保存請冷凍'], ['life', 'March 2029', '2029 年 3 月']],
    facets: { origin: ['germany'], suits: ['travel', 'beginners'] },
    option: { id: 'pack', name: ['Pack', '包裝'], values: [['1', '1 roll', '1 卷', 0, 30, [1, 'piece', 'piece']], ['3', '3 rolls', '3 卷', 21.6, 90, [3, 'piece', 'piece']], ['5', '5 rolls', '5 卷', 43, 150, [5, 'piece', 'piece']]] },
    related: ['folding-camera-120', 'reel-eight-cine-camera'],
  },
  {
    slug: 'skylark-telescope', in: 'cameras', brand: 'Skylark', art: 'telescope', eur: 215, weight: 3900, days: 30,
    title: ['Skylark 70 telescope', 'Skylark 70 折射式天文望遠鏡'],
    summary: ['Saturn’s rings from a balcony.', '在陽台就能看見土星環。'],
    text: [
      'A 70 mm refractor on a steady tripod that one person carries with one hand. Two eyepieces cover everything from the whole moon to a single crater.',
      '口徑 70 mm 的折射式望遠鏡，搭配穩固腳架，單手就能提著走。附兩顆目鏡，從整個月面到單一隕石坑都看得清楚。',
    ],
    details: [['lens', '70 mm, f/10, multi-coated', '口徑 70 mm，f/10，多層鍍膜'], ['inside', 'Tube, tripod, 25 mm and 10 mm eyepieces, star chart', '鏡筒、腳架、25 mm 與 10 mm 目鏡、星圖'], ['safety', 'Never point it at the sun without a filter', '未加裝濾鏡請勿觀測太陽'], ['warranty', '5 years', '5 年']],
    facets: { material: ['aluminium'], origin: ['taiwan'], suits: ['beginners', 'outdoors', 'gift'] }, colours: ['lilac*', 'petrol'],
    related: ['meridian-compass', 'folding-camera-120'],
  },
  {
    slug: 'quiet-hours-headphones', in: 'audio', brand: 'Undertone', art: 'headphones', eur: 189, was: 229, low: 199, weight: 262, days: 12,
    title: ['Quiet Hours headphones', 'Quiet Hours 耳罩式耳機'],
    summary: ['Forty hours of calm between charges.', '一次充電，安靜四十小時。'],
    text: [
      'Over-ear headphones with soft replaceable cushions and a cable for when the battery sleeps. Noise cancelling listens to the room and leaves voices through when you tap twice.',
      '柔軟耳罩可自行更換，沒電時接上音源線照樣能聽。降噪會隨環境調整，輕點兩下就能聽見身旁的人說話。',
    ],
    details: [['power', '40 h, USB-C; ten minutes give five hours', '續航 40 小時，USB-C 快充 10 分鐘可聽 5 小時'], ['weight', '262 g', '262 公克'], ['inside', 'Headphones, cable, felt pouch', '耳機、音源線、毛氈收納袋'], ['repair', 'Cushions and battery can be replaced', '耳罩與電池皆可更換'], ['warranty', '3 years', '3 年']],
    facets: { material: ['aluminium', 'recycled'], origin: ['denmark'], suits: ['travel', 'everyday'] }, colours: ['chalk*', 'slate', 'sage', 'terracotta'],
    related: ['pier-kitchen-radio', 'booth-one-microphone', 'ferryman-backpack'],
  },
  {
    slug: 'pier-kitchen-radio', in: 'audio', brand: 'Undertone', art: 'radio', eur: 96, weight: 1350, days: 9, badges: ['new'],
    title: ['Pier kitchen radio', 'Pier 廚房收音機'],
    summary: ['One knob, good bass, no app.', '一顆旋鈕、飽滿低音，不必裝 App。'],
    text: [
      'A mains and battery radio with FM, DAB+ and Bluetooth. The knob turns it on, tunes it and turns it off; nothing hides in a menu.',
      '可插電也可裝電池，支援 FM、DAB+ 與藍牙。開機、選台、關機都靠同一顆旋鈕，沒有層層選單。',
    ],
    details: [['power', 'Mains or 4 × C cells, 60 h', '插電或 C 型電池 4 顆，約 60 小時'], ['size', '24 × 15 × 9 cm', '24 × 15 × 9 公分'], ['sound', 'Full-range 3-inch driver, 8 W', '3 吋全音域單體，8 W'], ['warranty', '2 years', '2 年']],
    facets: { material: ['metal', 'wood'], origin: ['portugal'], suits: ['everyday', 'gift'] }, colours: ['pearl*', 'celadon', 'blush'],
    related: ['quiet-hours-headphones', 'switchboard-telephone', 'twin-bell-alarm-clock'],
  },
  {
    slug: 'booth-one-microphone', in: 'audio', brand: 'Undertone', art: 'condenser', eur: 134, weight: 720, days: 54,
    title: ['Booth One microphone', 'Booth One 電容式麥克風'],
    summary: ['A radio voice at a kitchen table.', '在餐桌上也有電台主持人的聲線。'],
    text: [
      'A large-diaphragm condenser microphone that plugs straight into USB or a mixer. The weighted stand soaks up keyboard knocks.',
      '大振膜電容麥克風，可直接接 USB 或混音器。加重底座能吸收敲鍵盤的震動，錄音更乾淨。',
    ],
    details: [['format', 'USB-C and XLR, 24 bit / 96 kHz', 'USB-C 與 XLR，24 bit／96 kHz'], ['inside', 'Microphone, stand, USB-C cable', '麥克風、桌上架、USB-C 傳輸線'], ['warranty', '2 years', '2 年']],
    facets: { material: ['metal'], origin: ['germany'], suits: ['beginners'] }, related: ['stageline-microphone', 'quiet-hours-headphones'],
  },
  {
    slug: 'stageline-microphone', in: 'audio', stock: [14], brand: 'Undertone', art: 'handmic', eur: 79, weight: 310, days: 73, max: 12,
    title: ['Stageline vocal microphone', 'Stageline 動圈人聲麥克風'],
    summary: ['Drop it, wipe it, sing on.', '摔了擦一擦，照樣開唱。'],
    text: [
      'A dynamic microphone with a steel grille and an internal shock mount. It hears the singer and not the drummer.',
      '鋼網頭搭配內建避震的動圈麥克風，收音集中在主唱，不會把鼓聲一起收進來。',
    ],
    details: [['format', 'Cardioid, XLR', '心型指向，XLR'], ['material', 'Zinc body, steel grille', '鋅合金機身、鋼網'], ['inside', 'Microphone, clip, pouch', '麥克風、夾具、收納袋'], ['warranty', '3 years', '3 年']],
    facets: { material: ['metal'], origin: ['austria'], suits: ['beginners'] }, related: ['booth-one-microphone', 'harbourlight-electric-guitar'],
  },
  {
    slug: 'switchboard-telephone', in: 'audio', brand: 'Kestrel', art: 'telephone', eur: 68, weight: 1100, days: 97,
    title: ['Switchboard desk telephone', 'Switchboard 復古桌上電話'],
    summary: ['A real bell, and something to slam.', '真正的鈴鐺聲，還能用力掛斷。'],
    text: [
      'A corded telephone with a brass bell and keys that click. It works on any analogue line and on most internet routers.',
      '有線電話，內建黃銅鈴鐺，按鍵手感清脆。可接傳統市話，也能接多數網路數據機的電話孔。',
    ],
    details: [['material', 'ABS shell, brass bell', 'ABS 外殼、黃銅鈴'], ['size', '21 × 18 × 13 cm', '21 × 18 × 13 公分'], ['power', 'From the telephone line', '由電話線供電'], ['warranty', '2 years', '2 年']],
    facets: { origin: ['taiwan'], suits: ['gift', 'everyday'] }, colours: ['cherry*', 'mustard', 'petrol', 'bone'],
    related: ['pier-kitchen-radio', 'twin-bell-alarm-clock'],
  },
];
