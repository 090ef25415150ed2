// The map: an illustration that works by mouse and keyboard, and asks nobody but us.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { close, picture, site, someVenue, visit } from './browser.mjs';

after(close);

/** Waits until the map has drawn everything. */
async function drawn(page) {
  await page.waitForFunction(() => {
    const map = document.querySelector('portee-carte')?.carte;
    return map?.loaded() && map.areTilesLoaded();
  }, undefined, { timeout: 30_000 });
}

const rendered = (page, layers) =>
  page.evaluate((names) => {
    const map = document.querySelector('portee-carte').carte;
    return map.queryRenderedFeatures({ layers: names }).map(({ properties }) => properties);
  }, layers);

test('the map of France shows land, names and groups of venues', () =>
  visit(async (page) => {
    await page.goto(`${site}/carte`);
    await drawn(page);
    const groups = await rendered(page, ['groupes']);
    assert.ok(groups.length > 0, 'no group of venues');
    assert.ok(groups.every(({ nombre }) => Number(nombre) > 1));
    assert.ok((await rendered(page, ['france'])).length > 0, 'no land');
    await page.waitForTimeout(500);
    await picture(page, 'carte', false);
  }));

test('the map and its list are what assistive technology expects', () =>
  visit(async (page) => {
    await page.goto(`${site}/carte?departement=26`);
    await drawn(page);
    const map = await page.locator('.map-view').ariaSnapshot();
    assert.match(map, /- region "Carte des lieux\. Les mêmes lieux sont dans la liste\."\n- button "Zoomer"\n- button "Dézoomer"/);
    const list = await page.locator('.map-list').ariaSnapshot();
    assert.match(list, /- region "La liste des lieux":\n\s*- heading "La liste des lieux" \[level=2\]\n\s*- paragraph: \d+ lieux? sur la carte\./);
    assert.match(list, /- list:\n\s*- listitem:\n\s*- heading "[^\n]+ \[level=3\]/);
  }));

test('at street level the map shows single venues, and the same ones are in the list', async () => {
  const venue = await someVenue();
  await visit(async (page) => {
    const box = [venue.lon - 0.01, venue.lat - 0.01, venue.lon + 0.01, venue.lat + 0.01].map((d) => d.toFixed(4)).join(',');
    await page.goto(`${site}/carte?bbox=${box}`);
    await drawn(page);
    const shown = await rendered(page, ['lieux']);
    assert.ok(shown.some(({ id }) => id === venue.id), 'the venue is not on the map');
    await page.getByText(/lieux? sur la carte/).first().waitFor();
    await page.locator(`a[href="${venue.path}"]`).first().waitFor();
    await page.waitForTimeout(500);
    await picture(page, 'carte-ville', false);
  });
});

test('the keyboard opens the panel of a venue, reads it, closes it and is back where it was', async () => {
  const venue = await someVenue();
  await visit(async (page) => {
    const box = [venue.lon - 0.01, venue.lat - 0.01, venue.lon + 0.01, venue.lat + 0.01].map((d) => d.toFixed(4)).join(',');
    await page.goto(`${site}/carte?bbox=${box}`);
    await drawn(page);
    const button = page.locator(`button[data-lieu="${venue.id}"]`);
    await button.waitFor();
    await button.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'Lieu choisi' });
    await panel.getByRole('heading', { name: venue.name }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H2');
    await page.keyboard.press('Tab');
    assert.ok(await panel.evaluate((node) => node.contains(document.activeElement)), 'the next stop is in the panel');
    await drawn(page);
    await page.waitForTimeout(400);
    await picture(page, 'carte-panneau', false);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement?.dataset.lieu), venue.id);
  });
});

test('a click on a venue opens its panel', async () => {
  const venue = await someVenue();
  await visit(async (page) => {
    const box = [venue.lon - 0.004, venue.lat - 0.003, venue.lon + 0.004, venue.lat + 0.003].map((d) => d.toFixed(4)).join(',');
    await page.goto(`${site}/carte?bbox=${box}`);
    await drawn(page);
    const point = await page.evaluate(([lon, lat]) => {
      const { x, y } = document.querySelector('portee-carte').carte.project([lon, lat]);
      return { x, y };
    }, [venue.lon, venue.lat]);
    await page.locator('.map-canvas canvas').click({ position: point });
    const panel = page.getByRole('region', { name: 'Lieu choisi' });
    await panel.getByRole('link', { name: 'Voir la fiche complète' }).waitFor();
    await panel.getByRole('button', { name: 'Fermer' }).click();
    await panel.waitFor({ state: 'hidden' });
  });
});

test('the small map of a sheet is fetched only when it is asked for', async () => {
  const venue = await someVenue();
  await visit(async (page) => {
    const scripts = [];
    page.on('request', (request) => scripts.push(request.url()));
    await page.goto(site + venue.path);
    await page.waitForLoadState('networkidle');
    assert.equal(scripts.filter((url) => url.includes('/view-')).length, 0, 'the map came unasked');
    await page.getByRole('button', { name: 'Afficher la carte' }).click();
    await drawn(page);
    assert.ok((await rendered(page, ['choisi'])).length > 0, 'the venue is not marked');
    await picture(page, 'lieu-carte');
  });
});

test('the first page weighs 60 kB at most without the map', () =>
  visit(async (page, context) => {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${site}/`);
    await page.waitForLoadState('networkidle');
    assert.ok(bytes > 5_000 && bytes <= 60_000, `${bytes} bytes`);
  }));
