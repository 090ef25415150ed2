// What the npm package ical.js reads in calendars and contacts: {calendars, contacts, from, until} on standard input. For each
// calendar, its events between the two local days: start and end by the clock on the wall, the start in seconds since 1970, the
// status. For each contact, its properties. The first argument is a package.json beside which the package is.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const resolved = createRequire(process.argv[2]).resolve("ical.js").replace("ical.es5.cjs", "ical.js");
const { default: ICAL } = await import(pathToFileURL(resolved));
const { calendars, contacts, from, until } = JSON.parse(readFileSync(0, "utf8"));

function events(text) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const found = [];
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    const add = ({ startDate, endDate }) => {
      const day = startDate.toString().slice(0, 10);
      if (day >= from && day < until) found.push([startDate.toString(), endDate.toString(), startDate.toUnixTime(), status, event.uid]);
    };
    if (!event.isRecurring()) {
      add(event);
      continue;
    }
    const times = event.iterator();
    for (let time = times.next(); time && time.toString() < until; time = times.next()) add(event.getOccurrenceDetails(time));
  }
  return found.sort();
}

const properties = (text) => {
  const card = new ICAL.Component(ICAL.parse(text));
  return Object.fromEntries(card.getAllProperties().map((property) => [property.name, property.getValues().flat()]));
};

process.stdout.write(JSON.stringify({ calendars: calendars.map(events), contacts: contacts.map(properties) }));
