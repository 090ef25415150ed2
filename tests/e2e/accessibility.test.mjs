// What a machine can check of accessibility, on every page, by day, by night, and on a narrow screen.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { close, site, someVenue, visit } from './browser.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = require('axe-core');

after(close);

const venue = await someVenue();
const pages = [
  '/',
  '/recherche?ou=die',
  '/recherche?ou=saint-denis',
  '/recherche?ou=xqzxqz',
  '/recherche?commune=26113&besoin=demarche&ouvert=samedi',
  '/recherche?ou=saint-christophe-en-oisans&besoin=materiel&duree_max=10',
  venue.path,
  `${venue.path}/signaler`,
  `${venue.path}/signaler?envoye=oui`,
  '/carte',
  '/carte?departement=69',
  '/donnees',
  '/territoires',
  '/territoires?niveau=epci',
  '/territoires/26?n=2&retrait=aaaaaaaaaaaa',
  '/donnees/sources/cartographie-nationale',
  '/lieux/aaaaaaaaaaaa',
  '/recherche?erreur=1',
];

/** axe-core's findings, its best practices and the strict contrast of 7:1 included. */
async function findings(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, { rules: { 'color-contrast-enhanced': { enabled: true } } }),
  );
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

async function open(page, path) {
  const answer = await page.goto(site + path);
  if (path.startsWith('/carte')) {
    await page.waitForFunction(() => document.querySelector('portee-carte')?.carte?.loaded(), undefined, { timeout: 30_000 });
    await page.waitForTimeout(600);
  }
  return answer;
}

/** Error pages make the browser itself write a line in the console. */
async function look(path, options, check) {
  const expected = ['/lieux/aaaaaaaaaaaa', '/recherche?erreur=1'].includes(path);
  try {
    await visit(check, options);
  } catch (error) {
    const lines = Array.isArray(error.actual) ? error.actual : null;
    if (!expected || !lines?.every((line) => /status of 4\d\d/.test(line))) throw error;
  }
}

for (const colorScheme of ['light', 'dark']) {
  for (const path of pages) {
    test(`axe finds nothing on ${path} (${colorScheme})`, () =>
      look(path, { colorScheme, reducedMotion: 'reduce' }, async (page) => {
        await open(page, path);
        assert.deepEqual(await findings(page), []);
      }));
  }
}

for (const path of pages) {
  test(`${path} fits a screen 320 pixels wide, and its targets are large enough`, () =>
    look(path, { viewport: { width: 320, height: 640 } }, async (page) => {
      await open(page, path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, `${width} pixels`);
      // Links inside a sentence are exempt (WCAG 2.5.5); everything else is 44 pixels high.
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('main button, main select, main input:not([type=hidden]), .venue-name a, header a, footer a, .button, .choice')]
          .filter((node) => node.checkVisibility() && !node.closest('.maplibregl-control-container, .choice input'))
          .filter((node) => !node.matches('.choice input, .visually-hidden') && node.getBoundingClientRect().height < 43.5)
          .map((node) => `${Math.round(node.getBoundingClientRect().height)}: ${node.outerHTML.slice(0, 90)}`),
      );
      assert.deepEqual(small, []);
    }));
}

test('every page has one first heading, a language, a title of its own and a working skip link', async () => {
  const titles = new Set();
  for (const path of pages) {
    await look(path, {}, async (page) => {
      await open(page, path);
      assert.equal(await page.locator('h1').count(), 1, path);
      assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
      titles.add(await page.title());
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'contenu', path);
    });
  }
  assert.ok(titles.size >= pages.length - 2, [...titles].join(' | '));
});

test('the words stay visible with forced colours and at 200 % zoom', () =>
  visit(
    async (page) => {
      await page.goto(`${site}/recherche?ou=die`);
      assert.ok(await page.locator('.state').first().isVisible());
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 640);
    },
    { forcedColors: 'active', viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  ));
