// What each object is drawn from, and how it stands, is zoomed and recoloured.
//
// `emoji` is the code point; `drop` leaves out top-level elements; `parts` say which colours belong
// to the recoloured part (see `mover` in colour.mjs); `stands` puts it on a plinth rather than
// floating; `focus` is [x, y, zoom] of the close-up; `fixed` forbids turning, `lettered` mirroring.

export const ART = {
  camera: { emoji: '1f4f7', parts: [{ ref: '#5f5e65', chroma: [0, 0.022], light: [0.25, 0.6], hue: 180 }], stands: true, focus: [0.45, 0.45, 2], size: 0.62 },
  cinecamera: { emoji: '1f3a5', stands: true, focus: [0.55, 0.72, 2], size: 0.62 },
  camcorder: { emoji: '1f4f9', stands: true, focus: [0.7, 0.5, 2], lettered: true },
  headphones: { emoji: '1f3a7', stands: true, focus: [0.3, 0.16, 2], size: 0.6, parts: [{ chroma: [0, 0.09], hue: 180 }] },
  radio: { emoji: '1f4fb', stands: true, focus: [0.3, 0.5, 2], lettered: true, size: 0.62, parts: [{ ref: '#c3bfca', chroma: [0, 0.07], light: [0.5, 1.01], hue: 180 }] },
  condenser: { emoji: '1f399', stands: true, focus: [0.5, 0.75, 2], size: 0.62 },
  handmic: { emoji: '1f3a4', focus: [0.2, 0.8, 2], size: 0.6 },
  projector: { emoji: '1f4fd', stands: true, focus: [0.6, 0.75, 2], size: 0.64 },
  film: { emoji: '1f39e', fixed: true, size: 0.56, focus: [0.62, 0.64, 2.2] },
  telescope: { emoji: '1f52d', stands: true, focus: [0.55, 0.8, 2], size: 0.66 },
  telephone: { emoji: '260e', stands: true, focus: [0.5, 0.4, 2], lettered: true, size: 0.6, parts: [{ hue: 75 }] },
  runner: { emoji: '1f45f', focus: [0.62, 0.55, 1.9], size: 0.62, parts: [{ hue: 180, chroma: [0, 1], contrast: 0.75 }] },
  derby: { emoji: '1f45e', stands: true, focus: [0.4, 0.55, 2], size: 0.62, parts: [{ hue: 90, chroma: [0, 1] }] },
  hiker: { emoji: '1f97e', stands: true, focus: [0.4, 0.4, 2], size: 0.62 },
  wellington: { emoji: '1f462', stands: true, focus: [0.3, 0.3, 1.9], size: 0.6, parts: [{ ref: '#e8304a', hue: 42, chroma: [0.09, 1] }] },
  flat: { emoji: '1f97f', stands: true, focus: [0.4, 0.5, 1.7], size: 0.64 },
  flipflop: { emoji: '1fa74', focus: [0.5, 0.75, 1.8], size: 0.6, parts: [{ ref: '#4a78f0', hue: 55 }] },
  mule: { emoji: '1f461', stands: true, focus: [0.2, 0.5, 1.9], size: 0.62, parts: [{ ref: '#d3194a', hue: 40, chroma: [0.1, 1] }] },
  rollerskate: { emoji: '1f6fc', stands: true, focus: [0.4, 0.3, 1.9], size: 0.62, parts: [{ ref: '#e0484e', hue: 48, chroma: [0.08, 1] }] },
};
