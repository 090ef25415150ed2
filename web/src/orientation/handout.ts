// The sheet to hand over: one A4 page, telephone numbers first, room to write by hand. Filled in from a <template>.
import type { Venue } from './answer.js';
import { copy, fill } from './list.js';
import type { Line } from './message.js';
import { firstDays, fit, type Wall } from './times.js';
import { nationalPhone, type Words } from './words.js';

/** Lines of hours for a place: as many as the page holds with so many places. */
const HOUR_LINES = [0, 5, 4, 3, 2, 2];

/** What the sheet needs to know beside the places. */
export interface Around {
  when: string[];
  now: Wall;
  words: Words;
}

/** The hours of a place that fit the person's free time; else the first days it is open; else what to do. */
export function hours(venue: Venue, { when, now, words }: Around, most: number): string[] {
  if (!venue.week) return [words.say('horaires_inconnus_phrase')];
  const found = fit(venue.week, when, now);
  if ((found.state === 'open' || found.state === 'unsure') && found.meetings.length > 0) {
    return found.meetings.slice(0, most).map((meeting) => words.hours(meeting));
  }
  const days = firstDays(venue.week, now, most).map((day) => words.day(day));
  return days.length > 0 ? days : [words.say('ferme_sept_jours')];
}

/** « à 9 min en voiture, à 300 m au nord de la mairie de Die » */
export function direction(venue: Venue, words: Words): string {
  if (venue.approximate) return words.say('endroit_inconnu');
  const minutes = venue.seconds ? words.reason({ kind: 'minutes', minutes: Math.max(1, Math.ceil(venue.seconds[1] / 60)), measured: venue.measured }) : '';
  return [minutes, venue.hall ? hallWay(venue.hall, venue.town, words) : ''].filter(Boolean).join(', ');
}

function hallWay({ metres, wind }: { metres: number; wind: string }, commune: string, words: Words): string {
  if (!wind) return words.say('direction_a_la_mairie', { commune });
  return words.say('direction', { distance: words.distance(metres), cap: words.say(`cap_${wind.replaceAll('-', '_')}`), commune });
}

/** What a message says of a place. */
export function line(venue: Venue, about: Around): Line {
  return {
    name: venue.name,
    phone: nationalPhone(venue.phone),
    town: venue.town,
    address: [venue.address, venue.postcode].filter(Boolean).join(', '),
    hours: hours(venue, about, 2).join(' ; '),
  };
}

/** Fills the sheet; `sheet` is its section in the page. */
export function fillHandout(sheet: HTMLElement, template: HTMLTemplateElement, venues: Venue[], about: Around): void {
  sheet.dataset['nombre'] = String(venues.length);
  const most = HOUR_LINES[venues.length] ?? 2;
  const places = venues.map((venue) => {
    const place = copy(template);
    fill(place, {
      telephone: nationalPhone(venue.phone) || about.words.say('sans_telephone'),
      nom: venue.name,
      adresse: [venue.address, `${venue.postcode}\u00a0${venue.town}`].filter(Boolean).join(', '),
      direction: direction(venue, about.words),
      heures: hours(venue, about, most).join('\n'),
    });
    return place;
  });
  sheet.querySelector('[data-places]')?.replaceChildren(...places);
}
