// The service worker: what was seen last, and the départements that somebody chose to keep, when the network is gone. The
// network always goes first; what comes from the device says when it was seen. Only GET: a position, sent in a body, never
// comes here. Built alone, into /service-worker.js.
import { communes, isKeepsake, type Keepsake, surroundings, venue } from './kept.js';
import { ANSWERS, DEPARTEMENTS, isAnswer, isKeepable, MOST_ANSWERS, MOST_PAGES, OLDEST_DAYS, SEEN_HEADER, SUGGESTIONS } from './paths.js';

declare const self: ServiceWorkerGlobalScope;
// Written by the build: what every page needs, what the page of orientation needs beside, and what names them both.
declare const __FRAME__: string[];
declare const __ORIENTATION__: string[];
declare const __VERSION__: string;

const ASSETS = `ressources-${__VERSION__}`;
// A page names its scripts and styles: it lives as long as they do.
const PAGES = `pages-${__VERSION__}`;
const OURS = new Set([ASSETS, PAGES, ANSWERS, DEPARTEMENTS]);

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(ASSETS).then((cache) => cache.addAll(__FRAME__)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(renew().then(removeOld).then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  const { keep, orientation } = (event.data ?? {}) as { keep?: string; orientation?: boolean };
  // The first page was read before this worker was there, others are kept because somebody asks for it.
  const done = Promise.all([keep ? keepPage(keep) : undefined, orientation ? keepOrientation() : undefined]);
  const [port] = event.ports;
  event.waitUntil(done.then(() => port?.postMessage(true), () => port?.postMessage(false)));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/ressources/')) event.respondWith(asset(request));
  else if (request.mode === 'navigate') event.respondWith(page(request));
  else if (isAnswer(url)) event.respondWith(answer(request, url));
  else if (url.pathname === SUGGESTIONS) event.respondWith(suggestions(request, url));
});

/** Their names change with their content: the device goes first. */
async function asset(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(request: Request): Promise<Response> {
  const url = new URL(request.url);
  url.hash = '';
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected && isKeepable(url)) await store(PAGES, url.href, response.clone(), MOST_PAGES);
    return response;
  } catch {
    const kept = await caches.open(PAGES).then((cache) => cache.match(url.href));
    return kept ? marked(kept) : absent();
  }
}

async function keepPage(address: string): Promise<void> {
  const url = new URL(address, self.location.origin);
  url.hash = '';
  if (!isKeepable(url)) return;
  const response = await fetch(url);
  if (!response.ok || response.redirected) throw new Error(`${response.status}`);
  await store(PAGES, url.href, response, MOST_PAGES);
}

async function keepOrientation(): Promise<void> {
  await caches.open(ASSETS).then((cache) => cache.addAll(__ORIENTATION__));
}

/** The page with the moment it was seen on its first tag: the frame's script says it in words. */
async function marked(kept: Response): Promise<Response> {
  const seen = kept.headers.get(SEEN_HEADER) ?? '';
  const html = (await kept.text()).replace('<html ', `<html data-vu-le="${seen.replaceAll(/[^0-9TZ:.-]/g, '')}" `);
  return new Response(html, { headers: kept.headers });
}

/** Nothing of this page is on the device: some page that is, so that there is a way on. */
async function absent(): Promise<Response> {
  const pages = await caches.open(PAGES);
  for (const path of ['/orientation', '/outils']) {
    const kept = await pages.match(new URL(path, self.location.origin).href);
    if (kept) return marked(kept);
  }
  return Response.error();
}

async function answer(request: Request, url: URL): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await store(ANSWERS, url.href, response.clone(), MOST_ANSWERS);
    return response;
  } catch {
    const kept = await caches.open(ANSWERS).then((cache) => cache.match(url.href));
    return kept ?? (await fromDepartements(url)) ?? Response.error();
  }
}

async function fromDepartements(url: URL): Promise<Response | null> {
  const [, , , kind, name = ''] = url.pathname.split('/');
  for (const { kept, seen } of await departements()) {
    const made = kind === 'communes' ? surroundings(kept, name) : venue(kept, name);
    if (made) return json(made, seen);
  }
  return null;
}

async function suggestions(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await departements();
    if (kept.length === 0) throw error;
    return json({ communes: communes(kept.map((one) => one.kept), url.searchParams.get('q') ?? '') }, kept[0]?.seen ?? '');
  }
}

async function departements(): Promise<{ kept: Keepsake; seen: string }[]> {
  const cache = await caches.open(DEPARTEMENTS);
  const all = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
  const read = all.map(async (response) => {
    const kept: unknown = await response?.json().catch(() => null);
    return isKeepsake(kept) ? [{ kept, seen: response?.headers.get(SEEN_HEADER) ?? '' }] : [];
  });
  return (await Promise.all(read)).flat();
}

function json(body: object, seen: string): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json', [SEEN_HEADER]: seen } });
}

/** Keeps an answer with the moment it was seen, and lets the oldest go. */
async function store(name: string, address: string, response: Response, most: number): Promise<void> {
  const headers = new Headers(response.headers);
  headers.set(SEEN_HEADER, new Date().toISOString());
  const cache = await caches.open(name);
  // Put again, it comes last: keys are in the order of their arrival.
  await cache.delete(address);
  await cache.put(address, new Response(await response.arrayBuffer(), { status: response.status, headers }));
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

/** The pages of helpers that the version before kept are kept by this one, with its scripts: there is a network just now. */
async function renew(): Promise<void> {
  const before = (await caches.keys()).filter((name) => name.startsWith('pages-') && name !== PAGES);
  const keys = await Promise.all(before.map(async (name) => (await caches.open(name)).keys()));
  const helpers = keys.flat().filter(({ url }) => /\/(orientation|outils)(\?|$)/.test(url));
  if (helpers.length === 0) return;
  // What cannot be had now is kept at the next visit.
  await Promise.allSettled([keepOrientation(), ...helpers.map(({ url }) => keepPage(url))]);
}

/** What belongs to other versions, and what was seen too long ago. */
async function removeOld(): Promise<void> {
  await Promise.all((await caches.keys()).filter((name) => !OURS.has(name)).map((name) => caches.delete(name)));
  const oldest = Date.now() - OLDEST_DAYS * 86_400_000;
  for (const name of [PAGES, ANSWERS]) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const seen = Date.parse((await cache.match(key))?.headers.get(SEEN_HEADER) ?? '');
      if (!(seen >= oldest)) await cache.delete(key);
    }
  }
}
