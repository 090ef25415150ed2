// What people come for, with a script and without.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { close, picture, site, someVenue, visit } from './browser.mjs';

after(close);

const withoutScript = { javaScriptEnabled: false };

test('without a script, a town leads to venues with a distance and a state, and on to a sheet', () =>
  visit(async (page) => {
    await page.goto(`${site}/`);
    await page.getByLabel('Où êtes-vous ?').fill('lyon 3');
    await page.getByRole('button', { name: 'Chercher', exact: true }).click();
    await page.waitForURL(/\/recherche\?/);
    const list = page.locator('ol.venues > li');
    assert.equal(await list.count(), 10);
    assert.match(await list.first().innerText(), /vol d’oiseau/);
    const states = await page.locator('ol.venues .state').allInnerTexts();
    assert.equal(states.length, 10);
    const name = await list.first().getByRole('link').first().innerText();
    await list.first().getByRole('link').first().click();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), name);
    await page.getByRole('heading', { name: 'D’où vient cette fiche ?' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Afficher la carte' }).count(), 0);
  }, withoutScript));

test('without a script, distances never decrease and more venues can be asked for', () =>
  visit(async (page) => {
    await page.goto(`${site}/recherche?ou=Die`);
    await page.getByRole('button', { name: 'Voir plus de lieux' }).click();
    const texts = await page.locator('ol.venues .distance').allInnerTexts();
    assert.equal(texts.length, 20);
    const metres = texts.map((text) => {
      const [, number = '', unit] = /([\d,\s]+)\s*(km|m)\b/.exec(text.replaceAll(/[\u00a0\u202f]/g, ' ')) ?? [];
      return Number(number.replaceAll(' ', '').replace(',', '.')) * (unit === 'km' ? 1000 : 1);
    });
    assert.deepEqual(metres, metres.toSorted((a, b) => a - b), texts.join('\n'));
  }, withoutScript));

test('without a script, minutes are said and are a filter', () =>
  visit(
    async (page) => {
      await page.goto(`${site}/recherche?ou=Die`);
      assert.match(await page.locator('.promise').innerText(), /(est à|plus rapide).* en voiture/);
      const minutes = await page.locator('ol.venues .minutes').allInnerTexts();
      assert.equal(minutes.length, 10);
      for (const text of minutes) assert.match(text, /^(Environ )?\d+\s(min|h)/);
      await page.getByText('Filtrer les lieux').click();
      await page.getByLabel('Temps en voiture').selectOption({ label: 'À moins de 20 minutes' });
      await page.getByRole('button', { name: 'Filtrer', exact: true }).click();
      await page.waitForURL(/duree_max=20/);
      const near = await page.locator('ol.venues .minutes').allInnerTexts();
      assert.ok(near.length > 0);
      for (const text of near) assert.ok(Number(/\d+/.exec(text)[0]) <= 20, text);
      assert.equal(await page.getByLabel('Temps en voiture').inputValue(), '20');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, 'nothing is wider than the telephone');
      await picture(page, 'recherche-minutes');
    },
    { ...withoutScript, viewport: { width: 320, height: 640 } },
  ));

test('without a script, several towns of a name are offered, and a name that is none is asked again', () =>
  visit(async (page) => {
    await page.goto(`${site}/recherche?ou=saint-denis`);
    await page.getByRole('heading', { name: 'Vouliez-vous dire' }).waitFor();
    assert.ok((await page.locator('.places a').count()) > 1);
    await page.goto(`${site}/recherche?ou=xqzxqz`);
    assert.match(await page.locator('main').innerText(), /Nous ne trouvons pas «\sxqzxqz\s»/);
  }, withoutScript));

test('without a script, the map page is a list of départements, then of venues', () =>
  visit(async (page) => {
    await page.goto(`${site}/carte`);
    await page.getByRole('link', { name: /^Rhône \(69\)/ }).click();
    assert.match(page.url(), /departement=69/);
    assert.ok((await page.locator('.venues > li').count()) > 0);
  }, withoutScript));

test('the box proposes communes, the keyboard chooses one, and the form says which', () =>
  visit(async (page) => {
    await page.goto(`${site}/`);
    const box = page.getByRole('combobox', { name: 'Où êtes-vous ?' });
    await box.pressSequentially('grenob');
    const option = page.getByRole('option', { name: /^Grenoble/ });
    await option.waitFor();
    await picture(page, 'accueil-suggestions', false);
    await box.press('ArrowDown');
    assert.equal(await box.getAttribute('aria-activedescendant'), await page.getByRole('option').first().getAttribute('id'));
    await box.press('Escape');
    assert.equal(await box.getAttribute('aria-expanded'), 'false');
    await box.press('l');
    await option.waitFor();
    await box.press('ArrowDown');
    await box.press('Enter');
    assert.match(await box.inputValue(), /^Grenoble/);
    await box.press('Enter');
    await page.waitForURL(/commune=38185/);
    await page.getByRole('heading', { level: 1, name: /Grenoble/ }).waitFor();
  }));

test('a position is rounded, sent in a body, and never seen in an address', () =>
  visit(
    async (page) => {
      await page.goto(`${site}/`);
      const sent = page.waitForRequest((request) => request.method() === 'POST');
      await page.getByRole('button', { name: 'Me localiser' }).click();
      const request = await sent;
      assert.match(request.postData() ?? '', /lat=45\.767&lon=4\.834&/);
      await page.getByRole('heading', { name: 'Lieux d’aide près de vous' }).waitFor();
      assert.equal(page.url(), `${site}/recherche`);
      await page.getByText('Filtrer les lieux').click();
      await page.getByLabel('Quand').selectOption('maintenant');
      await page.getByRole('button', { name: 'Filtrer', exact: true }).click();
      await page.waitForLoadState();
      assert.equal(page.url(), `${site}/recherche`);
    },
    { permissions: ['geolocation'], geolocation: { latitude: 45.7671234, longitude: 4.8341234 } },
  ));

test('a refused position is explained in words', () =>
  visit(async (page) => {
    await page.goto(`${site}/`);
    await page.getByRole('button', { name: 'Me localiser' }).click();
    await page.getByText('Écrivez plutôt le nom de votre commune.').waitFor();
  }));

test('pictures of the pages', async () => {
  const venue = await someVenue();
  const pages = { accueil: '/', recherche: '/recherche?ou=die', lieu: venue.path, donnees: '/donnees' };
  for (const [name, path] of Object.entries(pages)) {
    await visit(async (page) => {
      const answer = await page.goto(site + path);
      assert.equal(answer.status(), 200, path);
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
