// The one script of every page. Pages are complete without it; it adds suggestions, "Me localiser" and the map.
import '../images/icon.svg?url';
import { CommuneBox } from './commune.js';
import { Localise } from './localise.js';
import { MapElement } from './map/element.js';
import { register, sayWhenSeen } from './offline/page.js';

customElements.define('portee-commune', CommuneBox);
customElements.define('portee-localiser', Localise);
customElements.define('portee-carte', MapElement);

sayWhenSeen();
register();

// A module of its own: only the pages that have this element load it.
if (document.querySelector('portee-garder')) void import('./helpers.js');

for (const button of document.querySelectorAll<HTMLElement>('button[data-imprimer]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
