// When a venue is open, seen from when somebody is free. Times are minutes since midnight by the clock on the wall there.
import type { Day, Slot } from './answer.js';
import { DAYS, NOW, PARTS, type Part } from './choices.js';

/** An instant by the clock on the wall of a time zone. */
export interface Wall {
  /** `2026-11-23`. */
  date: string;
  minutes: number;
}

/** A half-day somebody is free, and the hours of the venue in it. */
export interface Meeting {
  /** The next day it holds for; none when that half-day is over for today, or the hours were seen too long ago. */
  date: string | null;
  /** From 0, Monday. */
  weekday: number;
  part: Part;
  slots: Slot[];
}

/** Whether a venue is open when somebody is free: surely, perhaps, not, or nobody knows. */
export type Fit =
  | { state: 'open'; meetings: Meeting[]; until: number | null }
  | { state: 'unsure'; doubt: string; meetings: Meeting[] }
  | { state: 'closed' }
  | { state: 'unknown' };

/** A venue open for less than this in a half-day, in minutes, is not open in it for someone who has to get there. */
const WORTH_THE_WAY = 30;

/** The clock on the wall of `zone` at `instant`. */
export function wall(instant: Date, zone: string): Wall {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? '0';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** The weekday of a date, from 0, Monday. */
export function weekday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** How the hours of `week` meet the times `when`, one of which is enough. */
export function fit(week: Day[] | null, when: string[], now: Wall): Fit {
  if (!week || week.length === 0) return { state: 'unknown' };
  // Hours kept since last week tell habits, not days.
  const stale = week.every(({ date }) => date < now.date);
  const today = week.find(({ date }) => date === now.date);
  const current = when.includes(NOW) ? today?.slots.find(({ from, until }) => from <= now.minutes && now.minutes < until) : undefined;
  if (today && current && !current.doubt) return { state: 'open', meetings: [], until: closing(today.slots, current) };

  const meetings = week.flatMap((day) => meet(day, when, now));
  const sure = stale ? [] : meetings.filter(({ slots }) => slots.every(({ doubt }) => !doubt));
  if (sure.length > 0) return { state: 'open', meetings: sure, until: null };
  const doubt = current?.doubt ?? meetings[0]?.slots[0]?.doubt ?? 'ancien';
  if (current || meetings.length > 0 || (when.includes(NOW) && !today)) return { state: 'unsure', doubt, meetings };
  return { state: 'closed' };
}

/** The first days on which it is open, whoever is free: what a sheet says when no time was chosen. */
export function firstDays(week: Day[], now: Wall, most: number): Day[] {
  const ahead = week.filter(({ date, slots }) => slots.length > 0 && (date > now.date || (date === now.date && ends(slots) > now.minutes)));
  return ahead.slice(0, most);
}

/** The half-days of `day` that are among `when`, with the hours of the venue in them. */
function meet(day: Day, when: string[], now: Wall): Meeting[] {
  const place = weekday(day.date);
  return Object.entries(PARTS).flatMap(([name, [start, end]]) => {
    const part = name as Part;
    if (!when.includes(`${DAYS[place]}-${part}`)) return [];
    const inside = day.slots.flatMap((slot) => {
      const [from, until] = [Math.max(slot.from, start), Math.min(slot.until, end)];
      return until - from >= WORTH_THE_WAY ? [{ ...slot, from, until }] : [];
    });
    if (inside.length === 0) return [];
    const sure = inside.filter(({ doubt }) => !doubt);
    const over = day.date < now.date || (day.date === now.date && end <= now.minutes);
    return [{ date: over ? null : day.date, weekday: place, part, slots: sure.length > 0 ? sure : inside }];
  });
}

/** When it closes, periods that touch taken together. */
function closing(slots: Slot[], slot: Slot): number {
  const next = slots.find(({ from, doubt }) => from === slot.until && !doubt);
  return next ? closing(slots, next) : slot.until;
}

function ends(slots: Slot[]): number {
  return Math.max(...slots.map(({ until }) => until));
}
