// <portee-localiser>: a button that sends the visitor's rounded position in the body of a form, never in an address.
import { coarse, positionTrouble } from './position.js';

const PATIENCE_MS = 15_000;

export class Localise extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('button')?.form;
    const status = document.getElementById('position-etat');
    if (!form || !status || !('geolocation' in navigator) || !window.isSecureContext) return;
    this.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      status.textContent = this.dataset['attente'] ?? '';
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          fill(form, 'lat', coarse(coords.latitude));
          fill(form, 'lon', coarse(coords.longitude));
          form.submit();
        },
        ({ code }) => {
          status.textContent = this.dataset[positionTrouble(code)] ?? '';
        },
        { timeout: PATIENCE_MS, maximumAge: 60_000 },
      );
    });
  }
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLInputElement) input.value = value;
}
