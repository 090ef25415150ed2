// Ranked venues as the page shows them: the markup is a <template> of the page, filled in here.
import type { Ranked } from './ranking.js';
import { nationalPhone, type Words } from './words.js';

/** A copy of the content of a template. */
export function copy(template: HTMLTemplateElement): HTMLElement {
  const first = template.content.firstElementChild;
  if (!(first instanceof HTMLElement)) throw new Error('an empty template');
  return document.importNode(first, true);
}

/** Puts texts where `data-…` says; what gets none is taken away. */
export function fill(node: HTMLElement, texts: Record<string, string>): void {
  for (const [place, text] of Object.entries(texts)) {
    for (const found of node.querySelectorAll<HTMLElement>(`[data-${place}]`)) {
      if (text) found.textContent = text;
      else (found.closest('[data-ligne]') ?? found).remove();
    }
  }
}

/** One venue of the list. */
export function item(template: HTMLTemplateElement, ranked: Ranked, words: Words): HTMLElement {
  const { venue } = ranked;
  const node = copy(template);
  const say = (reasons: Ranked['good']): string => reasons.map((reason) => words.reason(reason)).filter(Boolean).join(', ');
  fill(node, {
    nom: venue.name,
    pourquoi: say(ranked.good),
    manque: say(ranked.missing),
    adresse: [venue.address, `${venue.postcode}\u00a0${venue.town}`].filter(Boolean).join(', '),
    telephone: nationalPhone(venue.phone),
  });
  const link = node.querySelector<HTMLAnchorElement>('a[data-nom]');
  if (link) link.href = `${link.dataset['base'] ?? ''}/lieux/${venue.id}`;
  const phone = node.querySelector<HTMLAnchorElement>('a[data-telephone]');
  if (phone) phone.href = `tel:${venue.phone}`;
  const sheet = node.querySelector<HTMLAnchorElement>('a[data-acceslibre]');
  if (sheet && venue.accessibilityUrl.startsWith('https://')) sheet.href = venue.accessibilityUrl;
  else sheet?.closest('[data-ligne]')?.remove();
  const button = node.querySelector<HTMLButtonElement>('button[data-fiche]');
  if (button) button.dataset['fiche'] = venue.id;
  return node;
}
