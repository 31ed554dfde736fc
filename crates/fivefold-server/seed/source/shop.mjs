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
];

export const PRODUCTS = [
  ...camerasSound,
  ...shoes,
  ...clothing,
  ...bags,
];
