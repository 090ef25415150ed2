// What only the pages of helpers need, in one file.
import { Keep } from './offline/keep.js';
import { Orientation } from './orientation/element.js';

customElements.define('portee-garder', Keep);
customElements.define('portee-orientation', Orientation);
