// Sentences for a script, in the language of the page: those of the catalogue, written into the page beside what uses them.

/** Sentences by name; `{x}` is filled in, and `name.one` and `name.other` are the forms of a plural. */
export type Texts = Readonly<Record<string, string>>;

export class Sentences {
  readonly #texts: Texts;
  readonly #plural: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;

  constructor(texts: Texts, language: string) {
    this.#texts = texts;
    this.#plural = new Intl.PluralRules(language);
    this.#numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  }

  /** Those that `element` itself holds, not one inside it; none when it holds none. */
  static of(element: Element): Sentences {
    const texts = element.querySelector(':scope > script[type="application/json"]')?.textContent;
    return new Sentences(texts ? (JSON.parse(texts) as Texts) : {}, document.documentElement.lang);
  }

  /** The sentence with its gaps filled. A name that is none gives an empty text: nothing is better than a key. */
  say(name: string, values: Record<string, string | number> = {}): string {
    const sentence = Object.hasOwn(this.#texts, name) ? (this.#texts[name] ?? '') : '';
    return sentence.replaceAll(/\{(\w+)\}/g, (_, gap: string) => {
      const value = values[gap] ?? '';
      return typeof value === 'number' ? this.#numbers.format(value) : value;
    });
  }

  /** The same, in the plural that `n` asks for. */
  count(name: string, n: number, values: Record<string, string | number> = {}): string {
    const form = `${name}.${this.#plural.select(n)}`;
    return this.say(form in this.#texts ? form : `${name}.other`, { ...values, count: n });
  }
}
