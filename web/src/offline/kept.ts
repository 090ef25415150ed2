// Answers made on the device from a département that somebody chose to keep: the same shapes as the server's.
import type { Shapes } from '../api/client.js';

/** How many venues around a commune, as the server gives. */
const MOST = 80;
/** How many communes are proposed. */
const PROPOSED = 8;
/** Earth's mean radius, in metres (IUGG). */
const EARTH_M = 6_371_008.8;

type Place = Shapes['CommuneDeReference'];
interface Feature {
  id: string;
  geometry: Pick<Shapes['Point'], 'coordinates'>;
  properties: Partial<Shapes['ProprietesEnBref']>;
}

/** A département as `/api/v1/departements/{code}/lieux` gives it. */
export type Keepsake = Pick<Shapes['LieuxDuDepartement'], 'departement' | 'fuseau' | 'communes'> & {
  features: Feature[];
  edition: unknown;
};

/** Whether something read back is one. */
export function isKeepsake(value: unknown): value is Keepsake {
  const whole = value as Partial<Keepsake> | null;
  return typeof whole === 'object' && Array.isArray(whole?.communes) && Array.isArray(whole.features) && typeof whole.departement?.code === 'string';
}

/** The venues nearest to a commune in a straight line, without times; nothing when the commune is not of this département. */
export function surroundings(kept: Keepsake, code: string): object | null {
  const commune = kept.communes.find((place) => place.code === code);
  if (!commune) return null;
  const here: [number, number] = [commune.longitude, commune.latitude];
  const near = kept.features.map((feature) => ({ feature, metres: Math.round(greatCircle(here, position(feature))) }));
  near.sort((a, b) => a.metres - b.metres || (a.feature.id < b.feature.id ? -1 : 1));
  const features = near.slice(0, MOST).map(({ feature, metres }) => ({ ...feature, properties: { ...feature.properties, distance_m: metres } }));
  return { type: 'FeatureCollection', features, commune, fuseau: kept.fuseau, edition: kept.edition };
}

/** The venue with this id. */
export function venue(kept: Keepsake, id: string): Feature | null {
  return kept.features.find((feature) => feature.id === id) ?? null;
}

/** The communes whose name or postcode begins with `text`; accents, case and hyphens do not count. */
export function communes(kept: Keepsake[], text: string): Place[] {
  const wanted = plain(text);
  if (!wanted) return [];
  const fits = (place: Place): boolean => plain(place.libelle).startsWith(wanted) || place.codes_postaux.some((code) => code.startsWith(wanted));
  const found = kept.flatMap((one) => one.communes).filter(fits);
  return found.sort((a, b) => a.libelle.length - b.libelle.length || (a.code < b.code ? -1 : 1)).slice(0, PROPOSED);
}

function position({ geometry }: Feature): [number, number] {
  const [lon = Number.NaN, lat = Number.NaN] = geometry.coordinates;
  return [lon, lat];
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ').trim();
}

/** Metres between two points, `lon, lat` in degrees, along the great circle. */
export function greatCircle([lonA, latA]: [number, number], [lonB, latB]: [number, number]): number {
  const rad = Math.PI / 180;
  const half = (a: number, b: number): number => Math.sin(((b - a) * rad) / 2) ** 2;
  const chord = half(latA, latB) + Math.cos(latA * rad) * Math.cos(latB * rad) * half(lonA, lonB);
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}
