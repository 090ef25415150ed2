// What the suggestions of communes are made of, without any element: see `commune.ts` for the box itself.
import { address, type Shapes, type Unread } from './api/client.js';

/** One commune as the API gives it. */
export interface Suggestion {
  /** INSEE code. */
  code: string;
  /** The name with its postcode, as people write it: `Die (26150)`. */
  label: string;
}

/** The suggestions of an answer of `/api/v1/communes`; anything that does not look like one is left out. */
export function readSuggestions(answer: unknown): Suggestion[] {
  const { communes } = members<Shapes['Communes']>(answer);
  return (Array.isArray(communes) ? communes : []).flatMap((commune: unknown) => {
    const { code, libelle } = members<Shapes['Commune']>(commune);
    return typeof code === 'string' && typeof libelle === 'string' ? [{ code, label: libelle }] : [];
  });
}

/** Asks for the communes that a text may mean, the likeliest first; it fails when there is no answer. */
export async function suggestions(text: string, signal?: AbortSignal): Promise<Suggestion[]> {
  const answer = await fetch(address('/api/v1/communes', { query: { q: text } }), signal ? { signal } : {});
  return answer.ok ? readSuggestions(await answer.json()) : [];
}

/** Where the selection goes when a key is pressed; -1 is "in the box itself". The ends are joined, as ARIA advises. */
export function moveSelection(key: string, current: number, count: number): number {
  switch (key) {
    case 'ArrowDown':
      return current + 1 >= count ? -1 : current + 1;
    case 'ArrowUp':
      return current === -1 ? count - 1 : current - 1;
    default:
      return current;
  }
}

function members<Shape>(value: unknown): Unread<Shape> {
  return typeof value === 'object' && value !== null ? value : {};
}
