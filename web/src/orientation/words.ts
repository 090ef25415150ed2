// From what is known of a venue to what is said of it. The sentences are those of the catalogue, written into the page.
import type { Day, Slot } from './answer.js';
import { Sentences, type Texts } from '../sentences.js';
import type { Reason } from './ranking.js';
import type { Fit, Meeting } from './times.js';

export class Words extends Sentences {
  readonly #language: string;

  constructor(texts: Texts, language: string) {
    super(texts, language);
    this.#language = language;
  }

  reason(reason: Reason): string {
    switch (reason.kind) {
      case 'minutes':
        return this.say(reason.measured ? 'minutes' : 'minutes_environ', { n: reason.minutes });
      case 'metres':
        return this.say('a_vol_d_oiseau', { distance: this.distance(reason.metres) });
      case 'time':
        return this.#time(reason.fit);
      case 'need':
        return this.say(`besoin_${reason.state}`);
      case 'wish':
        return this.say(`${reason.wish}_${reason.state.replace('-', '_')}`);
      case 'accessibility-sheet':
        return this.say('acceslibre');
      case 'no-public':
        return this.say('sans_public');
      case 'unreachable':
        return this.say('injoignable');
      case 'approximate':
        return this.say('endroit_inconnu');
    }
  }

  #time(fit: Fit): string {
    switch (fit.state) {
      case 'open':
        if (fit.until !== null) return this.say('ouvert_maintenant', { heure: this.time(fit.until) });
        return this.say('ouvert', { moments: this.list(distinct(fit.meetings.map((meeting) => this.halfDay(meeting))).slice(0, 2)) });
      case 'unsure':
        return this.say(`doute_${fit.doubt.replaceAll('-', '_')}`) || this.say('doute_selon_le_lieu');
      case 'closed':
        return this.say('ferme');
      case 'unknown':
        return this.say('horaires_inconnus');
    }
  }

  /** « samedi matin » */
  halfDay({ weekday, part }: Meeting): string {
    return this.say(`demi_journee_${part.replace('-', '_')}`, { jour: this.weekday(weekday) });
  }

  /** « samedi 28 novembre : 9 h 00 – 12 h 00 »; without a date, the weekday alone. */
  hours({ date, weekday, slots }: Meeting): string {
    return this.#dayLine(date === null ? this.weekday(weekday) : this.date(date), slots, null);
  }

  /** The same for a whole day. */
  day({ date, slots, holiday }: Day): string {
    return this.#dayLine(this.date(date), slots, holiday);
  }

  #dayLine(day: string, slots: Slot[], holiday: string | null): string {
    const spans = slots.map(({ from, until }) => this.say('plage', { de: this.time(from), a: this.time(until) }));
    const doubt = slots.some((slot) => slot.doubt) ? this.say('a_confirmer') : '';
    const name = holiday === null ? day : this.say('jour_ferie', { jour: day, nom: holiday });
    return this.say('jour_et_heures', { jour: name, heures: [this.list(spans), doubt].filter(Boolean).join(', ') });
  }

  time(minutes: number): string {
    const [hours, rest] = [Math.floor(minutes / 60), String(minutes % 60).padStart(2, '0')];
    return this.say('heure', { h: String(hours), mm: rest });
  }

  weekday(place: number): string {
    // 5 January 1970 was a Monday.
    return this.#format({ weekday: 'long' }, Date.UTC(1970, 0, 5 + place));
  }

  /** « samedi 28 novembre » */
  date(date: string): string {
    return this.#format({ weekday: 'long', day: 'numeric', month: 'long' }, Date.parse(`${date}T00:00:00Z`));
  }

  #format(options: Intl.DateTimeFormatOptions, instant: number): string {
    return new Intl.DateTimeFormat(this.#language, { ...options, timeZone: 'UTC' }).format(instant);
  }

  /** A distance that claims no more than it knows: to 50 m below one kilometre, to 100 m below ten, to 1 km beyond. */
  distance(metres: number): string {
    if (metres < 975) return this.say('metres', { n: Math.max(50, Math.round(metres / 50) * 50) });
    return this.say('kilometres', { n: metres < 9950 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000) });
  }

  /** « a, b et c » */
  list(items: string[]): string {
    return new Intl.ListFormat(this.#language, { type: 'conjunction' }).format(items);
  }

  /** How to say when something was seen: « 3 novembre à 14 h ». */
  seen(instant: Date): string {
    const day = new Intl.DateTimeFormat(this.#language, { day: 'numeric', month: 'long' }).format(instant);
    return this.say('vu_le', { jour: day, heure: this.time(instant.getHours() * 60 + instant.getMinutes()) });
  }
}

/** « 04 75 22 06 06 » for a French number, as it is for another. */
export function nationalPhone(phone: string): string {
  const [, digits] = /^\+33(\d{9})$/.exec(phone) ?? [];
  return digits === undefined ? phone : `0${digits}`.replaceAll(/\d\d(?=\d)/g, '$&\u00a0');
}

function distinct(items: string[]): string[] {
  return [...new Set(items)];
}
