// Keeps the page of a voucher for when there is no network. Only that page registers this worker, which answers for its
// address and for the app's own hashed files. The shop's API is never touched, and nothing of it is kept here.

const SHELL = registration.scope;
const ASSETS = new URL('assets/', SHELL).href;
const NAME = `fivefold ${SHELL}`;
const VOUCHER = /\/bookings\/[^/]+\/voucher\/?$/;
// A network that takes longer is none to somebody who stands at a door, in milliseconds.
const PATIENCE = 4000;

const known = (url) => caches.match(url, { cacheName: NAME, ignoreVary: true });

addEventListener('install', () => skipWaiting());

// A page asks that what its first visit loads is kept, and is told whether it is: without a network, what was kept before
// still opens it.
addEventListener('message', (event) => {
  const say = (kept) => event.ports[0]?.postMessage(kept);
  event.waitUntil(
    keep(event.data).then(
      () => say(true),
      async () => say(Boolean(await known(SHELL))),
    ),
  );
});

addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  if (method !== 'GET') return;
  if (mode === 'navigate') {
    if (VOUCHER.test(new URL(url).pathname)) event.respondWith(page(event.request));
  } else if (url.startsWith(ASSETS)) {
    event.respondWith(known(url).then((file) => file ?? fetch(event.request)));
  }
});

// The network's answer, unless it does not come and the shell was kept.
async function page(request) {
  const asked = fetch(request);
  const kept = await known(SHELL);
  if (!kept) return asked;
  const late = new Promise((pass) => setTimeout(pass, PATIENCE));
  const answer = await Promise.race([asked.catch(() => null), late]);
  return answer && answer.status < 500 ? answer : kept;
}

// Keeps the shell last, so that it never names a file that is not there. Another shell is another version of the app:
// what came with the one before goes.
async function keep({ chunk, locale }) {
  const answer = await fetch(SHELL, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`the shell: ${answer.status}`);
  const html = await answer.text();
  const files = filesOf(html, chunk, locale);
  const cache = await caches.open(NAME);
  const before = await known(SHELL);
  const isOther = (await before?.text()) !== html;
  await Promise.all(files.map(async (file) => (await known(file)) ?? cache.add(file)));
  // Anew, because an answer that was redirected may not open a page.
  await cache.put(SHELL, new Response(html, { headers: answer.headers }));
  if (!isOther) return;
  for (const { url } of await cache.keys()) {
    if (url !== SHELL && !files.includes(url)) await cache.delete(url);
  }
}

// What boot.js and the browser load for a first visit: what the page names, the chunk with its styles, the words.
function filesOf(html, chunk, locale) {
  const data = (id) => JSON.parse(html.match(new RegExp(`id="?${id}"?[^>]*>([^]*?)</script`))[1]);
  const app = data('fivefold-app');
  const text = data('fivefold-config').texts[locale];
  const named = [...html.matchAll(/(?:src|href)="?([^"\s>]+)/g)].map(([, url]) => new URL(url, SHELL).href);
  const style = app.styles?.[chunk]?.[0];
  const parts = [`${chunk}.page.wasm`, ...(style ? [`${style}.css`] : [])].map((name) => `${app.parts}/${name}`);
  const hashed = [app.js, app.wasm, ...(app.parts ? parts : [])];
  const files = [
    ...named.filter((url) => url.startsWith(ASSETS)),
    ...hashed.map((name) => new URL(name, ASSETS).href),
    ...(text ? [new URL(text, SHELL).href] : []),
  ];
  return [...new Set(files)];
}
