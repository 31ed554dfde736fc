// The pictures of the services: objects set together, drawn like the shop's. Their words are in services.json.

import { ART } from './art.mjs';

/** `items` are [art, x, y, size, turn, colour], as in `render` of stage.mjs; `tone` sets the backdrop's hue. */
const DRAWINGS = [
  { id: 'service-hair-cut', set: 'wall', tone: '#7a55d0', items: [['comb', 0.35, 0.42, 0.42, -14], ['scissors', 0.6, 0.58, 0.5, 8]] },
  { id: 'service-hair-cut-mirror', set: 'disc', tone: '#e0a050', items: [['mirror', 0.48, 0.47, 0.64], ['scissors', 0.7, 0.74, 0.28, -14]] },
  { id: 'service-shave', set: 'wall', tone: '#4a8fe0', items: [['soap', 0.37, 0.6, 0.4, -8, '#cfe0ee'], ['razor', 0.57, 0.45, 0.52]] },
  { id: 'service-shave-pole', set: 'plinth', stands: true, tone: '#5a80c8', items: [['pole', 0.5, 0.79, 0.56]] },
  { id: 'service-hair-colour', set: 'wall', tone: '#a03a78', items: [['dish', 0.44, 0.57, 0.5, 0, '#8a2f6b'], ['brush', 0.64, 0.42, 0.5, -6, '#7a4a8a']] },
  { id: 'service-studio-room', set: 'wall', tone: '#d0506a', items: [['drum', 0.64, 0.6, 0.46], ['guitar', 0.36, 0.47, 0.58]] },
  { id: 'service-studio-room-desk', set: 'deep', tone: '#6f86c0', items: [['knobs', 0.42, 0.45, 0.5, -6], ['headphones', 0.67, 0.66, 0.42, 10]] },
  { id: 'service-recording', set: 'table', stands: true, tone: '#8a7ac0', items: [['headphones', 0.3, 0.82, 0.38], ['condenser', 0.6, 0.89, 0.6]] },
  { id: 'service-bicycle', set: 'table', stands: true, tone: '#4fa06a', items: [['bicycle', 0.45, 0.83, 0.66, 0, '#2f7d5a'], ['toolbox', 0.77, 0.91, 0.28, 0, '#c8553d']] },
  { id: 'service-bicycle-tools', set: 'deep', tone: '#7fa08a', items: [['wrench', 0.38, 0.42, 0.52, -4], ['bolt', 0.7, 0.68, 0.34, 8]] },
  { id: 'service-bicycle-check', set: 'wall', tone: '#7c9a6a', items: [['alarm', 0.44, 0.47, 0.5, -6, '#3f8f68'], ['wrench', 0.68, 0.68, 0.38, 10]] },
  { id: 'service-tiles', set: 'wall', tone: '#4a7fd8', items: [['tile', 0.355, 0.355, 0.4, 45, '#2f5fc8'], ['tile', 0.645, 0.355, 0.4, 45, '#7fb2ea'], ['tile', 0.355, 0.645, 0.4, 45, '#7fb2ea'], ['tile', 0.645, 0.645, 0.4, 45, '#2f5fc8']] },
  { id: 'service-tiles-brush', set: 'deep', tone: '#4a7fd8', items: [['tile', 0.42, 0.55, 0.62, 38, '#2f5fc8'], ['brush', 0.66, 0.42, 0.54, 0, '#d8a04a']] },
  { id: 'service-darkroom', set: 'deep', tone: '#d03a3a', items: [['film', 0.42, 0.57, 0.56, -8], ['bulb', 0.68, 0.38, 0.4, 12, '#d8323a']] },
  { id: 'service-darkroom-lamp', set: 'disc', tone: '#d03a3a', items: [['bulb', 0.5, 0.5, 0.56, 0, '#d8323a']] },
  { id: 'service-printing', set: 'wall', tone: '#c86a5a', items: [['frame', 0.44, 0.46, 0.54, -5], ['tube', 0.7, 0.66, 0.36, 6]] },
  { id: 'service-print-review', set: 'wall', tone: '#c09a6a', items: [['frame', 0.42, 0.44, 0.54, 4], ['loupe', 0.66, 0.65, 0.4]] },
  { id: 'service-tea', set: 'table', stands: true, tone: '#8fae6a', items: [['teapot', 0.4, 0.83, 0.5, 0, '#8a4b32'], ['cup', 0.7, 0.9, 0.34]] },
  { id: 'service-tea-pot', set: 'plinth', stands: true, tone: '#8fae6a', items: [['teapot', 0.5, 0.79, 0.54, 0, '#8a4b32']] },
  { id: 'service-tea-table', set: 'disc', tone: '#7aa85a', items: [['sprig', 0.6, 0.36, 0.42, 14], ['cup', 0.47, 0.6, 0.46]] },
  { id: 'service-pottery', set: 'table', stands: true, tone: '#c9814b', items: [['amphora', 0.36, 0.82, 0.54], ['dish', 0.66, 0.9, 0.4, 0, '#c07a4a']] },
  { id: 'service-pottery-vase', set: 'plinth', stands: true, tone: '#c9814b', items: [['amphora', 0.5, 0.79, 0.57]] },
  { id: 'service-kintsugi', set: 'wall', tone: '#d8b040', items: [['dish', 0.44, 0.55, 0.52, 0, '#2f3a4a'], ['brush', 0.66, 0.42, 0.46, -4, '#c8962a']] },
  { id: 'service-kintsugi-gold', set: 'disc', tone: '#d8b040', items: [['drop', 0.5, 0.5, 0.5, 0, '#f0b848']] },
  { id: 'service-knives', set: 'wall', tone: '#7a86a8', items: [['knife', 0.42, 0.52, 0.56], ['scissors', 0.7, 0.37, 0.34, 10, '#4a4fae']] },
  { id: 'service-suit', set: 'wall', tone: '#8a8a9a', items: [['coat', 0.45, 0.48, 0.62, 0, '#474a5a'], ['ruler', 0.7, 0.68, 0.34, 4]] },
  { id: 'service-suit-thread', set: 'disc', tone: '#7c86c4', items: [['shirt', 0.46, 0.46, 0.46, -4], ['thread', 0.67, 0.68, 0.32, 8, '#474a5a']] },
  { id: 'service-alterations', set: 'wall', tone: '#6fa0d8', items: [['jeans', 0.42, 0.48, 0.6, -5], ['needle', 0.66, 0.6, 0.4, 0, '#d8573d']] },
];

/** The pictures of the services, as `render` draws them. */
export const SERVICE_PICTURES = DRAWINGS.map(({ items, ...drawing }) => ({
  ...drawing,
  items: items.map(([art, x, y, size, turn, colour]) => ({ art: ART[art], x, y, size, turn: turn ?? 0, colour: colour ?? null })),
}));
