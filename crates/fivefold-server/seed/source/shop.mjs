// The demo shop: its categories, and the products gathered from one file per department.

import camerasSound from './shop/cameras-sound.mjs';
import bags from './shop/bags.mjs';
import clothing from './shop/clothing.mjs';
import home from './shop/home.mjs';
import instruments from './shop/instruments.mjs';
import kitchen from './shop/kitchen.mjs';
import outdoors from './shop/outdoors.mjs';
import pantry from './shop/pantry.mjs';
import shoes from './shop/shoes.mjs';
import stationeryToys from './shop/stationery-toys.mjs';

/** `hero` items are [art, x, y, size, turn, colour]; `tone` sets the backdrop's hue. */
export const CATEGORIES = [
  { slug: 'cameras-sound', parent: null, name: ['Cameras & sound', '相機與音響'], tone: '#7d83a8', hero: [['projector', 0.25, 0.56, 0.6], ['radio', 0.77, 0.58, 0.52], ['camera', 0.5, 0.62, 0.62]] },
  { slug: 'cameras', parent: 'cameras-sound', name: ['Cameras & optics', '相機與光學'], tone: '#8a8196', hero: [['telescope', 0.26, 0.52, 0.66], ['cinecamera', 0.75, 0.56, 0.54], ['camera', 0.5, 0.62, 0.62]] },
  { slug: 'audio', parent: 'cameras-sound', name: ['Audio & desk', '音響與桌上用品'], tone: '#9a8fb5', hero: [['condenser', 0.26, 0.55, 0.6], ['radio', 0.76, 0.58, 0.54], ['headphones', 0.5, 0.54, 0.66]] },
  { slug: 'shoes', parent: null, name: ['Shoes', '鞋履'], tone: '#b9a2dd', hero: [['hiker', 0.24, 0.58, 0.54], ['wellington', 0.76, 0.54, 0.62], ['runner', 0.5, 0.55, 0.72]] },
  { slug: 'clothing', parent: null, name: ['Coats & clothing', '大衣與服飾'], tone: '#d9a86a', hero: [['tee', 0.22, 0.54, 0.5, -6], ['dress', 0.78, 0.54, 0.62, 5], ['coat', 0.5, 0.53, 0.74]] },
  { slug: 'outerwear', parent: 'clothing', name: ['Coats & jackets', '大衣外套'], tone: '#c9a27a', hero: [['workcoat', 0.3, 0.54, 0.64, -4], ['coat', 0.68, 0.53, 0.7, 4]] },
  { slug: 'everyday', parent: 'clothing', name: ['Everyday clothing', '日常穿著'], tone: '#6fa0d8', hero: [['jeans', 0.24, 0.54, 0.66, -6], ['dress', 0.76, 0.54, 0.66, 6], ['tee', 0.5, 0.54, 0.6]] },
  { slug: 'accessories', parent: 'clothing', name: ['Scarves, hats & socks', '圍巾、帽子與襪子'], tone: '#cf6f86', hero: [['gloves', 0.25, 0.55, 0.5, -8], ['strawhat', 0.75, 0.55, 0.52, 8], ['scarf', 0.5, 0.54, 0.66]] },
  { slug: 'bags-wear', parent: null, name: ['Bags & accessories', '包款與配件'], tone: '#8f6fae', hero: [['suitcase', 0.24, 0.54, 0.62, -5], ['umbrella', 0.77, 0.52, 0.62, 8], ['backpack', 0.5, 0.54, 0.66]] },
  { slug: 'bags', parent: 'bags-wear', name: ['Bags & luggage', '包包與行李箱'], tone: '#c07a92', hero: [['handbag', 0.25, 0.56, 0.52, -4], ['suitcase', 0.76, 0.54, 0.64, 4], ['backpack', 0.5, 0.54, 0.66]] },
  { slug: 'wear', parent: 'bags-wear', name: ['Umbrellas, watches & glasses', '雨傘、手錶與眼鏡'], tone: '#7c86c4', hero: [['watch', 0.24, 0.54, 0.58, -10], ['sunglasses', 0.76, 0.54, 0.5, 8], ['umbrella', 0.5, 0.54, 0.68]] },
  { slug: 'tea-kitchen', parent: null, name: ['Tea & kitchen', '茶具與廚房'], tone: '#e0708a', hero: [['skillet', 0.76, 0.54, 0.58, 8], ['coffee', 0.24, 0.58, 0.48], ['teapot', 0.5, 0.56, 0.64]] },
  { slug: 'tea-coffee', parent: 'tea-kitchen', name: ['Tea & coffee', '茶與咖啡'], tone: '#c98aa0', hero: [['sake', 0.25, 0.56, 0.54], ['teacup', 0.76, 0.58, 0.5], ['teapot', 0.5, 0.56, 0.64]] },
  { slug: 'cook-table', parent: 'tea-kitchen', name: ['Cooking & table', '料理與餐桌'], tone: '#7a86b8', hero: [['stockpot', 0.24, 0.57, 0.54], ['wineglass', 0.77, 0.54, 0.62], ['skillet', 0.5, 0.55, 0.66]] },
  { slug: 'home', parent: null, name: ['Furniture & home', '家具與居家'], tone: '#c9957a', hero: [['chair', 0.22, 0.56, 0.6], ['plant', 0.79, 0.55, 0.6], ['sofa', 0.5, 0.57, 0.7]] },
  { slug: 'furniture', parent: 'home', name: ['Furniture', '家具'], tone: '#9a8070', hero: [['ladder', 0.24, 0.54, 0.66], ['chair', 0.76, 0.55, 0.64], ['sofa', 0.5, 0.58, 0.66]] },
  { slug: 'decor', parent: 'home', name: ['Light, clocks & plants', '燈飾、時鐘與植栽'], tone: '#e0a060', hero: [['candle', 0.22, 0.54, 0.6], ['alarm', 0.78, 0.57, 0.54], ['plant', 0.5, 0.54, 0.68]] },
  { slug: 'bath', parent: 'home', name: ['Bath & body', '沐浴與身體'], tone: '#e59ac0', hero: [['soap', 0.34, 0.56, 0.56, -6], ['lotion', 0.68, 0.54, 0.66]] },
  { slug: 'pantry', parent: null, name: ['Fruit & pantry', '水果與食品'], tone: '#d8a040', hero: [['bread', 0.22, 0.58, 0.5], ['honey', 0.78, 0.57, 0.52], ['apple', 0.5, 0.55, 0.6]] },
  { slug: 'fruit', parent: 'pantry', name: ['Fruit', '水果'], tone: '#8fc060', hero: [['pear', 0.16, 0.57, 0.5, -8], ['mango', 0.84, 0.57, 0.5, 8], ['orange', 0.34, 0.6, 0.5], ['kiwi', 0.67, 0.6, 0.5], ['apple', 0.5, 0.53, 0.58]] },
  { slug: 'larder', parent: 'pantry', name: ['Larder', '美味食品'], tone: '#c98a4a', hero: [['cheese', 0.2, 0.58, 0.5, -5], ['chocolate', 0.8, 0.56, 0.52, 8], ['honey', 0.5, 0.55, 0.62]] },
  { slug: 'outdoors', parent: null, name: ['Bicycles & outdoors', '單車與戶外'], tone: '#5fb07a', hero: [['tent', 0.2, 0.58, 0.54], ['kite', 0.81, 0.5, 0.56, 6], ['bicycle', 0.5, 0.56, 0.8]] },
  { slug: 'wheels', parent: 'outdoors', name: ['Bicycles & wheels', '單車與滑輪'], tone: '#d87090', hero: [['scooter', 0.22, 0.55, 0.64], ['skateboard', 0.79, 0.54, 0.58], ['bicycle', 0.5, 0.56, 0.76]] },
  { slug: 'camp', parent: 'outdoors', name: ['Camp & trail', '露營與登山'], tone: '#70a860', hero: [['torch', 0.22, 0.55, 0.52], ['compass', 0.78, 0.55, 0.56], ['tent', 0.5, 0.56, 0.68]] },
  { slug: 'games', parent: 'outdoors', name: ['Games & water', '運動與戲水'], tone: '#e08050', hero: [['tabletennis', 0.23, 0.55, 0.54, -6], ['snorkel', 0.77, 0.54, 0.54, 4], ['basketball', 0.5, 0.55, 0.6]] },
  { slug: 'instruments', parent: null, name: ['Instruments', '樂器'], tone: '#d06a90', hero: [['drum', 0.22, 0.57, 0.52], ['trumpet', 0.8, 0.55, 0.54, 6], ['guitar', 0.5, 0.53, 0.74]] },
  { slug: 'stationery-toys', parent: null, name: ['Stationery & toys', '文具與玩具'], tone: '#8a8ad0', hero: [['notebook', 0.22, 0.55, 0.54, -8], ['train', 0.79, 0.57, 0.56], ['bear', 0.5, 0.55, 0.66]] },
  { slug: 'stationery', parent: 'stationery-toys', name: ['Stationery', '文具'], tone: '#6f86c0', hero: [['pencil', 0.22, 0.55, 0.52], ['palette', 0.78, 0.55, 0.56, 6], ['notebook', 0.5, 0.54, 0.62, -4]] },
  { slug: 'crafts', parent: 'stationery-toys', name: ['Wool & thread', '毛線與縫紉'], tone: '#70a0d8', hero: [['thread', 0.32, 0.56, 0.54, -6], ['yarn', 0.66, 0.54, 0.64]] },
  { slug: 'toys', parent: 'stationery-toys', name: ['Toys', '玩具'], tone: '#d89060', hero: [['matryoshka', 0.23, 0.56, 0.58, -4], ['yoyo', 0.78, 0.56, 0.52, 6], ['bear', 0.5, 0.55, 0.66]] },
];

export const PRODUCTS = [
  ...camerasSound,
  ...shoes,
  ...clothing,
  ...bags,
  ...kitchen,
  ...home,
  ...pantry,
  ...outdoors,
  ...instruments,
  ...stationeryToys,
];
