// What the agent chose. It lives in the fragment of the address, which browsers never send to a server.

/** The days of the week as the page names them; Monday first. */
export const DAYS = ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim'] as const;
/** The parts of a day: until noon, until six in the evening, until midnight; in minutes. */
export const PARTS = { matin: [0, 720], 'apres-midi': [720, 1080], soir: [1080, 1440] } as const;
/** Now rather than some half-day. */
export const NOW = 'maintenant';
/** How many places fit on the sheet. */
export const MOST = 5;

export type Part = keyof typeof PARTS;

export interface Choices {
  /** The need's name in addresses; empty for any. */
  need: string;
  /** INSEE code; empty when none is chosen yet. */
  commune: string;
  /** Half-days (`sam-matin`), and `maintenant`. */
  when: string[];
  /** Codes of wishes. */
  wishes: string[];
  /** Ids of the venues on the sheet. */
  basket: string[];
}

const TIMES = new Set<string>([NOW, ...DAYS.flatMap((day) => Object.keys(PARTS).map((part) => `${day}-${part}`))]);
const isCode = (text: string): boolean => /^[0-9a-z-]{1,20}$/.test(text);
const isCommune = (text: string): boolean => /^\d[0-9AB]\d{3}$/.test(text);
const isVenue = (text: string): boolean => /^[a-z2-7]{12}$/.test(text);

/** Reads a fragment, with or without its `#`; what is not understood is left out. */
export function readChoices(fragment: string): Choices {
  const pairs = new URLSearchParams(fragment.replace(/^#/, ''));
  const single = (name: string, fits: (text: string) => boolean): string => {
    const value = pairs.get(name) ?? '';
    return fits(value) ? value : '';
  };
  const several = (name: string, fits: (text: string) => boolean): string[] => [
    ...new Set((pairs.get(name) ?? '').split(',').filter(fits)),
  ];
  return {
    need: single('besoin', isCode),
    commune: single('commune', isCommune),
    when: several('quand', (text) => TIMES.has(text)),
    wishes: several('compte', isCode),
    basket: several('fiche', isVenue).slice(0, MOST),
  };
}

/** Writes them as a fragment, without `#`; empty when nothing is chosen. */
export function writeChoices(choices: Choices): string {
  const pairs: [string, string][] = [
    ['besoin', choices.need],
    ['commune', choices.commune],
    ['quand', choices.when.join(',')],
    ['compte', choices.wishes.join(',')],
    ['fiche', choices.basket.join(',')],
  ];
  // Commas and hyphens need no escape in a fragment: the address stays readable.
  return pairs
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The fragment of the sheet alone: what may be handed over says nothing but the places. */
export function writeBasket(basket: string[]): string {
  return `fiche=${basket.join(',')}`;
}
