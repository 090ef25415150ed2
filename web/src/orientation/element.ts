// <portee-orientation>: need, place, free time and wishes on one side, ranked places on the other, and a sheet to hand over.
// Nothing of it reaches the server: the choices are in the fragment, and what is fetched is the same for everybody.
import type { Surroundings, Venue } from './answer.js';
import type { Basket } from './basket.js';
import { type Choices, MOST, readChoices, writeChoices } from './choices.js';
import { Form } from './form.js';
import { oneStop } from './grid.js';
import type { Around } from './handout.js';
import { fill, item } from './list.js';
import { PENALTIES, rank, type Ranked } from './ranking.js';
import { around, one } from './source.js';
import { wall } from './times.js';
import type { Texts } from '../sentences.js';
import { Words } from './words.js';

/** How many places are shown at first, and how many more each time. */
const STEP = 10;

class Orientation extends HTMLElement {
  #form!: Form;
  #words!: Words;
  /** Loaded with the first place on the sheet. */
  #basket: Basket | null = null;
  #choices: Choices = readChoices('');
  #around: Surroundings | null = null;
  #seen: Date | null = null;
  #venues = new Map<string, Venue>();
  #withdrawn = 0;
  #shown = STEP;
  #asked = 0;

  connectedCallback(): void {
    const form = this.querySelector<HTMLFormElement>('form[data-choix]');
    const texts = this.querySelector(':scope > script[type="application/json"]')?.textContent;
    if (!form || !texts || this.#form) return;
    this.#words = new Words(JSON.parse(texts) as Texts, document.documentElement.lang);
    this.#form = new Form(form);
    for (const node of this.querySelectorAll<HTMLElement>('[data-avec-script]')) node.hidden = false;
    for (const node of this.querySelectorAll<HTMLElement>('[data-sans-script]')) node.hidden = true;
    for (const table of this.querySelectorAll('table')) oneStop(table);
    fill(this, { regle: this.#words.say('ordre', { ...PENALTIES }) });

    form.addEventListener('change', (event) => {
      // The box of the place says itself when a commune is chosen.
      if ((event.target as HTMLInputElement).name !== 'ou') this.#changed();
    });
    form.addEventListener('commune', () => this.#changed());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submitted();
    });
    this.addEventListener('click', (event) => this.#clicked(event.target as Element));
    window.addEventListener('hashchange', () => {
      // The skip link leads to a place of the page, not to other choices: they come back into the address.
      if (/=|^#?$/.test(location.hash)) void this.#open();
      else this.#remember();
    });
    void this.#open();
  }

  /** Takes up what the address says. */
  async #open(): Promise<void> {
    this.#choices = readChoices(location.hash);
    this.#form.write(this.#choices);
    await Promise.all([this.#fetchAround(), this.#fetchBasket()]);
    if (this.#around?.commune.code === this.#choices.commune) this.#form.place(this.#choices.commune, this.#around.commune.label);
    this.#show();
  }

  #changed(): void {
    const before = this.#choices.commune;
    this.#choices = { ...this.#form.read(), basket: this.#choices.basket };
    this.#remember();
    this.#shown = STEP;
    if (before === this.#choices.commune) this.#show();
    else void this.#fetchAround().then(() => this.#show());
  }

  #show(): void {
    this.#showList();
    void this.#showBasket();
  }

  /** The plain button: the place as written, then on to the list. */
  async #submitted(): Promise<void> {
    const { commune } = this.#form.read();
    if (!commune && !(this.#form.typed && (await this.#form.guess()))) {
      this.#announce(this.#words.say(this.#form.typed ? 'commune_introuvable' : 'commune_absente'));
      this.#form.focus();
      return;
    }
    this.#choices = { ...this.#form.read(), basket: this.#choices.basket };
    this.#remember();
    await this.#fetchAround();
    this.#show();
    this.querySelector<HTMLElement>('[data-resultats] h2')?.focus();
  }

  async #fetchAround(): Promise<void> {
    const { commune } = this.#choices;
    const asked = (this.#asked += 1);
    if (!commune || this.#around?.commune.code === commune) {
      if (!commune) this.#around = null;
      return;
    }
    this.#announce(this.#words.say('recherche'));
    const found = await around(commune);
    // Another commune was chosen meanwhile.
    if (asked !== this.#asked) return;
    this.#around = found.is === 'found' ? found.value : null;
    this.#seen = found.is === 'found' ? found.seen : null;
    for (const venue of this.#around?.venues ?? []) this.#venues.set(venue.id, venue);
    if (found.is !== 'found') this.#announce(this.#words.say(found.is === 'offline' ? 'hors_ligne' : 'commune_introuvable'));
  }

  /** The places of a sheet that was opened by its link: merged ones are followed, withdrawn ones are told. */
  async #fetchBasket(): Promise<void> {
    const found = await Promise.all(
      this.#choices.basket.map(async (id) => {
        const known = this.#venues.get(id);
        return known ? ({ is: 'found', value: known, seen: null } as const) : one(id);
      }),
    );
    const kept = found.flatMap((answer) => (answer.is === 'found' ? [answer.value] : []));
    for (const venue of kept) this.#venues.set(venue.id, venue);
    this.#withdrawn = found.filter(({ is }) => is === 'gone' || is === 'missing').length;
    if (found.some(({ is }) => is === 'offline')) return;
    this.#choices.basket = [...new Set(kept.map(({ id }) => id))];
    this.#remember();
  }

  #showList(): void {
    const results = this.querySelector<HTMLElement>('[data-resultats]');
    const list = results?.querySelector('[data-liste]');
    const template = this.querySelector<HTMLTemplateElement>('template[data-lieu]');
    if (!results || !list || !template) return;
    results.hidden = !this.#around;
    this.querySelector('portee-garder')?.setAttribute('data-departement', this.#around?.commune.departement ?? '');
    if (!this.#around) return;
    void import('../offline/keep.js');
    const ranked = this.#ranked(this.#around);
    list.replaceChildren(...ranked.slice(0, this.#shown).map((one) => item(template, one, this.#words)));
    this.#mark();
    fill(results, { ou: this.#around.commune.label });
    const seen = results.querySelector<HTMLElement>('[data-vu]');
    if (seen) {
      seen.hidden = !this.#seen;
      seen.textContent = this.#seen ? this.#words.seen(this.#seen) : '';
    }
    const more = results.querySelector<HTMLElement>('[data-plus]');
    if (more) more.hidden = ranked.length <= this.#shown;
    this.#announce(this.#summary(ranked));
  }

  #ranked(surroundings: Surroundings): Ranked[] {
    const now = wall(new Date(), surroundings.zone);
    return rank(surroundings.venues, this.#choices, this.#form.service(), now);
  }

  /** « 80 lieux. Le premier : France Services de Die, à 1 min en voiture. » */
  #summary(ranked: Ranked[]): string {
    const [first] = ranked;
    if (!first) return this.#words.say('aucun_lieu');
    const way = first.good.find(({ kind }) => kind === 'minutes' || kind === 'metres');
    const detail = way ? this.#words.say('le_premier', { temps: this.#words.reason(way) }) : '';
    return [this.#words.count('annonce', ranked.length), detail].filter(Boolean).join(' ');
  }

  async #showBasket(): Promise<void> {
    this.#mark();
    if (!this.#basket) {
      if (this.#choices.basket.length === 0 && this.#withdrawn === 0) return;
      const { Basket } = await import('./basket.js');
      this.#basket ??= new Basket(this);
    }
    const venues = this.#choices.basket.flatMap((id) => this.#venues.get(id) ?? []);
    const about: Around = {
      when: this.#choices.when,
      now: wall(new Date(), this.#around?.zone ?? 'Europe/Paris'),
      words: this.#words,
    };
    this.#basket.show(venues, this.#withdrawn, about);
  }

  #clicked(target: Element): void {
    const button = target.closest<HTMLButtonElement>('button');
    if (button?.dataset['fiche']) this.#toggle(button.dataset['fiche'], button);
    else if (button?.matches('[data-voir]')) void this.#showBasket().then(() => this.#basket?.heading?.focus());
    else if (button?.matches('[data-plus]')) this.#more();
    else if (button?.matches('[data-vider]')) this.#keep([]);
  }

  #more(): void {
    const first = this.#shown;
    this.#shown += STEP;
    this.#showList();
    this.querySelectorAll<HTMLElement>('[data-liste] > li')[first]?.querySelector<HTMLElement>('a')?.focus();
  }

  #toggle(id: string, button: HTMLElement): void {
    const { basket } = this.#choices;
    if (!basket.includes(id) && basket.length >= MOST) {
      this.#announce(this.#words.say('fiche_pleine', { n: MOST }));
      return;
    }
    const inSheet = button.closest('[data-panier]') !== null;
    this.#keep(basket.includes(id) ? basket.filter((kept) => kept !== id) : [...basket, id]);
    // The button pressed is gone with its line: the focus stays near.
    if (inSheet) (this.#choices.basket.length > 0 ? this.#basket?.heading : this.querySelector<HTMLElement>('[data-resultats] h2'))?.focus();
  }

  #keep(basket: string[]): void {
    this.#choices = { ...this.#choices, basket };
    this.#withdrawn = 0;
    this.#remember();
    void this.#showBasket();
    this.#announce(this.#words.count('fiche_compte', basket.length));
  }

  /** Every button of the list says whether its place is on the sheet. */
  #mark(): void {
    for (const button of this.querySelectorAll<HTMLButtonElement>('[data-liste] button[data-fiche]')) {
      const kept = this.#choices.basket.includes(button.dataset['fiche'] ?? '');
      const words = button.querySelector('[data-mot]');
      if (words) words.textContent = (kept ? button.dataset['retirer'] : button.dataset['ajouter']) ?? '';
      const see = button.parentElement?.querySelector<HTMLElement>('[data-voir]');
      if (see) see.hidden = !kept;
    }
  }

  #remember(): void {
    const fragment = writeChoices(this.#choices);
    history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname + location.search);
  }

  #announce(text: string): void {
    const status = this.querySelector('[data-annonce]');
    if (status) status.textContent = text;
  }
}

customElements.define('portee-orientation', Orientation);
