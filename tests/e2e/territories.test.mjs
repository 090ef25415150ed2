// The planner's pages: complete without a script, the map and the table alike, two pages on paper.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { close, picture, site, visit } from './browser.mjs';

after(close);

const withoutScript = { javaScriptEnabled: false };
const drome = '/territoires/26';

test('without a script, a département is reached from the map and from the table', () =>
  visit(async (page) => {
    await page.goto(`${site}/territoires`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const shape = page.locator('.map-part-main a[href="/territoires/26"]');
    assert.match((await shape.getAttribute('aria-label')) ?? '', /^Drôme : /);
    const box = await shape.boundingBox();
    assert.ok(box && box.width > 5 && box.height > 5, 'the shape can be seen');
    await page.locator('.territories').getByRole('link', { name: 'Drôme (26)' }).click();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Drôme (26)');
  }, withoutScript));

test('every département of the table has one shade, the same on the map', () =>
  visit(async (page) => {
    await page.goto(`${site}/territoires`);
    const differences = await page.evaluate(() => {
      const wrong = [];
      for (const row of document.querySelectorAll('.territories tbody tr')) {
        const href = row.querySelector('th a')?.getAttribute('href');
        const shade = row.querySelector('.swatch rect')?.getAttribute('fill');
        const shapes = [...document.querySelectorAll(`.maps a[href="${href}"] path`)];
        if (!shade || !shapes.every((shape) => shape.getAttribute('fill') === shade)) wrong.push(href);
      }
      return wrong;
    });
    assert.deepEqual(differences, []);
    assert.ok((await page.locator('.map-part-main a').count()) >= 96);
    assert.ok((await page.locator('.map-part').count()) >= 7, 'overseas is there');
  }, withoutScript));

test('without a script, a click on a commune of the map tries a place there', () =>
  visit(async (page) => {
    await page.goto(site + drome);
    const commune = page.locator('.map-pair figure').last().locator('svg[role=group] a').nth(40);
    const there = await commune.getAttribute('href');
    await page.goto(site + there);
    assert.match(page.url(), /mairie=\d{5}#essayer$/);
    await page.getByRole('link', { name: /^Annuler/ }).first().waitFor();
  }, withoutScript));

test('without a script, a link sorts the table and says so', () =>
  visit(async (page) => {
    await page.goto(`${site}/territoires`);
    await page.locator('.territories').getByRole('link', { name: 'Habitants' }).click();
    assert.match(page.url(), /tri=-habitants/);
    assert.match(await page.locator('th[aria-sort]').innerText(), /^Habitants\s▼$/);
    const texts = await page.locator('.territories tbody tr td:nth-of-type(1)').allInnerTexts();
    const numbers = texts.map((text) => Number(text.replaceAll(/\D/g, '')));
    assert.deepEqual(numbers, numbers.toSorted((a, b) => b - a));
  }, withoutScript));

test('a département is a report of two printed pages', () =>
  visit(async (page) => {
    await page.goto(site + drome);
    const paper = await page.pdf({ format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } });
    const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    assert.ok(pages.length >= 1 && pages.length <= 2, `${pages.length} pages`);
  }));

test('with forced colours the patterns still differ', () =>
  visit(
    async (page) => {
      await page.goto(`${site}/territoires`);
      const fills = await page.evaluate(() =>
        [...document.querySelectorAll('.legend rect')].map((rect) => rect.getAttribute('fill')),
      );
      assert.equal(new Set(fills).size, 6);
      await picture(page, 'territoires-couleurs-forcees');
    },
    { forcedColors: 'active' },
  ));

test('pictures of the territories', async () => {
  for (const [name, path] of Object.entries({ territoires: '/territoires', departement: drome })) {
    await visit(async (page) => {
      await page.goto(site + path);
      await picture(page, name);
    });
    await visit(
      async (page) => {
        await page.goto(site + path);
        await picture(page, `${name}-telephone-nuit`);
      },
      { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
    );
  }
});
