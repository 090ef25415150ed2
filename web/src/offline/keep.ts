// <portee-garder>: keeps a département on the device, lists those that are kept, and takes everything away when asked.
import { moment } from './page.js';
import { DEPARTEMENTS, keepsakeOf, SEEN_HEADER } from './paths.js';

/** How old a kept département may be, in milliseconds, before it is fetched again where there is a network. */
const FRESH_MS = 24 * 3_600_000;

class Keep extends HTMLElement {
  #busy = false;

  connectedCallback(): void {
    if (!('caches' in window) || !('serviceWorker' in navigator)) return;
    this.hidden = false;
    this.addEventListener('click', (event) => void this.#clicked(event.target as Element));
    this.#offer();
    void this.#refresh().then(() => this.#list());
  }

  /** The département that the button is about; none hides it. */
  static get observedAttributes(): string[] {
    return ['data-departement'];
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#offer();
  }

  #offer(): void {
    const button = this.querySelector<HTMLButtonElement>('[data-garder]');
    if (button) button.hidden = !this.dataset['departement'];
    for (const place of this.querySelectorAll('[data-code]')) place.textContent = this.dataset['departement'] ?? '';
  }

  async #clicked(target: Element): Promise<void> {
    const button = target.closest<HTMLButtonElement>('button');
    if (!button || this.#busy) return;
    this.#busy = true;
    try {
      if (button.matches('[data-garder]')) await this.#keep(this.dataset['departement'] ?? '');
      else if (button.dataset['oublier']) await this.#forget(button.dataset['oublier']);
      else if (button.matches('[data-effacer]')) await this.#clear();
    } finally {
      this.#busy = false;
    }
    await this.#list();
  }

  async #keep(departement: string): Promise<void> {
    this.#say('enCours');
    try {
      await fetchInto(keepsakeOf(departement));
      if (!(await ask({ keep: this.dataset['page'] ?? '/orientation', orientation: true }))) throw new Error('not kept');
      this.#say('garde');
    } catch {
      this.#say('echec');
    }
  }

  async #forget(address: string): Promise<void> {
    await caches.open(DEPARTEMENTS).then((cache) => cache.delete(address));
    this.#say('oublie');
    this.querySelector<HTMLElement>('h2, h3')?.focus();
  }

  /** Everything of ours, the service worker included. */
  async #clear(): Promise<void> {
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    await Promise.all((await navigator.serviceWorker.getRegistrations()).map((registration) => registration.unregister()));
    this.#say('oublie');
  }

  /** What is older than a day is read again, without a word: the network may be gone. */
  async #refresh(): Promise<void> {
    if (!(await caches.has(DEPARTEMENTS))) return;
    const cache = await caches.open(DEPARTEMENTS);
    for (const request of await cache.keys()) {
      const seen = Date.parse((await cache.match(request))?.headers.get(SEEN_HEADER) ?? '');
      if (Date.now() - seen > FRESH_MS) await fetchInto(new URL(request.url).pathname).catch(() => undefined);
    }
  }

  async #list(): Promise<void> {
    const list = this.querySelector<HTMLElement>('[data-gardes]');
    const template = this.querySelector<HTMLTemplateElement>('template');
    if (!list || !template) return;
    // Opening a cache makes one: where nothing is kept there is none.
    const cache = (await caches.has(DEPARTEMENTS)) ? await caches.open(DEPARTEMENTS) : null;
    const keys = (await cache?.keys()) ?? [];
    const kept = await Promise.all(keys.map(async (request) => ({ request, response: await cache?.match(request) })));
    const items = kept.map(async ({ request, response }) => {
      const item = document.importNode(template.content, true);
      const whole = (await response?.json().catch(() => null)) as { departement?: { nom?: string }; numberReturned?: number } | null;
      const text = item.querySelector<HTMLElement>('[data-nom]');
      if (text) {
        text.textContent = (text.dataset['phrase'] ?? '')
          .replace('{name}', whole?.departement?.nom ?? '')
          .replace('{count}', String(whole?.numberReturned ?? 0))
          .replace('{moment}', moment(new Date(response?.headers.get(SEEN_HEADER) ?? 0)));
      }
      const name = item.querySelector<HTMLElement>('[data-de]');
      if (name) name.textContent = whole?.departement?.nom ?? '';
      const button = item.querySelector<HTMLButtonElement>('button');
      if (button) button.dataset['oublier'] = new URL(request.url).pathname;
      return item;
    });
    list.replaceChildren(...(await Promise.all(items)));
    for (const node of this.querySelectorAll<HTMLElement>('[data-si-garde]')) node.hidden = kept.length === 0;
  }

  #say(name: string): void {
    const status = this.querySelector<HTMLElement>('[role="status"]');
    if (status) status.textContent = status.dataset[name] ?? '';
  }
}

/** Asks the service worker for something, and waits until it is done; whether it was. */
async function ask(message: object): Promise<boolean> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const done = new Promise<boolean>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === true);
  });
  active?.postMessage(message, [port2]);
  return done;
}

/** Reads a département and keeps it with the moment it was seen. */
async function fetchInto(address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  const headers = new Headers(response.headers);
  headers.set(SEEN_HEADER, new Date().toISOString());
  const cache = await caches.open(DEPARTEMENTS);
  await cache.put(new URL(address, location.origin).href, new Response(await response.arrayBuffer(), { headers }));
}

customElements.define('portee-garder', Keep);
