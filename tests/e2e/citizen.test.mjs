// A person in Die who wants help with a procedure on a Saturday: from the first page to a printed sheet.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { close, picture, site, visit } from './browser.mjs';

after(close);

/** The pages of a PDF that Chromium printed. */
const pagesOf = (paper) => (paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

/** Checks what would come out of the printer: one A4 page, a telephone number of 14 points or more, no map. */
async function assertOneSheet(page, name) {
  await page.emulateMedia({ media: 'print' });
  const printed = await page.evaluate(() => ({
    phones: [...document.querySelectorAll('main .phone')]
      .filter((node) => node.checkVisibility())
      .map((node) => (Number.parseFloat(getComputedStyle(node).fontSize) * 72) / 96),
    maps: [...document.querySelectorAll('portee-carte, .map-view, canvas')].filter((node) => node.checkVisibility()).length,
    buttons: [...document.querySelectorAll('button, .button, select, input')].filter((node) => node.checkVisibility()).length,
  }));
  assert.ok(printed.phones.length > 0, 'no telephone number');
  for (const points of printed.phones) assert.ok(points >= 14, `${points} points`);
  assert.equal(printed.maps, 0, 'a map is printed');
  assert.equal(printed.buttons, 0, 'something to press is printed');
  await picture(page, name);
  const paper = await page.pdf({ format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } });
  assert.equal(pagesOf(paper), 1);
  await page.emulateMedia({ media: 'screen' });
}

/** The first result with a telephone number: its link. */
const firstWithPhone = (page) => page.locator('ol.venues > li', { has: page.locator('.phone') }).first().getByRole('link').first();

/** A browser that cannot draw maps. */
const withoutWebGL = (page) =>
  page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
    };
  });

for (const [how, options, prepare = () => {}] of [
  ['with a script', {}],
  ['without WebGL', {}, withoutWebGL],
  ['without a script', { javaScriptEnabled: false }],
]) {
  test(`${how}, the way from the first page to a printed sheet is three actions and the printer`, () =>
    visit(async (page) => {
      await prepare(page);
      await page.goto(`${site}/`);
      // One: where. Two: what for.
      await page.getByLabel('Où êtes-vous ?').fill('26150 Die');
      await page.getByRole('button', { name: 'Faire une démarche' }).click();
      await page.getByRole('heading', { level: 1, name: /Die/ }).waitFor();
      assert.match(page.url(), /besoin=demarche/);
      await page.getByText('Apportez votre pièce d’identité').waitFor();
      // Three: which place. Then print.
      await firstWithPhone(page).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.match(page.url(), /\/lieux\/[a-z0-9]{12}$/);
      await assertOneSheet(page, `fiche-imprimee-${how.replaceAll(' ', '-')}`);
    }, options));
}

test('a place that is open on Saturday is found by its day, and the list can be printed', () =>
  visit(
    async (page) => {
      await page.goto(`${site}/recherche?commune=26113&besoin=demarche`);
      if (!(await page.getByLabel('Quand').isVisible())) await page.getByText('Filtrer les lieux').click();
      await page.getByLabel('Quand').selectOption({ label: 'Samedi' });
      await page.getByRole('button', { name: 'Filtrer', exact: true }).click();
      await page.waitForURL(/ouvert=samedi/);
      await page.getByText('Seulement les lieux ouverts : samedi.').waitFor();
      const days = await page.locator('ol.venues .then').allInnerTexts();
      assert.ok(days.length > 0);
      for (const day of days) assert.match(day, /^Samedi .* \d+\sh\s\d\d/);
      await page.emulateMedia({ media: 'print' });
      const hidden = await page.evaluate(() => document.querySelector('.filters').checkVisibility());
      assert.equal(hidden, false, 'the filters are printed');
      await picture(page, 'liste-imprimee');
      const paper = await page.pdf({ format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } });
      assert.ok(pagesOf(paper) <= 4, `${pagesOf(paper)} pages for ${days.length} places`);
    },
    { javaScriptEnabled: false },
  ));

test('twenty sheets are one page each, the longest included', () =>
  visit(async (page) => {
    const answer = await fetch(`${site}/api/v1/lieux/proches?lat=44.7536&lon=5.3704&limite=100`);
    const { features } = await answer.json();
    const length = ({ properties }) => JSON.stringify(properties).length;
    const longest = features.toSorted((a, b) => length(b) - length(a)).slice(0, 20);
    for (const { properties } of longest) {
      await page.goto(`${site}/lieux/${properties.id}`);
      const paper = await page.pdf({ format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } });
      assert.equal(pagesOf(paper), 1, properties.id);
    }
  }, { javaScriptEnabled: false }));

test('a mistake is reported by keyboard alone, without a name or an address', () =>
  visit(async (page) => {
    const answer = await fetch(`${site}/api/v1/lieux?limite=1`);
    const { features } = await answer.json();
    await page.goto(`${site}/lieux/${features[0].properties.id}`);
    await page.getByRole('link', { name: 'Signaler une erreur' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Signaler une erreur' }).waitFor();
    await page.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Fermé le lundi.');
    await picture(page, 'signaler');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Merci' }).waitFor();
  }));

test('pictures of the pages of a person', async () => {
  const pages = {
    accueil: '/',
    resultats: '/recherche?commune=26113&besoin=demarche',
    samedi: '/recherche?commune=26113&ouvert=samedi',
    personne: '/recherche?ou=saint-christophe-en-oisans&besoin=materiel&duree_max=10',
  };
  for (const [name, path] of Object.entries(pages)) {
    for (const [width, colorScheme] of [[360, 'dark'], [1280, 'light']]) {
      await visit(
        async (page) => {
          await page.goto(site + path);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.equal(overflow, 0, `${path} at ${width}`);
          await picture(page, `citoyen-${name}-${width}-${colorScheme}`);
        },
        { viewport: { width, height: 800 }, colorScheme },
      );
    }
  }
});
