// <portee-commune>: the box "Où êtes-vous ?" with suggestions, after the ARIA 1.2 combobox pattern
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). It wraps the plain <input> of the page and a hidden one that
// carries the code of the chosen commune; typing again forgets the code, and the server searches by the text.
import { Sentences } from './sentences.js';
import { moveSelection, suggestions, type Suggestion } from './suggestions.js';

const PAUSE_MS = 150;
const SHORTEST = 2;
let boxes = 0;

export class CommuneBox extends HTMLElement {
  #input!: HTMLInputElement;
  #code!: HTMLInputElement;
  #list!: HTMLUListElement;
  #status!: HTMLElement;
  #sentences!: Sentences;
  #suggestions: Suggestion[] = [];
  #selected = -1;
  #timer = 0;
  #request = new AbortController();

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[name="ou"]');
    const code = this.querySelector<HTMLInputElement>('input[name="commune"]');
    if (!input || !code || this.#list) return;
    this.#input = input;
    this.#code = code;
    this.#list = document.createElement('ul');
    this.#list.id = `communes-${(boxes += 1)}`;
    this.#list.role = 'listbox';
    this.#sentences = Sentences.of(this);
    this.#list.ariaLabel = this.#sentences.say('list');
    this.#list.hidden = true;
    this.#status = document.createElement('p');
    this.#status.className = 'visually-hidden';
    this.#status.role = 'status';
    this.append(this.#list, this.#status);

    input.role = 'combobox';
    input.autocomplete = 'off';
    input.ariaAutoComplete = 'list';
    input.ariaExpanded = 'false';
    input.setAttribute('aria-controls', this.#list.id);
    input.addEventListener('input', () => this.#typed());
    input.addEventListener('keydown', (event) => this.#pressed(event));
    input.addEventListener('blur', () => this.#close());
    // A mouse press must not take the focus from the box before the click is known.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => {
      const option = (event.target as Element).closest<HTMLElement>('[role="option"]');
      if (option) this.#choose(Number(option.dataset['index']));
    });
  }

  #typed(): void {
    this.#code.value = '';
    window.clearTimeout(this.#timer);
    this.#request.abort();
    const text = this.#input.value.trim();
    if (text.length < SHORTEST) {
      this.#close();
      return;
    }
    this.#timer = window.setTimeout(() => void this.#ask(text), PAUSE_MS);
  }

  async #ask(text: string): Promise<void> {
    this.#request = new AbortController();
    try {
      this.#show(await suggestions(text, this.#request.signal));
    } catch {
      // Without an answer the box stays a plain box: the server searches when the form is sent.
      this.#close();
    }
  }

  #show(suggestions: Suggestion[]): void {
    this.#suggestions = suggestions;
    this.#selected = -1;
    this.#list.replaceChildren(
      ...suggestions.map(({ label }, index) => {
        const option = document.createElement('li');
        option.role = 'option';
        option.id = `${this.#list.id}-${index}`;
        option.dataset['index'] = String(index);
        option.ariaSelected = 'false';
        option.textContent = label;
        return option;
      }),
    );
    const open = suggestions.length > 0 && document.activeElement === this.#input;
    this.#list.hidden = !open;
    this.#input.ariaExpanded = String(open);
    this.#input.removeAttribute('aria-activedescendant');
    const count = suggestions.length;
    this.#status.textContent = count === 0 ? this.#sentences.say('none') : this.#sentences.count('some', count);
  }

  #pressed(event: KeyboardEvent): void {
    if (this.#list.hidden || event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#close();
    } else if (event.key === 'Enter' && this.#selected >= 0) {
      event.preventDefault();
      this.#choose(this.#selected);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#select(moveSelection(event.key, this.#selected, this.#suggestions.length));
    }
  }

  #select(index: number): void {
    this.#selected = index;
    for (const [position, option] of [...this.#list.children].entries()) {
      option.ariaSelected = String(position === index);
      if (position === index) {
        this.#input.setAttribute('aria-activedescendant', option.id);
        option.scrollIntoView({ block: 'nearest' });
      }
    }
    if (index < 0) this.#input.removeAttribute('aria-activedescendant');
  }

  #choose(index: number): void {
    const suggestion = this.#suggestions[index];
    if (!suggestion) return;
    this.#input.value = suggestion.label;
    this.#code.value = suggestion.code;
    this.#close();
    this.dispatchEvent(new Event('commune', { bubbles: true }));
  }

  #close(): void {
    window.clearTimeout(this.#timer);
    this.#list.hidden = true;
    this.#selected = -1;
    this.#input.ariaExpanded = 'false';
    this.#input.removeAttribute('aria-activedescendant');
  }
}
