// The form of the page: what is chosen in it, and how a fragment is put back into it.
import { suggestions } from '../suggestions.js';
import type { Choices } from './choices.js';

/** Its boxes carry their codes in `data-…`: their names and values are for the plain form. */
export class Form {
  readonly #form: HTMLFormElement;

  constructor(form: HTMLFormElement) {
    this.#form = form;
  }

  /** What is chosen; the basket is not in the form. */
  read(): Omit<Choices, 'basket'> {
    return {
      need: this.#form.querySelector<HTMLInputElement>('input[data-besoin]:checked')?.dataset['besoin'] ?? '',
      commune: this.#code.value,
      when: this.#checked('quand'),
      wishes: this.#checked('souhait'),
    };
  }

  /** What the chosen need is called in the standard; empty for any. */
  service(): string {
    return this.#form.querySelector<HTMLInputElement>('input[data-besoin]:checked')?.dataset['service'] ?? '';
  }

  write(choices: Choices): void {
    for (const input of this.#form.querySelectorAll<HTMLInputElement>('input[data-besoin]')) {
      input.checked = input.dataset['besoin'] === choices.need;
    }
    this.#check('quand', choices.when);
    this.#check('souhait', choices.wishes);
    this.#code.value = choices.commune;
  }

  /** What is written in the box of the place. */
  get typed(): string {
    return this.#box.value.trim();
  }

  place(code: string, label: string): void {
    this.#code.value = code;
    this.#box.value = label;
  }

  /** Takes the likeliest commune for what is written; whether there is one. */
  async guess(): Promise<boolean> {
    const [likeliest] = await suggestions(this.typed).catch(() => []);
    if (likeliest) this.place(likeliest.code, likeliest.label);
    return likeliest !== undefined;
  }

  focus(): void {
    this.#box.focus();
  }

  get #box(): HTMLInputElement {
    return this.#input('ou');
  }

  get #code(): HTMLInputElement {
    return this.#input('commune');
  }

  #input(name: string): HTMLInputElement {
    const found = this.#form.elements.namedItem(name);
    if (!(found instanceof HTMLInputElement)) throw new Error(`the page has no field « ${name} »`);
    return found;
  }

  #checked(kind: string): string[] {
    const boxes = this.#form.querySelectorAll<HTMLInputElement>(`input[data-${kind}]:checked`);
    return [...boxes].map((box) => box.dataset[kind] ?? '').filter(Boolean);
  }

  #check(kind: string, values: string[]): void {
    for (const box of this.#form.querySelectorAll<HTMLInputElement>(`input[data-${kind}]`)) {
      box.checked = values.includes(box.dataset[kind] ?? '');
    }
  }
}
