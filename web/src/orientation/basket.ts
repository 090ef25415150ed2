// The sheet on the screen: up to five places, the ways to hand it over, and the code that leads to the same list.
import type { Venue } from './answer.js';
import { writeBasket } from './choices.js';
import { fillHandout, hours, line, type Around } from './handout.js';
import { copy, fill } from './list.js';
import { mailAddress, mailText, smsAddress, smsText } from './message.js';
import { qrCode } from './qr.js';
import { nationalPhone } from './words.js';

export class Basket {
  readonly #section: HTMLElement;
  readonly #handout: HTMLElement;
  readonly #item: HTMLTemplateElement;
  readonly #place: HTMLTemplateElement;

  constructor(root: HTMLElement) {
    const found = <T extends Element>(selector: string): T => {
      const node = root.querySelector<T>(selector);
      if (!node) throw new Error(`the page has no ${selector}`);
      return node;
    };
    this.#section = found('[data-panier]');
    this.#handout = found('[data-a-imprimer]');
    this.#item = found('template[data-du-panier]');
    this.#place = found('template[data-a-remettre]');
  }

  get heading(): HTMLElement | null {
    return this.#section.querySelector('h2');
  }

  /** Shows `venues`; `withdrawn` is how many of the list opened are no longer in the directory. */
  show(venues: Venue[], withdrawn: number, about: Around): void {
    const empty = venues.length === 0;
    this.#section.hidden = empty && withdrawn === 0;
    this.#handout.hidden = empty;
    document.documentElement.classList.toggle('with-handout', !empty);
    const { words } = about;
    fill(this.#section, { compte: words.count('fiche_compte', venues.length) });
    const gone = this.#section.querySelector<HTMLElement>('[data-retires]');
    if (gone) {
      gone.hidden = withdrawn === 0;
      gone.textContent = withdrawn === 0 ? '' : words.count('fiche_retires', withdrawn);
    }
    this.#section.querySelector('[data-liste-fiche]')?.replaceChildren(...venues.map((venue) => this.#card(venue, about)));
    for (const node of this.#section.querySelectorAll<HTMLElement>('[data-si-rempli]')) node.hidden = empty;
    if (empty) return;
    fillHandout(this.#handout, this.#place, venues, about);
    this.#links(venues, about);
  }

  #card(venue: Venue, about: Around): HTMLElement {
    const card = copy(this.#item);
    fill(card, {
      nom: venue.name,
      telephone: nationalPhone(venue.phone),
      adresse: [venue.address, `${venue.postcode}\u00a0${venue.town}`].filter(Boolean).join(', '),
      heures: hours(venue, about, 3).join('\n'),
    });
    const phone = card.querySelector<HTMLAnchorElement>('a[data-telephone]');
    if (phone) phone.href = `tel:${venue.phone}`;
    const link = card.querySelector<HTMLAnchorElement>('a[data-nom]');
    if (link) link.href = `${link.dataset['base'] ?? ''}/lieux/${venue.id}`;
    const button = card.querySelector<HTMLButtonElement>('button[data-fiche]');
    if (button) button.dataset['fiche'] = venue.id;
    return card;
  }

  #links(venues: Venue[], about: Around): void {
    const { words } = about;
    const lines = venues.map((venue) => line(venue, about));
    const address = new URL(location.pathname, location.origin);
    address.hash = writeBasket(venues.map(({ id }) => id));
    const title = this.#handout.querySelector('h2')?.textContent?.trim() ?? '';
    const set = (name: string, href: string): void => {
      const link = this.#section.querySelector<HTMLAnchorElement>(`a[data-${name}]`);
      if (link) link.href = href;
    };
    set('sms', smsAddress(smsText(lines, title)));
    set('courriel', mailAddress(title, mailText(lines, title, address.href, this.#handout.querySelector('[data-telephone-national]')?.textContent?.trim() ?? '')));
    set('lien', address.href);
    for (const place of [...this.#handout.querySelectorAll('[data-qr]'), ...this.#section.querySelectorAll('[data-qr]')]) {
      place.replaceChildren(qrCode(address.href, words.say('qr_titre')));
    }
  }
}
