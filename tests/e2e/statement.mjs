// Runs axe on every page and writes what it found to data/accessibility.toml: the page /accessibilite says just that.
import { writeFileSync } from 'node:fs';
import { examineAll, version, views } from './axe.mjs';
import { browserVersion, close, visit } from './browser.mjs';
import { open, pages } from './pages.mjs';

const rules = new Set();
const found = [];
for (const page of pages) {
  const violations = new Set();
  const look = async (tab) => {
    await open(tab, page);
    const result = await examineAll(tab);
    result.rules.forEach((rule) => rules.add(rule));
    result.violations.forEach(({ id }) => violations.add(id));
  };
  // What the page does wrong besides is the tests' affair.
  await visit(look, { reducedMotion: 'reduce' }).catch((error) => {
    if (!Array.isArray(error.actual)) throw error;
  });
  found.push({ name: page.name, violations: [...violations].sort() });
  console.log(page.name, violations.size ? [...violations].join(' ') : 'rien');
}
await close();

const quoted = (text) => JSON.stringify(text);
const lines = [
  '# What axe found on every page. Written by `make accessibilite`, never by hand.',
  `date = ${quoted(new Date().toISOString().slice(0, 10))}`,
  `axe = ${quoted(version)}`,
  `browser = ${quoted(browserVersion)}`,
  `rules = ${rules.size}`,
  `views = ${views.length}`,
  ...found.flatMap(({ name, violations }) => [
    '',
    '[[tested]]',
    `page = ${quoted(name)}`,
    `violations = [${violations.map(quoted).join(', ')}]`,
  ]),
];
writeFileSync(new URL('../../data/accessibility.toml', import.meta.url), `${lines.join('\n')}\n`);
