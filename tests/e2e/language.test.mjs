// The pages in other languages: the switch is a plain link, English pages are as accessible, a page from right to left mirrored.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { close, picture, site, someVenue, visit } from './browser.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = require('axe-core');

after(close);

const withoutScript = { javaScriptEnabled: false };
const telephone = { viewport: { width: 320, height: 640 } };
const venue = await someVenue();

test('without a script, the switch keeps the place and the filters', () =>
  visit(async (page) => {
    await page.goto(`${site}/recherche?ou=Die&frais_a_charge=Gratuit`);
    const names = await page.locator('ol.venues .venue-name').allInnerTexts();
    assert.ok(names.length > 0);
    await page.getByRole('banner').getByRole('link', { name: 'English' }).click();
    assert.equal(new URL(page.url()).pathname, '/en/recherche');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /^Places that help: Die/);
    assert.equal(await page.getByLabel('Price').inputValue(), 'Gratuit');
    assert.deepEqual(await page.locator('ol.venues .venue-name').allInnerTexts(), names);
    await picture(page, 'recherche-en');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Français' }).click();
    assert.equal(new URL(page.url()).pathname, '/recherche');
    assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /^Lieux d’aide/);
  }, withoutScript));

test('without a script, an English journey stays in English', () =>
  visit(async (page) => {
    await page.goto(`${site}/en/`);
    await page.getByLabel('Where are you?').fill('Die');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.locator('ol.venues a').first().click();
    assert.match(new URL(page.url()).pathname, /^\/en\/lieux\//);
    await page.getByRole('heading', { name: 'Where does this page come from?' }).waitFor();
    await picture(page, 'lieu-en');
  }, withoutScript));

test('what scripts say is in the language of the page', () =>
  visit(async (page) => {
    await page.goto(`${site}/en/`);
    const box = page.getByRole('combobox', { name: 'Where are you?' });
    await box.pressSequentially('grenob');
    await page.getByRole('listbox', { name: 'Suggested towns' }).waitFor();
    await page.getByRole('status').filter({ hasText: /town(s)? suggested\./ }).waitFor();
    await page.goto(`${site}/en${venue.path}`);
    await page.getByRole('button', { name: 'Show the map' }).click();
    await page.getByRole('button', { name: 'Zoom in' }).waitFor({ timeout: 30_000 });
  }));

const english = ['/', '/recherche?ou=die', '/recherche?ou=saint-denis', '/recherche?ou=xqzxqz', venue.path, '/outils', '/orientation'];

for (const [name, options] of [
  ['a wide screen', {}],
  ['a telephone at night', { ...telephone, colorScheme: 'dark' }],
]) {
  test(`axe finds nothing in the English pages on ${name}`, () =>
    visit(async (page) => {
      for (const path of english) {
        await page.goto(`${site}/en${path}`);
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
          const result = await globalThis.axe.run(document, { rules: { 'color-contrast-enhanced': { enabled: true } } });
          return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
        });
        assert.deepEqual(found, [], path);
      }
    }, options));
}

/** How far the start of each main part is from the edge where lines begin, and what is wider than the page. */
function layout() {
  const { clientWidth, scrollWidth } = document.documentElement;
  const mirrored = document.documentElement.dir === 'rtl';
  const parts = ['.brand', '.header nav a', 'h1', '#ou', '.question button', '.footer .languages a', '.venue-name', '.state', 'dt'];
  const starts = parts.flatMap((selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return box && box.width > 0 ? [[selector, Math.round(mirrored ? clientWidth - box.right : box.left)]] : [];
  });
  return { starts: Object.fromEntries(starts), overflow: scrollWidth - clientWidth };
}

// No language of ours is written from right to left yet: the same pages with `dir="rtl"` stand for one.
for (const [name, options] of [
  ['320 px', telephone],
  ['1280 px', {}],
]) {
  test(`from right to left, pages are laid out mirrored and nothing overflows at ${name}`, () =>
    visit(async (page) => {
      for (const path of ['/', '/recherche?ou=die', venue.path]) {
        await page.goto(site + path);
        const there = await page.evaluate(layout);
        await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
        const mirrored = await page.evaluate(layout);
        assert.equal(mirrored.overflow, 0, path);
        assert.ok(Object.keys(there.starts).length >= 4, path);
        assert.deepEqual(mirrored.starts, there.starts, path);
        await picture(page, `droite-a-gauche-${name.replace(' ', '')}-${path.replaceAll(/[^a-z]/g, '') || 'accueil'}`);
      }
    }, options));
}
