// The demo shop: its categories, and the products gathered from one file per department.

import camerasSound from './shop/cameras-sound.mjs';
import shoes from './shop/shoes.mjs';

/** `hero` items are [art, x, y, size, turn, colour]; `tone` sets the backdrop's hue. */
export const CATEGORIES = [
  { slug: 'cameras-sound', parent: null, name: ['Cameras & sound', '相機與音響'], tone: '#7d83a8', hero: [['projector', 0.25, 0.56, 0.6], ['radio', 0.77, 0.58, 0.52], ['camera', 0.5, 0.62, 0.62]] },
  { slug: 'cameras', parent: 'cameras-sound', name: ['Cameras & optics', '相機與光學'], tone: '#8a8196', hero: [['telescope', 0.26, 0.52, 0.66], ['cinecamera', 0.75, 0.56, 0.54], ['camera', 0.5, 0.62, 0.62]] },
  { slug: 'audio', parent: 'cameras-sound', name: ['Audio & desk', '音響與桌上用品'], tone: '#9a8fb5', hero: [['condenser', 0.26, 0.55, 0.6], ['radio', 0.76, 0.58, 0.54], ['headphones', 0.5, 0.54, 0.66]] },
  { slug: 'shoes', parent: null, name: ['Shoes', '鞋履'], tone: '#b9a2dd', hero: [['hiker', 0.24, 0.58, 0.54], ['wellington', 0.76, 0.54, 0.62], ['runner', 0.5, 0.55, 0.72]] },
];

export const PRODUCTS = [...camerasSound, ...shoes];
