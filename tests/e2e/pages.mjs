// Every page and state of the site, once: what the tests of accessibility open, and what /accessibilite says was tested.
import { site, someVenue } from './browser.mjs';

const venue = await someVenue();

/** Adds a page: `name` is what the statement calls it, `path` its address here; `error` when its status is one. */
const page = (name, path = name, more = {}) => ({ name, path, ...more });

export const pages = [
  page('/'),
  page('/en/'),
  page('/recherche', '/recherche'),
  page('/recherche?ou=die'),
  page('/recherche?ou=saint-denis'),
  page('/recherche?ou=xqzxqz'),
  page('/recherche?commune=26113&besoin=demarche&ouvert=samedi'),
  page('/recherche?ou=saint-christophe-en-oisans&besoin=materiel&duree_max=10'),
  page('/en/recherche?ou=die'),
  page('/lieux/{id}', venue.path),
  page('/en/lieux/{id}', `/en${venue.path}`),
  page('/lieux/{id}/signaler', `${venue.path}/signaler`),
  page('/en/lieux/{id}/signaler', `/en${venue.path}/signaler`),
  page('/lieux/{id}/signaler?envoye=oui', `${venue.path}/signaler?envoye=oui`),
  page('/orientation'),
  page('/en/orientation'),
  page('/outils'),
  page('/outils?departement=26'),
  page('/en/outils'),
  page('/carte'),
  page('/carte?departement=69'),
  page('/documentation'),
  page('/donnees'),
  page('/donnees/sources/cartographie-nationale'),
  page('/territoires'),
  page('/territoires?niveau=epci'),
  page('/territoires/26?n=2&retrait=aaaaaaaaaaaa'),
  page('/ogc', '/ogc?f=html'),
  page('/ogc/collections/lieux/items', '/ogc/collections/lieux/items?f=html&limit=20'),
  page('/integration'),
  page('/integration?ou=die&besoin=demarche'),
  page('/integration?ou=saint-denis'),
  page('/accessibilite'),
  page('/en/accessibilite'),
  page('/lieux/aaaaaaaaaaaa', '/lieux/aaaaaaaaaaaa', { error: true }),
  page('/recherche?erreur=1', '/recherche?erreur=1', { error: true }),
];

/** Opens a page and waits until what draws itself is drawn. */
export async function open(tab, { path }) {
  const answer = await tab.goto(site + path);
  if (path.startsWith('/carte')) {
    await tab.waitForFunction(() => document.querySelector('portee-carte')?.carte?.loaded(), undefined, { timeout: 30_000 });
  }
  return answer;
}
