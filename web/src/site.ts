// The one script of every page. Pages are complete without it; it adds suggestions, "Me localiser" and the map.
import '../images/icon.svg?url';
import { CommuneBox } from './commune.js';
import { Localise } from './localise.js';
import { MapElement } from './map/element.js';

customElements.define('portee-commune', CommuneBox);
customElements.define('portee-localiser', Localise);
customElements.define('portee-carte', MapElement);

// Its own module: only the page that has it loads it.
if (document.querySelector('portee-orientation')) {
  void import('./orientation/element.js').then(({ Orientation }) => customElements.define('portee-orientation', Orientation));
}

for (const button of document.querySelectorAll<HTMLElement>('button[data-imprimer]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
