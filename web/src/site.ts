// The one script of every page. Pages are complete without it; it adds suggestions, "Me localiser" and the map.
import '../images/icon.svg?url';
import '../images/share.png?url';
import { CommuneBox } from './commune.js';
import { Localise } from './localise.js';
import { MapElement } from './map/element.js';
import { register, sayWhenSeen } from './offline/page.js';

customElements.define('portee-commune', CommuneBox);
customElements.define('portee-localiser', Localise);
customElements.define('portee-carte', MapElement);

sayWhenSeen();
register();

// Modules of their own: only the pages that have these elements load them; in the page of orientation the second waits for a place.
if (document.querySelector('portee-orientation')) void import('./orientation/element.js');
else if (document.querySelector('[data-integration]')) void import('./integration/configure.js');
else if (document.querySelector('portee-garder')) void import('./offline/keep.js');

for (const button of document.querySelectorAll<HTMLElement>('button[data-imprimer]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
