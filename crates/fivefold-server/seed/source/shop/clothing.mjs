// Coats, clothing and what is worn with them.

const letters = (...sizes) => ({ id: 'size', name: ['Size', '尺寸'], values: sizes.map((size) => [size.toLowerCase().replace('/', '-'), size, size, 0]) });

export default [
  {
    slug: 'wool-coat', detail: true, in: 'outerwear', brand: 'Northing', art: 'coat', eur: 240, weight: 1480, days: 6, badges: ['new'],
    title: ['Wool coat', '純羊毛大衣'],
    summary: ['A straight coat in cloth that keeps its shape.', '挺而不硬的直筒大衣。'],
    text: [
      'Cut from Italian melton with a dry hand and a clean drape. Horn buttons, two welt pockets and a half lining that slides over knitwear.\n\nMade in batches of forty; each coat carries the number of its batch.',
      '選用義大利麥爾登羊毛呢，觸感乾爽、垂墜俐落。搭配牛角釦、兩個滾邊口袋與半裡設計，內搭厚毛衣也好穿脫。\n\n每批僅製作四十件，內裡附有批次編號。',
    ],
    details: [['material', '90 % wool, 10 % polyamide', '羊毛 90%、聚醯胺 10%'], ['lining', 'Half lining, cupro', '半裡，銅氨纖維'], ['care', 'Brush and air; dry clean rarely', '平時刷塵通風，偶爾乾洗'], ['fit', 'Straight; take your usual size', '直筒版型，請選平常尺寸'], ['origin', 'Portugal', '葡萄牙']],
    facets: { material: ['wool'], origin: ['portugal'], suits: ['formal', 'everyday'] }, colours: ['camel*', 'charcoal', 'forest'],
    option: letters('S', 'M', 'L', 'XL'), related: ['lambswool-scarf', 'tern-knitted-gloves', 'quayside-tall-boot'],
  },
  {
    slug: 'workshop-coat', in: 'outerwear', brand: 'Northing', art: 'workcoat', eur: 118, weight: 620, days: 71,
    title: ['Workshop coat', '工作室長版外套'],
    summary: ['Four pockets and no fuss.', '四個大口袋，耐髒好動。'],
    text: [
      'A cotton drill coat modelled on what potters and printers wear. It softens with every wash and lets out at the cuff.',
      '以陶藝家與版畫師的工作服為靈感，厚斜紋棉越洗越軟。袖口可放長，捲起袖子就能開工。',
    ],
    details: [['material', '100 % cotton drill, 280 g/m²', '100% 斜紋棉，280 g/m²'], ['care', 'Machine wash 40 °C', '40 °C 可機洗'], ['fit', 'Roomy; size down for indoors', '寬鬆版型，室內穿可小一號']],
    facets: { material: ['cotton'], origin: ['japan'], suits: ['everyday'] }, colours: ['chalk*', 'slate'],
    option: letters('S', 'M', 'L'), related: ['slipway-jeans', 'regatta-tee'],
  },
  {
    slug: 'regatta-tee', in: 'everyday', brand: 'Breakwater', art: 'tee', eur: 32, weight: 190, days: 27, max: 12,
    title: ['Regatta chest-stripe tee', 'Regatta 胸前撞色 T 恤'],
    summary: ['Heavy cotton, one stripe, no logo.', '厚磅純棉、一道撞色，沒有 Logo。'],
    text: [
      'A boxy T-shirt in combed cotton with a knitted-in chest stripe. The neck rib is doubled so that it never bags.',
      '精梳厚棉製成的寬版 T 恤，胸前條紋為直接織入而非印花。雙層羅紋領口，久穿不鬆垮。',
    ],
    details: [['material', '100 % organic cotton, 220 g/m²', '100% 有機棉，220 g/m²'], ['care', 'Wash inside out at 30 °C', '翻面 30 °C 機洗'], ['fit', 'Boxy, to the hip', '寬版，衣長及臀']],
    facets: { material: ['cotton'], origin: ['portugal'], suits: ['everyday'] }, colours: ['leaf*', 'sky', 'coral'],
    option: letters('S', 'M', 'L', 'XL'), related: ['slipway-jeans', 'breakwater-cap', 'cove-swim-shorts'],
  },
  {
    slug: 'slipway-jeans', in: 'everyday', brand: 'Northing', art: 'jeans', eur: 98, was: 120, low: 98, weight: 690, days: 39,
    title: ['Slipway straight jeans', 'Slipway 直筒牛仔褲'],
    summary: ['Thirteen ounces of honest denim.', '13 盎司，越穿越有個性。'],
    text: [
      'Straight from hip to turn-up, in rigid cotton that fades the way you live. Seams are chain-stitched and the pockets are deep enough for a hand.',
      '從臀部到褲腳一路直筒，採用無彈力丹寧，會依你的生活留下專屬刷色。鏈縫車線紮實，口袋夠深，手能整個放進去。',
    ],
    details: [['material', '100 % cotton, 13 oz', '100% 棉，13 盎司'], ['care', 'Wash cold, inside out, seldom', '冷水翻面清洗，減少洗滌次數'], ['fit', 'Straight; shrinks half a size', '直筒，首次洗後約縮半號']],
    facets: { material: ['cotton'], origin: ['japan'], suits: ['everyday'] }, colours: ['indigo*', 'black', 'ecru'],
    option: { id: 'waist', name: ['Waist', '腰圍'], values: [['28', '28 in', '28 吋', 0], ['30', '30 in', '30 吋', 0], ['32', '32 in', '32 吋', 0], ['34', '34 in', '34 吋', 0]] },
    related: ['regatta-tee', 'workshop-coat', 'kerb-derby-shoe'],
  },
  {
    slug: 'pavilion-swing-dress', in: 'everyday', brand: 'Mercer & Vane', art: 'dress', eur: 132, weight: 380, days: 10, badges: ['new'],
    title: ['Pavilion swing dress', 'Pavilion 傘襬洋裝'],
    summary: ['A skirt with opinions and two pockets.', '裙襬會跳舞，還有兩個口袋。'],
    text: [
      'A fitted bodice over a full circle skirt in crisp poplin. The straps adjust, the zip hides in the side seam and the pockets are real.',
      '合身上身搭配全圓裙襬，挺爽府綢隨步伐擺動。肩帶可調、側邊隱形拉鍊，兩側口袋是真的能放東西。',
    ],
    details: [['material', '97 % cotton, 3 % elastane', '棉 97%、彈性纖維 3%'], ['lining', 'Bodice lined in cotton', '上身棉質內裡'], ['care', 'Wash at 30 °C, iron damp', '30 °C 清洗，微溼時熨燙'], ['size', '104 cm long at size M', 'M 號全長 104 公分']],
    facets: { material: ['cotton'], origin: ['italy'], suits: ['formal', 'everyday'] }, colours: ['cornflower*', 'rust', 'plum'],
    option: letters('XS', 'S', 'M', 'L'), related: ['plume-ballet-flat', 'marram-straw-hat', 'kisslock-purse'],
  },
  {
    slug: 'cove-swim-shorts', in: 'everyday', brand: 'Breakwater', art: 'shorts', eur: 46, was: 58, low: 52, weight: 150, days: 98,
    title: ['Cove swim shorts', 'Cove 快乾海灘褲'],
    summary: ['From the water to lunch in ten minutes.', '上岸十分鐘就能去吃午餐。'],
    text: [
      'Quick-drying shorts made from old fishing nets, with a soft mesh brief and a key loop in the pocket.',
      '以回收漁網再生紗線製成，快乾不黏腿。內裡為柔軟網布，口袋附鑰匙扣環。',
    ],
    details: [['material', '100 % recycled polyamide', '100% 再生尼龍'], ['care', 'Rinse after salt water', '下水後以清水沖洗'], ['fit', 'Above the knee', '膝上長度']],
    facets: { material: ['recycled'], origin: ['taiwan'], suits: ['travel', 'outdoors'] }, colours: ['leaf*', 'cobalt', 'orange'],
    option: letters('S', 'M', 'L', 'XL'), related: ['lido-flip-flop', 'cove-snorkel-set', 'meridian-sunglasses'],
  },
  {
    slug: 'lambswool-scarf', in: 'accessories', brand: 'Northing', art: 'scarf', eur: 54, weight: 210, days: 21, badges: ['bestseller'],
    title: ['Lambswool scarf', '小羊毛圍巾'],
    summary: ['Long enough to wrap twice.', '長度足夠繞兩圈。'],
    text: [
      'Woven from first-shear lambswool and brushed with teasels until it stops being scratchy. Two metres long, with a hand-twisted fringe.',
      '採用羔羊初剪毛織成，以刺果起絨處理，貼膚不刺癢。全長兩公尺，流蘇由手工捻製。',
    ],
    details: [['material', '100 % lambswool', '100% 小羊毛'], ['size', '200 × 32 cm', '200 × 32 公分'], ['care', 'Hand wash cool, dry flat', '冷水手洗，平放陰乾'], ['origin', 'Scotland', '蘇格蘭']],
    facets: { material: ['wool'], origin: ['scotland'], suits: ['gift', 'everyday'] }, colours: ['cherry*', 'mustard', 'spruce', 'grey'],
    related: ['tern-knitted-gloves', 'wool-coat', 'harbour-wool-yarn'],
  },
  {
    slug: 'tern-knitted-gloves', in: 'accessories', brand: 'Northing', art: 'gloves', eur: 36, weight: 80, days: 33,
    title: ['Tern knitted gloves', 'Tern 觸控針織手套'],
    summary: ['Warm hands, working thumbs.', '手暖，手機也滑得動。'],
    text: [
      'Close-knit merino with a conductive yarn at thumb and forefinger. The cuff is long enough to meet your sleeve.',
      '細密美麗諾羊毛編織，拇指與食指加入導電紗，可操作觸控螢幕。加長羅紋袖口，與外套無縫銜接。',
    ],
    details: [['material', '80 % merino, 20 % polyamide', '美麗諾羊毛 80%、尼龍 20%'], ['care', 'Wool cycle, cold', '冷水羊毛行程'], ['size', 'S/M to 19 cm, M/L to 22 cm', 'S/M 掌圍至 19 公分、M/L 至 22 公分']],
    facets: { material: ['wool'], origin: ['scotland'], suits: ['everyday', 'gift'] }, colours: ['violet*', 'charcoal', 'rust'],
    option: letters('S/M', 'M/L'), related: ['lambswool-scarf', 'wool-coat'],
  },
  {
    slug: 'deckhand-socks', in: 'accessories', brand: 'Breakwater', art: 'socks', eur: 12.5, weight: 60, days: 50, max: 24,
    title: ['Deckhand socks', 'Deckhand 條紋中筒襪'],
    summary: ['Terry soles and a stripe that stays up.', '毛巾底厚實，襪口不鬆不勒。'],
    text: [
      'Everyday socks with a cushioned sole and a hand-linked toe, so there is no seam to find with your shoe on.',
      '日常必備中筒襪，腳底加厚毛巾編織，襪頭手工縫合無接縫，穿鞋不卡腳。',
    ],
    details: [['material', '78 % cotton, 20 % polyamide, 2 % elastane', '棉 78%、尼龍 20%、彈性纖維 2%'], ['care', 'Machine wash 40 °C', '40 °C 可機洗'], ['origin', 'Taiwan', '台灣']],
    facets: { material: ['cotton'], origin: ['taiwan'], suits: ['everyday', 'gift'] }, colours: ['leaf*', 'coral', 'indigo'],
    option: { id: 'size', name: ['EU size', '歐碼尺寸'], values: [['36-39', '36–39', '36–39', 0], ['40-43', '40–43', '40–43', 0], ['44-46', '44–46', '44–46', 0]] },
    related: ['kerb-derby-shoe', 'tidewalk-running-shoe', 'ridgeback-hiking-boot'],
  },
  {
    slug: 'breakwater-cap', in: 'accessories', brand: 'Breakwater', art: 'cap', eur: 29, weight: 85, days: 77,
    title: ['Breakwater cap', 'Breakwater 水洗棒球帽'],
    summary: ['A cap that forgives a wet crossing.', '淋到浪花也不變形。'],
    text: [
      'Washed cotton twill with a brim that floats and a brass buckle at the back. One size, and it means it.',
      '水洗斜紋棉，帽簷採不怕水的材質，後方黃銅釦可調整。單一尺寸，大人小孩都合戴。',
    ],
    details: [['material', '100 % cotton twill', '100% 斜紋棉'], ['size', '55–61 cm', '頭圍 55–61 公分'], ['care', 'Hand wash, reshape, air dry', '手洗後整形，自然風乾']],
    facets: { material: ['cotton'], origin: ['taiwan'], suits: ['outdoors', 'everyday'] }, colours: ['sky*', 'charcoal', 'mustard', 'sage'],
    related: ['regatta-tee', 'meridian-sunglasses'],
  },
  {
    slug: 'marram-straw-hat', in: 'accessories', brand: 'Mercer & Vane', art: 'strawhat', eur: 62, weight: 120, days: 109, badges: ['seasonal'],
    title: ['Marram straw hat', 'Marram 蝴蝶結草帽'],
    summary: ['Shade for two, if you lean in.', '帽簷夠寬，兩個人也遮得到。'],
    text: [
      'Braided from marram grass and sewn in a spiral, with a cotton ribbon that unpins for washing. The brim is wired and holds the curve you give it.',
      '以濱草編織、螺旋車縫而成，緞帶可拆下清洗。帽簷內藏鐵絲，想要的弧度自己捏。',
    ],
    details: [['material', 'Marram straw, cotton ribbon', '濱草、棉質緞帶'], ['size', 'Brim 9 cm', '帽簷 9 公分'], ['care', 'Steam to reshape', '以蒸氣整形']],
    facets: { material: ['straw'], origin: ['italy'], suits: ['travel', 'outdoors'] }, colours: ['red*', 'indigo'],
    option: letters('S/M', 'L'), related: ['pavilion-swing-dress', 'lido-flip-flop', 'willow-basket'],
  },
];
