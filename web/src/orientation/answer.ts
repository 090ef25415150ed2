// What the API says of venues, read with care: a member that is not what it should be is as good as absent.
import type { Shapes, Unread } from '../api/client.js';

/** Minutes since midnight by the clock on the wall there; `doubt` says why it is not sure. */
export interface Slot {
  from: number;
  until: number;
  doubt: string | null;
}

export interface Day {
  /** `2026-11-28`. */
  date: string;
  holiday: string | null;
  slots: Slot[];
}

/** What a venue declares of a wish. */
export type Judgement = 'oui' | 'en-partie' | 'non';

export interface Venue {
  id: string;
  name: string;
  /** E.164; empty when there is none. */
  phone: string;
  address: string;
  postcode: string;
  town: string;
  /** Only its commune is known. */
  approximate: boolean;
  services: string[];
  accessModes: string[];
  programmes: string[];
  accessibilityUrl: string;
  judgements: Record<string, Judgement>;
  /** None when the hours are not known or not understood. */
  week: Day[] | null;
  /** Degrees, WGS84. */
  lon: number;
  lat: number;
  /** Metres as the crow flies from the commune chosen. */
  metres: number | null;
  /** Seconds by car, low, central and high. */
  seconds: [number, number, number] | null;
  /** Whether `seconds` follow real roads. */
  measured: boolean;
  /** Where it is, seen from the town hall of its commune: metres, and a wind (`nord-est`); none when it is there. */
  hall: { metres: number; wind: string } | null;
}

export interface Commune {
  code: string;
  label: string;
  name: string;
  departement: string;
  lon: number;
  lat: number;
}

/** The venues around a commune. */
export interface Surroundings {
  commune: Commune;
  zone: string;
  venues: Venue[];
}

const object = <Shape>(value: unknown): Unread<Shape> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => list(value).filter((item) => typeof item === 'string');
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** Reads an answer of `/api/v1/communes/{code}/lieux`; nothing when it is none. */
export function readSurroundings(answer: unknown): Surroundings | null {
  const whole = object<Shapes['Alentours']>(answer);
  const commune = readCommune(whole.commune);
  if (!commune || !Array.isArray(whole.features)) return null;
  return { commune, zone: text(whole.fuseau) || 'Europe/Paris', venues: whole.features.flatMap(readVenue) };
}

export function readCommune(value: unknown): Commune | null {
  const commune = object<Shapes['CommuneDeReference']>(value);
  const [lon, lat] = [number(commune.longitude), number(commune.latitude)];
  const code = text(commune.code);
  if (!code || lon === null || lat === null) return null;
  return {
    code,
    label: text(commune.libelle),
    name: text(commune.nom),
    departement: text(commune.departement),
    lon,
    lat,
  };
}

/** Reads a `Feature`: one of a list, or `/api/v1/lieux/{id}`. */
export function readVenue(value: unknown): Venue[] {
  const feature = object<Shapes['LieuEnBref']>(value);
  const known = object<Shapes['ProprietesEnBref']>(feature.properties);
  const [lon, lat] = list(object<Shapes['Point']>(feature.geometry).coordinates).map(number);
  const id = text(known.id);
  if (!id || lon == null || lat == null) return [];
  const central = number(known.duree_s);
  return [
    {
      id,
      name: text(known.nom),
      phone: text(known.telephone),
      address: [text(known.adresse), text(known.complement_adresse)].filter(Boolean).join(', '),
      postcode: text(known.code_postal),
      town: text(known.commune),
      approximate: known.precision === 'commune',
      services: texts(known.services),
      accessModes: texts(known.modalites_acces),
      programmes: texts(known.dispositif_programmes_nationaux),
      accessibilityUrl: text(known.fiche_acces_libre),
      judgements: readJudgements(known.criteres),
      week: Array.isArray(known.semaine) ? known.semaine.flatMap(readDay) : null,
      lon,
      lat,
      metres: number(known.distance_m),
      seconds:
        central === null
          ? null
          : [number(known.duree_min_s) ?? central, central, number(known.duree_max_s) ?? central],
      measured: known.methode === 'routes',
      hall: readHall(known.mairie),
    },
  ];
}

function readHall(value: unknown): Venue['hall'] {
  const hall = object<Shapes['DepuisLaMairie']>(value);
  const metres = number(hall.distance_m);
  return metres === null ? null : { metres, wind: text(hall.cap) };
}

function readJudgements(value: unknown): Record<string, Judgement> {
  const known = Object.entries(object(value));
  return Object.fromEntries(known.filter((pair): pair is [string, Judgement] => ['oui', 'en-partie', 'non'].includes(text(pair[1]))));
}

function readDay(value: unknown): Day[] {
  const day = object<Shapes['Jour']>(value);
  const date = text(day.date);
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return [];
  return [{ date, holiday: text(day.jour_ferie) || null, slots: list(day.plages).flatMap(readSlot) }];
}

function readSlot(value: unknown): Slot[] {
  const slot = object<Shapes['Plage']>(value);
  const [from, until] = [minutes(slot.de), minutes(slot.a)];
  return from === null || until === null || until <= from ? [] : [{ from, until, doubt: text(slot.doute) || null }];
}

function minutes(value: unknown): number | null {
  const [, hours, rest] = /^(\d\d):(\d\d)$/.exec(text(value)) ?? [];
  return hours === undefined || rest === undefined ? null : Number(hours) * 60 + Number(rest);
}
