// The states of opening_hours expressions at instants, by the npm package of that name: {expressions, instants} on standard
// input, a list of states for each expression on standard output. The first argument is a package.json beside which it is.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const resolved = createRequire(process.argv[2]).resolve("opening_hours");
const module = await import(pathToFileURL(resolved));
const OpeningHours = module.default?.default ?? module.default ?? module.opening_hours;
const paris = { lat: 48.86, lon: 2.35, address: { country_code: "fr", country: "France", state: "Île-de-France" } };
const { expressions, instants } = JSON.parse(readFileSync(0, "utf8"));
const states = expressions.map((text) => {
  try {
    const hours = new OpeningHours(text, paris);
    return instants.map((instant) => hours.getStateString(new Date(instant)));
  } catch (error) {
    return instants.map(() => `error: ${String(error)}`);
  }
});
process.stdout.write(JSON.stringify(states));
