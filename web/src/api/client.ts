// Our own API, held to its description: `contract.ts` is made from crates/server/openapi.json, and `npm run check` fails when a
// page names an address, a parameter or a member that is not in it. Types only, but for the few lines that write an address.
import type { components, paths } from './contract.js';

/** The shapes of answers, by their names. */
export type Shapes = components['schemas'];

/** What came, before it is looked at: members by their names, each of which may be anything. */
export type Unread<T> = { readonly [Name in keyof T]?: unknown };

/** The addresses that are read. */
export type Readable = { [Path in keyof paths]: paths[Path] extends { get: object } ? Path : never }[keyof paths];

/** What is said in an address: what its path names, and its parameters, one value each. */
type Said<Path extends Readable> = paths[Path] extends { get: { parameters: infer All extends object } }
  ? { [Part in keyof All as Exclude<Part, 'header' | 'cookie'>]: Plain<All[Part]> }
  : never;
type Plain<Part> = { [Name in keyof Part]: Extract<Part[Name], string | number> };

/** The address of a request. */
export function address<Path extends Readable>(path: Path, said: Said<Path>): string {
  const { path: named, query } = said as { path?: Record<string, string>; query?: Record<string, string> };
  const whole = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(named?.[name] ?? ''));
  return query ? `${whole}?${new URLSearchParams(query)}` : whole;
}

/** The paths that an address has, when what it names has the form `named` (a regular expression). */
export function pathsOf(path: Readable, named: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, named)}$`);
}
