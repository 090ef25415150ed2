// What may be kept on the device, by address. A position never is: it travels in the body of a form, and addresses that hold one
// all the same are refused here.
import { address, pathsOf, type Readable } from '../api/client.js';

/** The suggestions of communes. */
export const SUGGESTIONS: Readable = '/api/v1/communes';

/** When something was seen: an ISO date, on every answer that comes from the device. */
export const SEEN_HEADER = 'portee-vu-le';

/** Caches, by what they hold; the number is that of this scheme. Those of scripts, styles and pages bear the version of the build. */
export const ANSWERS = 'reponses-1';
export const DEPARTEMENTS = 'departements-1';

/** Pages, answers and venues that a device keeps at most; older than this, in days, they go. */
export const MOST_PAGES = 30;
export const MOST_ANSWERS = 30;
export const OLDEST_DAYS = 60;

/** Whether the last of these pages is worth keeping: results, sheets of venues, the pages of helpers. */
export function isKeepable(url: URL): boolean {
  if (url.searchParams.has('lat') || url.searchParams.has('lon')) return false;
  const path = url.pathname.replace(/^\/[a-z]{2}(?=\/)/, '');
  if (path === '/recherche') return url.searchParams.has('commune') || url.searchParams.has('ou');
  return path === '/orientation' || path === '/outils' || /^\/lieux\/[a-z2-7]{12}$/.test(path);
}

/** Whether an answer of the API is worth keeping: the venues around a commune, a venue. */
export function isAnswer(url: URL): boolean {
  // Here and not beside it: pages that do not ask this do not carry it.
  const answered = [pathsOf('/api/v1/communes/{code}/lieux', '[0-9AB]{5}'), pathsOf('/api/v1/lieux/{id}', '[a-z2-7]{12}')];
  return url.search === '' && answered.some((path) => path.test(url.pathname));
}

/** The address that the whole of a département is kept under. */
export function keepsakeOf(departement: string): string {
  return address('/api/v1/departements/{code}/lieux', { path: { code: departement } });
}
