// Writes demo.json from the copy under source/, and checks it. See README.md for the format.

import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { CATEGORIES, PRODUCTS } from './source/shop.mjs';
import { FACETS, LABELS } from './source/words.mjs';
import { FORMATS, heroesOf, parseColour, picturesOf } from './source/plan.mjs';
import { simplified } from './source/simplified.mjs';
import REVIEWS from './source/reviews.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/** The demo's own today: dates count back from it. */
const TODAY = Date.UTC(2026, 10, 23, 9, 0, 0);
const CURRENCIES = ['EUR', 'USD', 'JPY', 'TWD', 'CNY', 'KWD'];

/** `[English, 繁體中文]`, or with a third, handwritten 简体中文. */
const text = ([en, hant, hans]) => ({ en, 'zh-Hant': hant, 'zh-Hans': hans ?? simplified(hant) });

/** A repeatable number in 0..1 for a text. */
const chance = (seed) => createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32;

/** Rounds to the nearest of a step, then takes `off` away: the way price tags end. */
const tag = (value, step, off = 0) => Math.max(step, Math.round((value + off) / step) * step) - off;

/** Six price tags from the one in euros, as integer minor units. */
function prices(eur) {
  const usd = eur * 1.12;
  const jpy = eur * 166;
  const twd = eur * 35.5;
  const cny = eur * 8.05;
  const kwd = eur * 0.342;
  return {
    EUR: Math.round(eur * 100),
    USD: Math.round((usd < 30 ? tag(usd, 0.5, 0.01) : usd < 100 ? tag(usd, 1, 0.01) : tag(usd, 5, 1)) * 100),
    JPY: jpy < 2000 ? tag(jpy, 10) : jpy < 20000 ? tag(jpy, 100, 20) : tag(jpy, 500),
    TWD: Math.round(twd < 300 ? tag(twd, 5) : twd < 2000 ? tag(twd, 10) : tag(twd, 100, 20)) * 100,
    CNY: Math.round(cny < 50 ? tag(cny, 0.5, 0.1) * 100 : cny < 300 ? tag(cny, 1) * 100 : tag(cny, 10, 1) * 100),
    KWD: Math.round((kwd < 10 ? tag(kwd, 0.05) : tag(kwd, 0.25)) * 1000),
  };
}

/** Mostly plenty, some nearly gone, some gone. */
function stockOf(sku, plenty) {
  const at = chance(`stock ${sku}`);
  if (at < 0.07) return 0;
  if (at < 0.17) return 1 + Math.floor(chance(`few ${sku}`) * 3);
  return Math.round((6 + chance(`many ${sku}`) ** 2 * 90) * plenty);
}

const skuPart = (value) => value.replace(/[^a-z0-9]/gi, '').slice(0, 4).toUpperCase();

function productOf(source) {
  const colours = (source.colours ?? []).map(parseColour);
  const pictures = picturesOf(source);
  const options = [];
  if (colours.length > 0) {
    options.push({
      id: 'colour',
      name: text(source.colourName ?? ['Colour', '顏色']),
      values: colours.map((c) => ({ id: c.id, name: text([c.en, c.hant]), swatch: c.swatch })),
    });
  }
  for (const option of [source.option, source.option2].filter(Boolean)) {
    options.push({
      id: option.id,
      name: text(option.name),
      values: option.values.map(([id, en, hant]) => ({ id, name: text([en, hant]), swatch: null })),
    });
  }
  const number = PRODUCTS.indexOf(source) + 101;
  let choices = [{ picked: {}, plus: 0, weight: null, measure: null }];
  for (const option of options) {
    const own = [source.option, source.option2].find((candidate) => candidate?.id === option.id);
    choices = choices.flatMap((choice) =>
      option.values.map((value, i) => {
        const [, , , plus = 0, weight, measure] = own?.values[i] ?? [];
        return {
          picked: { ...choice.picked, [option.id]: value.id },
          plus: choice.plus + plus,
          weight: weight ?? choice.weight,
          measure: measure ?? choice.measure,
        };
      }),
    );
  }
  const variants = choices.map((choice, i) => {
    const sku = ['HB', number, ...Object.values(choice.picked).map(skuPart)].join('-');
    const reduced = source.was && !(source.fullPrice ?? []).some((id) => Object.values(choice.picked).includes(id));
    const measure = choice.measure ?? source.measure;
    const plenty = source.plenty ?? 1;
    return {
      sku,
      options: choice.picked,
      prices: prices(source.eur + choice.plus),
      was: reduced ? prices(source.was + choice.plus) : null,
      lowest_30: reduced ? prices((source.low ?? source.was) + choice.plus) : null,
      stock: source.stock?.[i] ?? stockOf(sku, plenty),
      min: source.min ?? 1,
      max: source.max ?? 10,
      increment: source.step ?? 1,
      weight_g: choice.weight ?? source.weight,
      measure: measure ? { amount: measure[0], unit: measure[1], per: measure[2] } : null,
      pictures: pictures
        .filter((picture) => picture.colour === null || colours.length < 2 || picture.colour === choice.picked.colour)
        .map((picture) => picture.id),
    };
  });
  const created = new Date(TODAY - source.days * 86_400_000 - Math.floor(chance(`hour ${source.slug}`) * 36_000_000));
  return {
    slug: source.slug,
    category: source.in,
    brand: source.brand,
    title: text(source.title),
    summary: text(source.summary),
    description: text(source.text),
    details: source.details.map(([label, en, hant]) => ({ label: text(LABELS[label]), value: text([en, hant]) })),
    tax_class: source.tax ?? 'standard',
    badges: source.badges ?? [],
    created_at: created.toISOString().replace(/\.\d+Z/, 'Z'),
    options,
    variants,
    pictures: pictures.map((picture) => picture.id),
    related: source.related ?? [],
    facets: source.facets ?? {},
  };
}

/** Some time after the parcel can have come, and before today. */
function reviewedAt(slug, seed) {
  const days = PRODUCTS.find((product) => product.slug === slug)?.days ?? 0;
  const ago = 0.3 + chance(seed) * Math.max(0.2, days - 4);
  return new Date(TODAY - Math.floor(ago * 86_400_000)).toISOString().replace(/\.\d+Z/, 'Z');
}

/** The shop's own order: one product of each department in turn, so that a first page shows all there is. */
function inTurn(products) {
  const departments = new Map();
  for (const product of products) {
    const own = CATEGORIES.find((category) => category.slug === product.category);
    const top = own?.parent ?? product.category;
    departments.set(top, [...(departments.get(top) ?? []), product]);
  }
  const rows = Math.max(...[...departments.values()].map((list) => list.length));
  return Array.from({ length: rows }, (_, row) => [...departments.values()].flatMap((list) => list.slice(row, row + 1))).flat();
}

const stamps = JSON.parse(fs.readFileSync(path.join(here, 'source', 'drawn.json'), 'utf8'));
const pictures = Object.fromEntries(
  [...heroesOf(CATEGORIES), ...PRODUCTS.flatMap(picturesOf)].map((picture) => [
    picture.id,
    {
      alt: text([picture.alt.en, picture.alt.hant]),
      width: 1200,
      height: picture.height ?? 1200,
      files: FORMATS.map(({ kind, widths }) => ({ media_type: `image/${kind}`, widths, path: `pictures/${picture.id}-{w}.${kind}` })),
      tone: stamps[picture.id]?.tone ?? null,
    },
  ]),
);

const data = {
  brand: { name: 'Harbour' },
  facets: Object.entries(FACETS).map(([id, facet]) => ({
    id,
    name: text(facet.name),
    values: Object.entries(facet.values).map(([value, name]) => ({ id: value, name: text(name) })),
  })),
  categories: CATEGORIES.map((category) => ({ slug: category.slug, parent: category.parent, name: text(category.name), picture: `category-${category.slug}` })),
  products: inTurn(PRODUCTS.map(productOf)),
  reviews: Object.entries(REVIEWS).flatMap(([product, list]) =>
    list.map(([author, rating, language, title, body]) => ({
      product,
      author,
      rating,
      title,
      body,
      language,
      created_at: reviewedAt(product, `${author} ${title}`),
    })),
  ),
  pictures,
};

/** Everything the server relies on; all faults are told at once. */
function check() {
  const faults = [];
  const must = (holds, fault) => holds || faults.push(fault);
  const unique = (list, what) => must(new Set(list).size === list.length, `${what} repeat: ${list.filter((x, i) => list.indexOf(x) !== i)}`);
  const walk = (node, at) => {
    if (node === null || typeof node !== 'object') return;
    if ('en' in node) {
      for (const tongue of ['en', 'zh-Hant', 'zh-Hans']) must(typeof node[tongue] === 'string' && node[tongue].length > 0, `${at} lacks ${tongue}`);
    }
    for (const [key, value] of Object.entries(node)) walk(value, `${at}.${key}`);
  };
  walk(data, 'data');
  const slugs = data.products.map((product) => product.slug);
  const categories = data.categories.map((category) => category.slug);
  unique(slugs, 'product slugs');
  unique(categories, 'category slugs');
  unique(data.products.flatMap((product) => product.variants.map((variant) => variant.sku)), 'SKUs');
  const facets = Object.fromEntries(data.facets.map((facet) => [facet.id, facet.values.map((value) => value.id)]));
  for (const category of data.categories) {
    must(category.parent === null || categories.includes(category.parent), `${category.slug}: no parent ${category.parent}`);
    must(category.picture in pictures, `${category.slug}: no picture`);
  }
  for (const product of data.products) {
    const at = product.slug;
    must(categories.includes(product.category), `${at}: no category ${product.category}`);
    must(['standard', 'reduced', 'zero'].includes(product.tax_class), `${at}: tax class ${product.tax_class}`);
    must(Date.parse(product.created_at) > TODAY - 120 * 86_400_000 && Date.parse(product.created_at) <= TODAY, `${at}: created_at ${product.created_at}`);
    must(product.variants.length >= 1 && product.variants.length <= 12, `${at}: ${product.variants.length} variants`);
    must(product.variants.some((variant) => variant.stock > 0), `${at}: nothing in stock`);
    must(product.details.length >= 3, `${at}: few details`);
    for (const slug of product.related) must(slugs.includes(slug) && slug !== at, `${at}: no related ${slug}`);
    for (const [facet, values] of Object.entries(product.facets)) for (const value of values) must(facets[facet]?.includes(value), `${at}: no facet ${facet}/${value}`);
    for (const variant of product.variants) {
      for (const currency of CURRENCIES) {
        const price = variant.prices[currency];
        must(Number.isInteger(price) && price > 0, `${variant.sku}: ${currency} ${price}`);
        if (variant.was) must(variant.was[currency] > price && variant.lowest_30[currency] >= price && variant.lowest_30[currency] <= variant.was[currency], `${variant.sku}: reduction in ${currency}`);
      }
      must(variant.prices.TWD % 100 === 0, `${variant.sku}: TWD has cents`);
      must(variant.min >= 1 && variant.max >= variant.min && variant.min % variant.increment === 0 && variant.max % variant.increment === 0, `${variant.sku}: quantity rule`);
      must(variant.weight_g > 0, `${variant.sku}: weight`);
      must(variant.pictures.length >= 2, `${variant.sku}: pictures`);
    }
  }
  for (const review of data.reviews) {
    must(slugs.includes(review.product), `review of unknown ${review.product}`);
    must([1, 2, 3, 4, 5].includes(review.rating) && ['en', 'zh-Hant', 'zh-Hans'].includes(review.language) && review.title && review.body, `review of ${review.product} by ${review.author}`);
    const product = data.products.find((candidate) => candidate.slug === review.product);
    must(!product || review.created_at > product.created_at, `${review.product}: ${review.author} wrote before it was sold`);
  }
  for (const [id, picture] of Object.entries(pictures)) {
    must(/^#[0-9a-f]{6}$/.test(picture.tone ?? ''), `${id}: not drawn yet`);
    for (const file of picture.files) {
      for (const width of file.widths) must(fs.existsSync(path.join(here, file.path.replace('{w}', width))), `${id}: no ${file.path} at ${width}`);
    }
  }
  return faults;
}

const faults = check();
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
fs.writeFileSync(path.join(here, 'demo.json'), `${JSON.stringify(data, null, 1)}\n`);
const count = (list) => list.reduce((sum, product) => sum + product.variants.length, 0);
console.log(`${data.products.length} products, ${count(data.products)} variants, ${data.categories.length} categories, ${data.reviews.length} reviews, ${Object.keys(pictures).length} pictures`);
