// Where the page gets venues: the same addresses for everybody, with nothing of the person in them.
import { address } from '../api/client.js';
import { SEEN_HEADER } from '../offline/paths.js';
import { readSurroundings, readVenue, type Surroundings, type Venue } from './answer.js';

/** What a request gave. */
export type Found<T> = { is: 'found'; value: T; seen: Date | null } | { is: 'gone' } | { is: 'missing' } | { is: 'offline' };

/** The venues around a commune. */
export function around(commune: string): Promise<Found<Surroundings>> {
  return get(address('/api/v1/communes/{code}/lieux', { path: { code: commune } }), readSurroundings);
}

/** One venue; the browser follows the redirection of a merge by itself. */
export function one(id: string): Promise<Found<Venue>> {
  return get(address('/api/v1/lieux/{id}', { path: { id } }), (answer) => readVenue(answer)[0] ?? null);
}

async function get<T>(from: string, read: (answer: unknown) => T | null): Promise<Found<T>> {
  try {
    const answer = await fetch(from);
    if (answer.status === 410) return { is: 'gone' };
    if (!answer.ok) return { is: answer.status === 404 ? 'missing' : 'offline' };
    const value = read(await answer.json());
    if (value === null) return { is: 'missing' };
    const seen = answer.headers.get(SEEN_HEADER);
    return { is: 'found', value, seen: seen === null ? null : new Date(seen) };
  } catch {
    return { is: 'offline' };
  }
}
