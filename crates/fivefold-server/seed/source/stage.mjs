// Draws one picture: a backdrop in vector, and recoloured objects with their shadows on it.

import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { dominant, fromLch, lchHex, mover, parseHex, recolour, toHex, toLch } from './colour.mjs';

/** The width of every picture; a picture is square unless it gives its own `height`. */
export const SIDE = 1200;
/** Objects are drawn at least this large first, so that none is ever enlarged. */
const DRAWN = 1320;

const sources = new Map();
const objects = new Map();
const references = new Map();

const svgOf = (emoji, folder) => {
  if (!sources.has(emoji)) {
    const file = [`${emoji}.svg`, `${emoji}-fe0f.svg`].map((name) => path.join(folder, name)).find((name) => fs.existsSync(name));
    if (!file) throw new Error(`no emoji ${emoji}`);
    sources.set(emoji, fs.readFileSync(file, 'utf8'));
  }
  return sources.get(emoji);
};

/** Leaves out the top-level elements of an emoji that are not part of the product. */
function without(svg, drop) {
  if (!drop) return svg;
  const open = svg.indexOf('>') + 1;
  const end = svg.indexOf('<defs>');
  const parts = [];
  const body = svg.slice(open, end);
  let depth = 0;
  let start = 0;
  for (const tag of body.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
    if (tag[1]) depth -= 1;
    else if (depth === 0) start = tag.index;
    if (!tag[1] && !tag[3]) depth += 1;
    if (depth === 0) parts.push(body.slice(start, tag.index + tag[0].length));
  }
  return svg.slice(0, open) + parts.filter((_, i) => !drop.includes(i)).join('\n') + svg.slice(end);
}

const draw = (svg, size) => {
  const sized = svg.replace(/<svg [^>]*>/, (tag) => tag.replace(/ (width|height)="[^"]*"/g, '').replace('<svg', `<svg width="${size}" height="${size}"`));
  return sharp(Buffer.from(sized), { limitInputPixels: false });
};

/** The colour that an art's main part has by nature. */
async function referenceOf(art, folder) {
  if (!references.has(art)) {
    const pixels = await draw(without(svgOf(art.emoji, folder), art.drop), 192).ensureAlpha().raw().toBuffer();
    references.set(art, dominant(pixels));
  }
  return references.get(art);
}

/** Where an object touches the ground: the left and right end of its lowest rows, as shares of its width. */
async function footOf(data) {
  const { data: alpha, info } = await sharp(data).extractChannel('alpha').raw().toBuffer({ resolveWithObject: true });
  let [left, right] = [info.width, 0];
  for (let y = Math.floor(info.height * 0.95); y < info.height; y += 1) {
    for (let x = 0; x < info.width; x += 1) {
      if (alpha[y * info.width + x] > 128) [left, right] = [Math.min(left, x), Math.max(right, x)];
    }
  }
  return left < right ? [left / info.width, right / info.width] : [0.1, 0.9];
}

/** The object alone, trimmed, as a PNG with its size; `colour` is a swatch, or null for its own colours. */
async function objectOf(art, colour, folder, size) {
  const drawn = Math.max(DRAWN, Math.ceil(size * SIDE * 1.5));
  const key = JSON.stringify([art, colour, drawn]);
  if (!objects.has(key)) {
    let svg = without(svgOf(art.emoji, folder), art.drop);
    const parts = art.parts ?? [{}];
    const wanted = colour === null ? [] : [].concat(colour);
    const movers = [];
    for (const [i, swatch] of wanted.entries()) {
      if (swatch === null) continue;
      const part = parts[i];
      const ref = part.ref ? toLch(parseHex(part.ref)) : await referenceOf(art, folder);
      movers.push(mover({ ...part, ref }, swatch));
    }
    svg = recolour(svg, movers);
    const { data, info } = await draw(svg, drawn).trim({ background: '#00000000', threshold: 1 }).png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });
    objects.set(key, { data, width: info.width, height: info.height, foot: await footOf(data) });
    if (objects.size > 24) objects.delete(objects.keys().next().value);
  }
  return objects.get(key);
}

const svgBuffer = (body, height = SIDE) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${height}" viewBox="0 0 ${SIDE} ${height}">${body}</svg>`);

/** Backdrop colours of one mood: `hue` and how much of it. */
const tints = (hue, strength) => ({
  high: lchHex(0.965, 0.013 * strength, hue),
  low: lchHex(0.905, 0.026 * strength, hue),
  deep: lchHex(0.84, 0.05 * strength, hue),
  glow: lchHex(0.985, 0.008 * strength, hue),
  shade: fromLch([0.3, 0.03, hue]),
});

/** The set behind the object. */
function backdrop(kind, tint, height) {
  const base = `<defs>
    <linearGradient id="wall" x1=".37" y1="0" x2=".63" y2="1"><stop stop-color="${tint.high}"/><stop offset="1" stop-color="${tint.low}"/></linearGradient>
    <linearGradient id="deep" x1=".3" y1="0" x2=".7" y2="1"><stop stop-color="${tint.low}"/><stop offset="1" stop-color="${tint.deep}"/></linearGradient>
    <radialGradient id="light" cx=".36" cy=".26" r=".75"><stop stop-color="${tint.glow}" stop-opacity=".9"/><stop offset="1" stop-color="${tint.glow}" stop-opacity="0"/></radialGradient>
    <linearGradient id="arch" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${tint.glow}"/><stop offset="1" stop-color="${tint.low}"/></linearGradient>
    <linearGradient id="side" x1="0" y1="0" x2="1" y2="0"><stop stop-color="${tint.low}"/><stop offset=".35" stop-color="${tint.high}"/><stop offset="1" stop-color="${tint.deep}"/></linearGradient>
    <linearGradient id="top" x1="0" y1="0" x2="1" y2="1"><stop stop-color="${tint.glow}"/><stop offset="1" stop-color="${tint.high}"/></linearGradient>
    <linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${tint.deep}"/><stop offset="1" stop-color="${tint.low}"/></linearGradient>
    <filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="26"/></filter>
  </defs>`;
  if (kind === 'plinth') {
    return svgBuffer(`${base}<rect width="1200" height="1200" fill="url(#deep)"/>
      <path d="M250 930V520a350 350 0 0 1 700 0V930Z" fill="url(#arch)"/>
      <rect y="926" width="1200" height="274" fill="url(#floor)"/>
      <ellipse cx="640" cy="1086" rx="420" ry="52" fill="${toHex(tint.shade)}" opacity=".2" filter="url(#soft)"/>
      <path d="M215 930V1050a385 62 0 0 0 770 0V930Z" fill="url(#side)"/>
      <ellipse cx="600" cy="930" rx="385" ry="62" fill="url(#top)"/>`);
  }
  if (kind === 'disc') {
    return svgBuffer(`${base}<rect width="1200" height="1200" fill="url(#deep)"/>
      <circle cx="600" cy="600" r="440" fill="url(#arch)"/>`);
  }
  if (kind === 'table') {
    return svgBuffer(`${base}<rect width="1200" height="1200" fill="url(#wall)"/><rect width="1200" height="1200" fill="url(#light)"/>
      <rect y="770" width="1200" height="430" fill="url(#floor)"/>`);
  }
  if (kind === 'wide') {
    return svgBuffer(
      `${base}<rect width="1200" height="${height}" fill="url(#deep)"/><rect width="1200" height="${height}" fill="url(#light)" opacity=".7"/>
      <circle cx="600" cy="${height * 0.62}" r="${height * 0.56}" fill="url(#arch)" opacity=".75"/>`,
      height,
    );
  }
  if (kind === 'deep') {
    return svgBuffer(`${base}<rect width="1200" height="1200" fill="url(#deep)"/><rect width="1200" height="1200" fill="url(#light)" opacity=".6"/>`);
  }
  return svgBuffer(`${base}<rect width="1200" height="1200" fill="url(#wall)"/><rect width="1200" height="1200" fill="url(#light)"/>`);
}

/** A shadow cast by an object's outline. */
async function shadowOf(png, width, height, { blur, opacity, shade }) {
  const pad = Math.ceil(blur * 3);
  const wide = await sharp(png).extend({ top: pad, bottom: pad, left: pad, right: pad, background: '#00000000' }).png({ compressionLevel: 1 }).toBuffer();
  const outline = await sharp(wide).extractChannel('alpha').png({ compressionLevel: 1 }).toBuffer();
  const alpha = await sharp(outline)
    .blur(blur)
    .linear(opacity, 0)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const [w, h] = [width + pad * 2, height + pad * 2];
  const colour = shade.map((c) => Math.round(c * 255));
  const rgba = Buffer.alloc(w * h * 4);
  for (let i = 0; i < w * h; i += 1) rgba.set([...colour, alpha[i]], i * 4);
  return { input: await sharp(rgba, { raw: { width: w, height: h, channels: 4 } }).png({ compressionLevel: 1 }).toBuffer(), pad };
}

/** Clips a layer to the canvas, which sharp asks for. */
async function place(layers, input, left, top, side = SIDE) {
  const { width, height } = await sharp(input).metadata();
  const [l, t] = [Math.max(0, -left), Math.max(0, -top)];
  const [w, h] = [Math.min(width - l, SIDE - Math.max(0, left)), Math.min(height - t, side - Math.max(0, top))];
  if (w <= 0 || h <= 0) return;
  const clipped = l || t || w !== width || h !== height ? await sharp(input).extract({ left: l, top: t, width: w, height: h }).png({ compressionLevel: 1 }).toBuffer() : input;
  layers.push({ input: clipped, left: Math.max(0, left), top: Math.max(0, top) });
}

/**
 * Renders a picture to a 1200 px PNG and tells its backdrop's mean colour.
 *
 * `picture.items` are drawn back to front: `{ art, colour, size, x, y, turn, flip }`, sizes and
 * places as shares of the side; `y` is the centre, or the foot if `picture.stands`.
 */
export async function render(picture, folder) {
  const lead = picture.items[0];
  const swatch = [].concat(picture.tone ?? lead.colour ?? [null])[0];
  const [, chroma, hue] = swatch ? toLch(parseHex(swatch)) : await referenceOf(lead.art, folder);
  const strength = picture.strength ?? Math.min(1.15, 0.25 + chroma * 8);
  const tint = tints((hue + (picture.shift ?? 0) + 360) % 360, strength);
  const side = picture.height ?? SIDE;
  const back = backdrop(picture.set, tint, side);
  const layers = [];
  for (const item of picture.items) {
    const object = await objectOf(item.art, item.colour ?? null, folder, item.size ?? 0.6);
    const longest = Math.max(object.width, object.height);
    const scale = ((item.size ?? 0.6) * side) / longest;
    let pipe = sharp(object.data).resize(Math.round(object.width * scale), Math.round(object.height * scale), { kernel: 'lanczos3' });
    if (item.flip) pipe = pipe.flop();
    let png = await pipe.png({ compressionLevel: 1 }).toBuffer();
    if (item.turn) {
      png = await sharp(png).rotate(item.turn, { background: '#00000000' }).png({ compressionLevel: 1 }).toBuffer();
      png = await sharp(png).trim({ background: '#00000000', threshold: 1 }).png({ compressionLevel: 1 }).toBuffer();
    }
    const { width, height } = await sharp(png).metadata();
    const left = Math.round((item.x ?? 0.5) * SIDE - width / 2);
    const top = Math.round((item.y ?? 0.5) * side - (picture.stands ? height : height / 2));
    if (picture.stands) {
      const [from, to] = item.flip ? [1 - object.foot[1], 1 - object.foot[0]] : object.foot;
      const w = Math.round(width * (to - from) * 1.04);
      const h = Math.round(Math.max(22, w * 0.07));
      const contact = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${w + 160}" height="${h + 160}"><filter id="b" x="-50%" y="-150%" width="200%" height="400%"><feGaussianBlur stdDeviation="14"/></filter><ellipse cx="${w / 2 + 80}" cy="${h / 2 + 80}" rx="${w / 2}" ry="${h / 2}" fill="${toHex(tint.shade)}" opacity=".42" filter="url(#b)"/></svg>`);
      await place(layers, await sharp(contact).png().toBuffer(), left + Math.round((width * (from + to) - w) / 2) - 80 + 8, top + height - Math.round(h / 2) - 80 - 4, side);
    } else {
      const far = await shadowOf(png, width, height, { blur: 26, opacity: 0.2, shade: tint.shade });
      await place(layers, far.input, left - far.pad + 6, top - far.pad + 40, side);
      const near = await shadowOf(png, width, height, { blur: 7, opacity: 0.14, shade: tint.shade });
      await place(layers, near.input, left - near.pad + 2, top - near.pad + 10, side);
    }
    await place(layers, png, left, top, side);
  }
  const png = await sharp(back).composite(layers).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
  const mean = [tint.high, tint.low].map(parseHex);
  return { png, tone: toHex(mean[0].map((c, i) => (c + mean[1][i]) / 2)) };
}
