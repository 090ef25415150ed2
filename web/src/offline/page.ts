// The side of the page: registers the service worker where it is of use, and says when an old page is shown.
import { isKeepable } from './paths.js';

/** Only where something is worth keeping: the first page of the site costs nothing more. */
export function register(): void {
  const url = new URL(location.href);
  if (!('serviceWorker' in navigator) || !isKeepable(url)) return;
  window.addEventListener('load', () => {
    void start(url).catch(() => {
      // Without it everything works but without network.
    });
  });
}

async function start(url: URL): Promise<void> {
  const first = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
  const { active } = await navigator.serviceWorker.ready;
  url.hash = '';
  if (first) active?.postMessage({ keep: url.href });
  if (document.querySelector('portee-orientation')) active?.postMessage({ orientation: true });
}

/** Shows the notice of the frame on a page that comes from the device. */
export function sayWhenSeen(): void {
  const seen = document.documentElement.dataset['vuLe'];
  const notice = document.getElementById('vu');
  if (!seen || !notice) return;
  notice.textContent = (notice.dataset['phrase'] ?? '').replace('{moment}', moment(new Date(seen)));
  notice.hidden = false;
}

/** « 3 novembre à 14:05 », in the language of the page. */
export function moment(instant: Date): string {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });
  return format.format(instant);
}
