// The order of the venues, and why each is where it is. One rule that can be said aloud: minutes of travel, to which
// everything that is missing or unknown adds minutes. At equal cost the order is that of the ids: it never changes by chance.
import type { Judgement, Venue } from './answer.js';
import type { Choices } from './choices.js';
import { fit, type Fit, type Wall } from './times.js';

/** The minutes that a wish adds: said on the page as they are here. */
export const PENALTIES = { useless: 60, no: 30, unknown: 15, partly: 5 } as const;

/** Faster than this, in metres a minute, nobody gets there: what stands for a time that is not known. */
const METRES_A_MINUTE = 640;
/** Nobody is told to drive longer than this; it is not counted further either. */
const LONGEST_MIN = 240;
const NO_PUBLIC = "Ce lieu n'accueille pas de public";

/** Something to be said of a venue. */
export type Reason =
  | { kind: 'minutes'; minutes: number; measured: boolean }
  | { kind: 'metres'; metres: number }
  | { kind: 'time'; fit: Fit }
  | { kind: 'need'; state: 'oui' | 'non' | 'inconnu' }
  | { kind: 'wish'; wish: string; state: Judgement | 'inconnu' }
  | { kind: 'accessibility-sheet' }
  | { kind: 'no-public' }
  | { kind: 'unreachable' }
  | { kind: 'approximate' };

/** A venue with its place in the order. */
export interface Ranked {
  venue: Venue;
  /** Minutes, penalties included. */
  cost: number;
  /** What speaks for it. */
  good: Reason[];
  /** What is missing, or not known. */
  missing: Reason[];
}

/** Ranks `venues` for these choices; `service` is what the chosen need is called in the standard, empty for any. */
export function rank(venues: Venue[], choices: Choices, service: string, now: Wall): Ranked[] {
  const ranked = venues.map((venue) => judge(venue, choices, service, now));
  return ranked.sort((a, b) => a.cost - b.cost || (a.venue.id < b.venue.id ? -1 : 1));
}

/** One venue, as [`rank`] sees it. */
export function judge(venue: Venue, choices: Choices, service: string, now: Wall): Ranked {
  const ranked: Ranked = { venue, cost: travel(venue), good: [], missing: [] };
  const add = (reason: Reason, state: Judgement | 'inconnu', no: number = PENALTIES.no): void => {
    (state === 'oui' || state === 'en-partie' ? ranked.good : ranked.missing).push(reason);
    ranked.cost += { oui: 0, 'en-partie': PENALTIES.partly, non: no, inconnu: PENALTIES.unknown }[state];
  };
  if (venue.seconds) {
    const minutes = Math.max(1, Math.ceil(venue.seconds[1] / 60));
    add({ kind: 'minutes', minutes, measured: venue.measured }, 'oui');
  } else if (venue.metres !== null) {
    add({ kind: 'metres', metres: venue.metres }, 'oui');
  }
  if (choices.when.length > 0) {
    const found = fit(venue.week, choices.when, now);
    add({ kind: 'time', fit: found }, { open: 'oui', unsure: 'inconnu', closed: 'non', unknown: 'inconnu' }[found.state] as Judgement, PENALTIES.useless);
  } else if (!venue.week && venue.phone) {
    // Nobody asked, so it costs nothing; but whoever goes there should call first.
    ranked.missing.push({ kind: 'time', fit: { state: 'unknown' } });
  }
  if (service) {
    const state = venue.services.length === 0 ? 'inconnu' : venue.services.includes(service) ? 'oui' : 'non';
    add({ kind: 'need', state }, state, PENALTIES.useless);
  }
  for (const wish of choices.wishes) {
    const state = venue.judgements[wish] ?? 'inconnu';
    add({ kind: 'wish', wish, state }, state);
    if (wish === 'fauteuil' && state === 'inconnu' && venue.accessibilityUrl) ranked.missing.push({ kind: 'accessibility-sheet' });
  }
  if (venue.accessModes.includes(NO_PUBLIC)) add({ kind: 'no-public' }, 'non', PENALTIES.useless);
  // Its minutes lead to the middle of the commune, not to its door.
  if (venue.approximate) add({ kind: 'approximate' }, 'inconnu');
  // Nobody can call first, and nobody knows when to come.
  if (!venue.week && !venue.phone) add({ kind: 'unreachable' }, 'inconnu');
  return ranked;
}

/** Minutes to get there: told, or guessed from the straight line when only that is known. */
function travel(venue: Venue): number {
  if (venue.seconds) return Math.min(LONGEST_MIN, venue.seconds[1] / 60);
  return venue.metres === null ? 0 : Math.min(LONGEST_MIN, venue.metres / METRES_A_MINUTE);
}
