// Which pictures the shop has: the main view of each colour, and further views for the gallery.

import { ART } from './art.mjs';
import { COLOURS } from './words.mjs';

/** The files of each picture. WebP is for the few browsers without AVIF, and stops at what a phone needs. */
export const FORMATS = [
  { kind: 'avif', widths: [320, 640, 1200] },
  { kind: 'webp', widths: [320, 640] },
];

const VIEWS = {
  main: ['', '', ''],
  set: [', on display', '，情境照', '，情境照'],
  detail: [', close up', '，細節照', '，细节照'],
  group: [', arranged together', '，組合照', '，组合照'],
};

/** A colour as written in a product: `camel*` keeps the emoji's own colours, `cherry:#b3123a` has its own swatch. */
export function parseColour(text) {
  const [name, swatch] = text.split(':');
  const native = name.endsWith('*');
  const id = native ? name.slice(0, -1) : name;
  const known = COLOURS[id];
  if (!known) throw new Error(`no colour ${id}`);
  return { id, native, swatch: swatch ?? known[2], en: known[0], hant: known[1] };
}

/** A repeatable choice among few, by text. */
const pick = (text, count) => [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7) % count;

function arrangement(slug, art, colours) {
  const paints = colours.slice(0, 4).map((c) => (c.native ? null : c.swatch));
  if (art.stands) {
    const places = {
      1: [[0.37, 0.8, 0.42], [0.61, 0.88, 0.56]],
      2: [[0.34, 0.82, 0.46], [0.64, 0.88, 0.52]],
      3: [[0.25, 0.8, 0.38], [0.75, 0.8, 0.38], [0.5, 0.89, 0.46]],
      4: [[0.36, 0.77, 0.34], [0.66, 0.77, 0.34], [0.22, 0.89, 0.38], [0.56, 0.9, 0.42]],
    }[paints.length];
    const order = paints.length === 1 ? [0, 0] : [...paints.keys()].slice(1).concat(0);
    return {
      set: 'table',
      stands: true,
      items: places.map(([x, y, size], i) => ({ art, colour: paints[order[i]], x, y, size: size * Math.min(1.1, (art.size ?? 0.6) / 0.6), flip: i === 0 && paints.length < 3 && !art.lettered })),
    };
  }
  const turns = art.fixed ? [0, 0, 0, 0, 0] : [-16, 12, -7, 18, -12];
  const places = {
    1: [[0.3, 0.3, 0.36], [0.7, 0.36, 0.4], [0.36, 0.7, 0.42], [0.74, 0.76, 0.34]],
    2: [[0.34, 0.36, 0.46], [0.65, 0.65, 0.5]],
    3: [[0.3, 0.31, 0.4], [0.7, 0.4, 0.4], [0.42, 0.72, 0.42]],
    4: [[0.3, 0.29, 0.37], [0.71, 0.32, 0.37], [0.29, 0.71, 0.37], [0.7, 0.73, 0.37]],
  }[paints.length];
  return {
    set: 'deep',
    items: places.map(([x, y, size], i) => ({ art, colour: paints[paints.length === 1 ? 0 : i], x, y, size, turn: turns[i], flip: !art.lettered && paints.length === 1 && i % 2 === 1 })),
  };
}

/** All pictures of one product, keyed by id, each with what to draw and how to say it. */
export function picturesOf(product) {
  const art = ART[product.art];
  if (!art) throw new Error(`${product.slug}: no art ${product.art}`);
  const colours = (product.colours ?? []).map(parseColour);
  const paint = (colour) => (colour && !colour.native ? colour.swatch : null);
  const pictures = [];
  const add = (id, view, colour, drawing) => {
    const named = colours.length > 1 && colour;
    pictures.push({
      id,
      view,
      colour: colour?.id ?? null,
      alt: {
        en: `${product.title[0]}${named ? `, ${colour.en.toLowerCase()}` : ''}${VIEWS[view][0]}`,
        hant: `${product.title[1]}${named ? `，${colour.hant}` : ''}${VIEWS[view][1]}`,
      },
      ...drawing,
    });
  };
  const shift = [28, -32, 150, 45, -55][pick(product.slug, 5)];
  const size = art.size ?? 0.6;
  const list = colours.length > 0 ? colours : [null];
  for (const [i, colour] of list.entries()) {
    const id = colours.length > 1 ? `${product.slug}-${colour.id}` : product.slug;
    const item = { art, colour: paint(colour), size };
    add(id, 'main', colour, { set: 'wall', items: [{ ...item, y: art.y ?? 0.5, turn: art.turn }] });
    if (i > 0) continue;
    // Four colours fill a gallery by themselves.
    if (list.length < 4) add(
      `${id}-set`,
      'set',
      colour,
      art.stands
        ? { set: 'plinth', stands: true, shift, items: [{ ...item, size: Math.min(0.62, size * 0.92), y: 0.79 }] }
        : { set: 'disc', shift, items: [{ ...item, size: size * 0.98, turn: art.fixed ? 0 : (art.turn ?? 0) + [-9, 8, 11][pick(product.slug, 3)] }] },
    );
    if (art.focus && (product.detail ?? (list.length === 1 && !product.group))) {
      const [x, y, zoom] = art.focus;
      const big = size * (zoom ?? 2.1);
      add(`${id}-detail`, 'detail', colour, { set: 'deep', items: [{ ...item, size: big, x, y, turn: art.fixed ? 0 : -6 }] });
    }
  }
  if (list.length === 1 && art.focus && !product.group) return pictures;
  add(`${product.slug}-group`, 'group', null, { shift: shift / 2, ...arrangement(product.slug, art, colours.length > 0 ? colours : [{ native: true }]) });
  return pictures;
}

/** The wide pictures at the head of each category. */
export function heroesOf(categories) {
  return categories.map((category) => ({
    id: `category-${category.slug}`,
    view: 'hero',
    height: 675,
    set: 'wide',
    shift: category.shift ?? 0,
    tone: category.tone,
    alt: { en: category.name[0], hant: category.name[1] },
    items: category.hero.map(([art, x, y, size, turn, colour]) => ({ art: ART[art], x, y, size, turn: turn ?? 0, colour: colour ?? null })),
  }));
}
