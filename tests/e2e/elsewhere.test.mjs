// A page of another site draws our venues knowing one address: that of the TileJSON.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { close, picture, site, someVenue, visit } from './browser.mjs';

const files = {
  '/': ['elsewhere/index.html', 'text/html; charset=utf-8'],
  '/maplibre-gl.css': ['../../web/node_modules/maplibre-gl/dist/maplibre-gl.css', 'text/css'],
  '/maplibre-gl.mjs': ['../../web/node_modules/maplibre-gl/dist/maplibre-gl.mjs', 'text/javascript'],
  '/maplibre-gl-worker.mjs': ['../../web/node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', 'text/javascript'],
};
const elsewhere = createServer(async (request, response) => {
  const [file, type] = files[new URL(request.url, 'http://elsewhere').pathname] ?? [];
  if (!file) return response.writeHead(204).end();
  response.writeHead(200, { 'content-type': type }).end(await readFile(new URL(file, import.meta.url)));
});
await new Promise((ready) => elsewhere.listen(0, '127.0.0.1', ready));
const origin = `http://127.0.0.1:${elsewhere.address().port}`;

after(async () => {
  elsewhere.close();
  elsewhere.closeAllConnections();
  await close();
});

test('a map of another origin shows our venues from the TileJSON alone, and says where they come from', async () => {
  const venue = await someVenue();
  await visit(
    async (page) => {
      const asked = new Set();
      page.on('request', (request) => asked.add(request.url()));
      page.context().on('request', (request) => asked.add(request.url()));
      const said = new URLSearchParams({ tuiles: `${site}/tuiles/lieux.json`, lon: venue.lon, lat: venue.lat });
      await page.goto(`${origin}/?${said}`);
      await page.waitForFunction(() => globalThis.carte?.loaded() && globalThis.carte.areTilesLoaded(), undefined, { timeout: 30_000 });
      const shown = await page.evaluate(() =>
        globalThis.carte.queryRenderedFeatures({ layers: ['lieux'] }).map(({ properties }) => properties),
      );
      const ids = shown.flatMap(({ id, ids }) => (id ? [id] : String(ids ?? '').split('|')));
      assert.ok(ids.includes(venue.id), `${venue.id} is not among ${ids}`);
      const attribution = await page.locator('.maplibregl-ctrl-attrib').innerText();
      assert.match(attribution, /Portée/);
      const ours = [...asked].filter((url) => url.startsWith(site)).map((url) => new URL(url).pathname);
      assert.ok(ours.every((path) => path.startsWith('/tuiles/lieux')), ours.join(' '));
      await picture(page, 'carte-ailleurs', false);
    },
    { origins: [site, origin] },
  );
});
