// Colour arithmetic in OKLCH, and the recolouring of an emoji's SVG for a variant.

const toLinear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

/** sRGB in 0..1 to `[lightness, chroma, hue in degrees]`. */
export function toLch([red, green, blue]) {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const L = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const A = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const B = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [L, Math.hypot(A, B), ((Math.atan2(B, A) * 180) / Math.PI + 360) % 360];
}

function linearOf(L, C, h) {
  const a = C * Math.cos((h * Math.PI) / 180);
  const b = C * Math.sin((h * Math.PI) / 180);
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** OKLCH to sRGB in 0..1; chroma gives way until the colour fits the gamut. */
export function fromLch([L, C, h]) {
  const light = Math.min(1, Math.max(0, L));
  for (let chroma = C; ; chroma *= 0.94) {
    const rgb = linearOf(light, chroma, h);
    if (chroma < 0.002 || rgb.every((c) => c > -0.002 && c < 1.002)) {
      return rgb.map((c) => toGamma(Math.min(1, Math.max(0, c))));
    }
  }
}

export const parseHex = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
export const toHex = (rgb) => `#${rgb.map((c) => Math.round(c * 255).toString(16).padStart(2, '0')).join('')}`;
export const lchHex = (L, C, h) => toHex(fromLch([L, C, h]));

/** The signed distance between two hues, in -180..180. */
export const hueDistance = (a, b) => ((a - b + 540) % 360) - 180;

/**
 * Finds the colour a shopper would name: the mean of the dominant hue's pixels,
 * or of all pixels if the object is grey.
 */
export function dominant(pixels) {
  const bins = new Array(36).fill(0);
  const samples = [];
  for (let at = 0; at < pixels.length; at += 16) {
    if (pixels[at + 3] < 200) continue;
    const lch = toLch([pixels[at] / 255, pixels[at + 1] / 255, pixels[at + 2] / 255]);
    samples.push(lch);
    if (lch[1] > 0.045) bins[Math.floor(lch[2] / 10) % 36] += lch[1];
  }
  const smooth = bins.map((value, i) => value + bins[(i + 1) % 36] + bins[(i + 35) % 36]);
  const peak = smooth.indexOf(Math.max(...smooth)) * 10 + 5;
  const mean = (set) => {
    const sum = set.reduce(
      ([l, c, x, y], [L, C, h]) => [l + L, c + C, x + Math.cos((h * Math.PI) / 180), y + Math.sin((h * Math.PI) / 180)],
      [0, 0, 0, 0],
    );
    return [sum[0] / set.length, sum[1] / set.length, ((Math.atan2(sum[3], sum[2]) * 180) / Math.PI + 360) % 360];
  };
  const coloured = samples.filter(([, C, h]) => C > 0.045 && Math.abs(hueDistance(h, peak)) < 35);
  return coloured.length > samples.length * 0.12 ? mean(coloured) : mean(samples);
}

/**
 * Makes the function that moves one part's colours onto a swatch.
 *
 * `part.ref` is the colour the part has now, `part.hue` how far a colour's hue may lie from it,
 * `part.chroma` and `part.light` the ranges that belong to the part. Shading keeps its order,
 * its contrast is scaled by `part.contrast`, so that black stays deep and white stays soft.
 */
export function mover(part, swatch) {
  const [Lr, Cr, hr] = part.ref;
  const [Lt, Ct, ht] = toLch(parseHex(swatch));
  const [cMin, cMax] = part.chroma ?? (Cr > 0.045 ? [0.03, 1] : [0, 0.07]);
  const [lMin, lMax] = part.light ?? [0, 1.01];
  const window = part.hue ?? (Cr > 0.045 ? 60 : 180);
  const contrast = part.contrast ?? (Lt < 0.4 ? 0.62 : Lt > 0.85 ? 0.7 : 0.85);
  return (rgb) => {
    const [L, C, h] = toLch(rgb);
    if (C < cMin || C > cMax || L < lMin || L > lMax) return null;
    if (C > 0.02 && Math.abs(hueDistance(h, hr)) > window) return null;
    const lightness = Math.min(0.985, Math.max(0.1, Lt + (L - Lr) * contrast));
    const share = Cr > 0.045 ? Math.min(1.35, Math.max(0.35, C / Cr)) : 1;
    // Near white and near black the eye expects less colour than in the middle.
    const edge = Math.min(1, (1 - lightness) / Math.max(0.04, (1 - Lt) * 0.7), lightness / Math.max(0.05, Lt * 0.55));
    const turn = Ct > 0.04 && Cr > 0.045 ? Math.max(-28, Math.min(28, hueDistance(h, hr) * 0.45)) : 0;
    return fromLch([lightness, Ct * share * Math.max(0.3, edge), (ht + turn + 360) % 360]);
  };
}

/** Applies the movers to each colour in an SVG, gradients and inner shadows included. */
export function recolour(svg, movers) {
  if (movers.length === 0) return svg;
  const move = (rgb) => {
    for (const mover of movers) {
      const moved = mover(rgb);
      if (moved) return moved;
    }
    return null;
  };
  const named = { white: '#ffffff', black: '#000000' };
  return svg
    .replace(/(fill|stop-color|stroke|flood-color)="(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3}|white|black)"/g, (whole, name, value) => {
      let hex = named[value] ?? value;
      if (hex.length === 4) hex = `#${[...hex.slice(1)].map((c) => c + c).join('')}`;
      const moved = move(parseHex(hex));
      return moved ? `${name}="${toHex(moved)}"` : whole;
    })
    .replace(/values="0 0 0 0 ([\d.e-]+) 0 0 0 0 ([\d.e-]+) 0 0 0 0 ([\d.e-]+) 0 0 0 ([\d.e-]+) 0"/g, (whole, r, g, b, a) => {
      const moved = move([+r, +g, +b]);
      return moved ? `values="${moved.map((c) => `0 0 0 0 ${c.toFixed(4)}`).join(' ')} 0 0 0 ${a} 0"` : whole;
    });
}
