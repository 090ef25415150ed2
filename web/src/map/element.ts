// <portee-carte>: draws the map when it is asked for, and keeps the list of the page and the map together.
// The list and the panel are pieces of our own pages, fetched as they are: their words live in one place, the templates.
import { Sentences } from '../sentences.js';
import { readBox, writeBox } from './box.js';
import type { LibreMap } from './view.js';

type View = typeof import('./view.js');

const PAUSE_MS = 300;

export class MapElement extends HTMLElement {
  /** The map, once drawn (the browser tests look at it). */
  carte: LibreMap | null = null;
  #view: View | null = null;
  /** The venue in the panel, and whether its panel was opened from the map itself. */
  #opened: { id: string; fromMap: boolean } | null = null;
  #timer = 0;
  #listRequest = new AbortController();

  connectedCallback(): void {
    if (this.dataset['mode'] === 'page') {
      void this.#draw();
      this.addEventListener('click', (event) => this.#clicked(event));
      this.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !this.#panel.hidden) this.#closePanel();
      });
      return;
    }
    const button = this.querySelector<HTMLButtonElement>('button[data-afficher]');
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', () => {
      button.hidden = true;
      void this.#draw().then(() => this.carte?.getCanvas().focus());
    });
  }

  async #draw(): Promise<void> {
    const frame = this.querySelector<HTMLElement>('.map-view');
    const canvas = frame?.querySelector<HTMLElement>('.map-canvas');
    if (!frame || !canvas || this.carte) return;
    const sentences = Sentences.of(this);
    frame.hidden = false;
    this.classList.add('map-active');
    // With the map in view the list of départements is a shortcut, not the way in.
    this.querySelector('details[data-departements]')?.removeAttribute('open');
    try {
      this.#view = await import('./view.js');
      const { lon, lat, bbox, nom } = this.dataset;
      const small = this.dataset['mode'] !== 'page';
      this.carte = await this.#view.drawMap(canvas, {
        bounds: readBox(bbox),
        point: lon && lat ? { lon: Number(lon), lat: Number(lat) } : null,
        small,
        label: nom ? sentences.say('one_venue', { name: nom }) : sentences.say('venues'),
        sentences,
      });
    } catch {
      this.classList.remove('map-active');
      frame.replaceChildren(sentences.say(this.dataset['mode'] === 'page' ? 'failed' : 'failed_here'));
      return;
    }
    if (this.dataset['mode'] !== 'page') return;
    this.#view.onVenueClick(
      this.carte,
      (id, lon, lat) => void this.#open(id, lon, lat, true),
      () => this.#heading?.focus(),
    );
    this.carte.on('moveend', () => {
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#list(), PAUSE_MS);
    });
    void this.#list();
  }

  /** Puts the venues in view in the list. */
  async #list(): Promise<void> {
    const bounds = this.carte?.getBounds();
    const list = this.querySelector('[data-liste]');
    if (!bounds || !list) return;
    this.#listRequest.abort();
    this.#listRequest = new AbortController();
    const box = writeBox(bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth());
    try {
      const fresh = await piece(`/carte?bbox=${box}`, '[data-liste]', this.#listRequest.signal);
      // A list in use stays: someone reading it with the keyboard must not lose the place.
      if (!fresh || list.contains(document.activeElement)) return;
      list.replaceChildren(...fresh.childNodes);
      for (const button of list.querySelectorAll<HTMLElement>('button[data-lieu]')) button.hidden = false;
      const status = this.querySelector('[data-annonce]');
      const count = list.querySelector('[data-compte]')?.textContent;
      if (status && count) status.textContent = count;
    } catch {
      // The list that is there stays true for the place it names.
    }
  }

  get #heading(): HTMLElement | null {
    return this.querySelector<HTMLElement>('[data-titre-liste]');
  }

  get #panel(): HTMLElement {
    return this.querySelector<HTMLElement>('[data-panneau]') as HTMLElement;
  }

  #clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const show = target.closest<HTMLElement>('button[data-lieu]');
    if (show) {
      const { lieu, lon, lat } = show.dataset;
      if (lieu) void this.#open(lieu, Number(lon), Number(lat), false);
    } else if (target.closest('button[data-fermer]')) {
      this.#closePanel();
    }
  }

  async #open(id: string, lon: number, lat: number, fromMap: boolean): Promise<void> {
    const page = `/lieux/${encodeURIComponent(id)}`;
    const content = this.#panel.querySelector('[data-contenu]');
    const fresh = await piece(page, '[data-resume]').catch(() => null);
    if (!content || !fresh) {
      location.assign(page);
      return;
    }
    this.#opened = { id, fromMap };
    content.replaceChildren(...fresh.childNodes);
    this.#panel.hidden = false;
    this.#panel.querySelector<HTMLElement>('h2')?.focus();
    if (this.carte && this.#view) {
      this.#view.markChosen(this.carte, lon, lat);
      this.carte.easeTo({ center: [lon, lat], zoom: Math.max(this.carte.getZoom(), 13) });
    }
  }

  #closePanel(): void {
    this.#panel.hidden = true;
    const { id, fromMap } = this.#opened ?? { id: '', fromMap: false };
    // The list may have been fetched again meanwhile: look for the button of the same venue.
    const button = this.querySelector<HTMLElement>(`button[data-lieu="${CSS.escape(id)}"]`);
    (fromMap ? this.carte?.getCanvas() : (button ?? this.#heading))?.focus();
    this.#opened = null;
  }
}

/** The piece of one of our pages that `selector` names: an element, or what a <template> holds. */
async function piece(address: string, selector: string, signal: AbortSignal | null = null): Promise<ParentNode | null> {
  const answer = await fetch(address, { signal });
  if (!answer.ok) return null;
  const found = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector(selector);
  return found instanceof HTMLTemplateElement ? found.content : found;
}
