// Draws the demo shop's pictures and those of its services from the emoji's vectors. See README.md for how to run it.

import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { CATEGORIES, PRODUCTS } from './source/shop.mjs';
import { FORMATS, heroesOf, picturesOf } from './source/plan.mjs';
import { SERVICE_PICTURES } from './source/services.mjs';
import { render } from './source/stage.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('@lobehub/fluent-emoji-modern/package.json')), 'assets');
const out = path.join(here, 'pictures');
const AVIF = { quality: 54, effort: 3 };
const WEBP = { quality: 69, effort: 4 };
const WIDTHS = [...new Set(FORMATS.flatMap((format) => format.widths))];

// What was drawn last time, so that a second run draws only what changed.
const stampFile = path.join(here, 'source', 'drawn.json');
const stamps = fs.existsSync(stampFile) ? JSON.parse(fs.readFileSync(stampFile, 'utf8')) : {};

const only = process.argv[2];
const pictures = [...heroesOf(CATEGORIES), ...PRODUCTS.flatMap(picturesOf), ...SERVICE_PICTURES];
const wanted = Object.fromEntries(pictures.map((picture) => [picture.id, picture]));
fs.mkdirSync(out, { recursive: true });

async function make(picture) {
  const stamp = createHash('sha256').update(JSON.stringify([picture.set, picture.stands, picture.shift, picture.tone, picture.height, picture.items])).digest('hex').slice(0, 12);
  const files = FORMATS.flatMap(({ kind, widths }) => widths.map((width) => path.join(out, `${picture.id}-${width}.${kind}`)));
  if (stamps[picture.id]?.stamp === stamp && files.every((file) => fs.existsSync(file))) return false;
  const { png, tone } = await render(picture, folder);
  for (const width of WIDTHS) {
    const sized = width === 1200 ? png : await sharp(png).resize(width, null, { kernel: 'lanczos3' }).png({ compressionLevel: 1 }).toBuffer();
    for (const { kind, widths } of FORMATS) {
      if (!widths.includes(width)) continue;
      const file = path.join(out, `${picture.id}-${width}.${kind}`);
      await (kind === 'avif' ? sharp(sized).avif(AVIF) : sharp(sized).webp(WEBP)).toFile(file);
    }
  }
  stamps[picture.id] = { stamp, tone };
  return true;
}

let drawn = 0;
const queue = pictures.filter((picture) => !only || picture.id.includes(only));
const worker = async () => {
  for (let picture = queue.shift(); picture; picture = queue.shift()) {
    if (await make(picture)) {
      drawn += 1;
      if (drawn % 10 === 0) {
        console.log(`${drawn} drawn, ${queue.length} to go`);
        fs.writeFileSync(stampFile, `${JSON.stringify(stamps, null, 1)}\n`);
      }
    }
  }
};
await Promise.all([worker(), worker()]);

const belongs = new Set(pictures.flatMap(({ id }) => FORMATS.flatMap(({ kind, widths }) => widths.map((width) => `${id}-${width}.${kind}`))));
for (const file of fs.readdirSync(out)) {
  if (!only && !belongs.has(file)) fs.rmSync(path.join(out, file));
}
const kept = Object.fromEntries(Object.entries(stamps).filter(([id]) => wanted[id]).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(stampFile, `${JSON.stringify(kept, null, 1)}\n`);
const bytes = fs.readdirSync(out).reduce((sum, file) => sum + fs.statSync(path.join(out, file)).size, 0);
console.log(`${pictures.length} pictures, ${drawn} drawn now, ${(bytes / 1e6).toFixed(2)} MB in all`);
