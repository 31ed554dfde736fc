// The first script of the page. It starts everything slow at once: the compile of the app, the page's chunk, and the
// first calls to the shop. Then it starts the app, or says that it cannot. No other script runs before it, and none is
// inline. What it loads for a first page, public/sw.js keeps of a voucher's.

// Our views make nodes, not markup. What a library may still write with `innerHTML` passes, and what could run a
// script is refused.
const RISKY =
  /<\/?(?:script|iframe|object|embed|base|meta|link|style)\b|[\s"'/]on[a-z]+\s*=|javascript:|srcdoc/i;
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (html) => (RISKY.test(html) ? null : html),
  // Structured data for search engines is a script element that holds JSON, which runs nothing.
  createScript: (text) => {
    JSON.parse(text);
    return text;
  },
  createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
});

const byId = (id) => document.getElementById(id);
const data = (id) => JSON.parse(byId(id).textContent);

// Shows the notice that stands in index.html. The app calls it too, from a development build's panic hook.
function crash(reason) {
  console.error(reason);
  // The first reason is the true one: after a panic every further call fails too.
  if (!byId('fivefold-crash').hidden) return;
  byId('fivefold-late')?.remove();
  byId('fivefold')?.remove();
  byId('fivefold-crash-detail').textContent = String(reason?.message ?? reason);
  byId('fivefold-crash').hidden = false;
}
globalThis.__fivefold_crash = crash;
// A released app panics without words: the browser tells that WebAssembly was ended.
const ended = (reason) => reason instanceof WebAssembly.RuntimeError && crash(reason);
addEventListener('error', (event) => ended(event.error));
addEventListener('unhandledrejection', (event) => ended(event.reason));

// The page's place in the shop: `base/{locale}-{MARKET}/path` with the prefix optional, as in src/config.rs.
function place(config) {
  let path = decodeURI(location.pathname);
  if (path.startsWith(config.base)) path = path.slice(config.base.length);
  const segments = path.split('/').filter(Boolean);
  const dash = (segments[0] ?? '').lastIndexOf('-');
  let locale = config.locales.find((it) => it.code === segments[0]?.slice(0, dash));
  let market = config.markets.find((it) => it.id === segments[0]?.slice(dash + 1));
  if (locale && market) {
    segments.shift();
  } else {
    locale = config.locales[0];
    market = config.markets.find((it) => it.id === locale.market) ?? config.markets[0];
  }
  const scope = new URLSearchParams({ locale: locale.code, market: market.id, currency: market.currency });
  return { scope, search: location.search.slice(1), segments, text: config.texts[locale.code] };
}

// The values of a pattern's parameters, or null where it does not match.
function match(pattern, segments) {
  const parts = pattern.split('/').filter(Boolean);
  if (parts.length !== segments.length) return null;
  const values = {};
  for (const [i, part] of parts.entries()) {
    if (part.startsWith(':')) values[part.slice(1)] = encodeURIComponent(segments[i]);
    else if (part !== segments[i]) return null;
  }
  return values;
}

// Starts the page's first calls and the fetch of its chunk. The app finds each answer under its URL.
function startEarly(config, app, here) {
  const early = new Map();
  globalThis.__fivefold_early = early;
  const ask = (url) => {
    const answer = fetch(url);
    // The app sees the failure when it asks; until then it is nobody's.
    answer.catch(() => {});
    early.set(url, answer);
  };
  const at = place(config);
  // The shell stands as the page will; src/text/catalogue.rs knows the same languages.
  if (/^(?:ar|fa|he|ur)\b/.test(at.scope.get('locale'))) document.documentElement.dir = 'rtl';
  // The words of another language are needed before the first page.
  if (at.text) ask(config.base + at.text);
  const calls = config.capabilities ? [] : [...app.routes.everywhere];
  let values = {};
  for (const page of app.routes.pages) {
    const found = match(page.path, at.segments);
    if (!found) continue;
    values = found;
    calls.push(...(page.early ?? []));
    loadStyle(app, here, page.chunk);
    if (app.parts) {
      const module = compile(new URL(`${app.parts}/${page.chunk}.page.wasm`, here));
      // Without it each file is fetched by itself.
      module.catch(() => {});
      globalThis.__fivefold_parts = [page.chunk, module];
    }
    break;
  }
  for (const call of calls) {
    const filled = call.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? at[name] ?? '');
    const path = filled
      .replace(/([?&])&+/g, '$1')
      .replace(/[?&]$/, '')
      .replace(/([?&]per_page=\d+)&per_page=\d+/, '$1');
    ask(config.api + path);
  }
}

// The files of a chunk's pack. They come as one, and each begins as every module does.
async function fetchParts(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const magic = [0, 97, 115, 109, 1, 0, 0, 0];
  const starts = [];
  for (let at = 0; (at = bytes.indexOf(97, at + 1)) > 0; ) {
    if (magic.every((byte, n) => bytes[at - 1 + n] === byte)) starts.push(at - 1);
  }
  return starts.map((start, n) => bytes.subarray(start, starts[n + 1]));
}

// The style sheet that a chunk's pages need beside the common one. A page without it is better than none.
function loadStyle(app, here, chunk) {
  const [name, integrity] = app.styles?.[chunk] ?? [];
  if (!name) return null;
  const href = new URL(`${app.parts}/${name}.css`, here).href;
  return (sheets[href] ??= new Promise((ready) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href, integrity, onload: ready, onerror: ready });
    document.head.append(link);
  }));
}
const sheets = {};

// How a preloaded file of ours is fetched. Only a request of the same mode takes what the preload brought;
// WebKit shares no other mode at all and would load every module twice.
const PRELOADED = { mode: 'no-cors', credentials: 'include' };

// Compiles while the bytes arrive. A host that serves the wrong media type only loses the streaming.
async function compile(url) {
  const response = await fetch(url, PRELOADED);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

async function start() {
  const config = data('fivefold-config');
  const app = data('fivefold-app');
  const here = new URL('.', import.meta.url);
  globalThis.__fivefold_style = (chunk) => loadStyle(app, here, chunk);
  globalThis.__fivefold_unpack = fetchParts;
  const wasm = compile(new URL(app.wasm, here));
  wasm.catch(() => {});
  const script = import(new URL(app.js, here));
  try {
    startEarly(config, app, here);
  } catch {
    // A strange address must not keep the app from showing its own not-found page.
  }
  const { default: init, start_app } = await script;
  await init({ module_or_path: await wasm });
  if (document.readyState === 'loading') {
    await new Promise((ready) => addEventListener('DOMContentLoaded', ready, { once: true }));
  }
  start_app();
  byId('fivefold-late')?.remove();
}

start().catch(crash);
