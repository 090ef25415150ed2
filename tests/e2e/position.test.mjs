// Where a shared position may not be afterwards: in an address, in a header, in anything that the browser keeps.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { close, site, visit } from './browser.mjs';

after(close);

const position = { latitude: 44.7818642, longitude: 5.3928417 };
/** Its digits, whole, rounded or cut, with a point or a comma. */
const trace = /44[.,]78[12]|5[.,]39[23]/;

/** Everything that a page of ours can find on this device, as texts with a name. */
const kept = () =>
  Promise.all([
    ['address', location.href],
    ['referrer', document.referrer],
    ['cookies', document.cookie],
    ['history', JSON.stringify(history.state)],
    ['localStorage', JSON.stringify({ ...localStorage })],
    ['sessionStorage', JSON.stringify({ ...sessionStorage })],
    ['requests', performance.getEntries().map(({ name }) => name).join('\n')],
    indexedDB.databases().then((found) => ['IndexedDB', JSON.stringify(found)]),
    caches.keys().then(async (names) => {
      const addresses = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
      return ['caches', addresses.flat().join('\n')];
    }),
  ]);

test('a shared position is in no address, in no header and in nothing that the browser keeps', () =>
  visit(
    async (page, context) => {
      const seen = [];
      const bodies = [];
      const cachedPosts = [];
      context.on('request', async (request) => {
        seen.push(`${request.method()} ${request.url()}`);
        if (request.postData()) bodies.push(request.postData());
        const headers = await request.allHeaders().catch(() => ({}));
        seen.push(...Object.entries(headers).map(([name, value]) => `${name}: ${value} (${request.url()})`));
      });
      context.on('response', async (response) => {
        const headers = await response.allHeaders().catch(() => ({}));
        seen.push(...Object.entries(headers).map(([name, value]) => `${name}: ${value} (${response.url()})`));
        if (response.request().method() === 'POST') cachedPosts.push(headers['cache-control']);
      });
      // The worker is there from the second page on.
      await page.goto(`${site}/recherche?ou=die`);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      for (const home of ['/', '/en/']) {
        await page.goto(site + home);
        await page.locator('portee-localiser button').click();
        await page.waitForURL(/recherche$/);
        await page.locator('ol.venues > li').first().waitFor();
        for (const [place, text] of await page.evaluate(kept)) assert.doesNotMatch(text, trace, place);
        await page.locator('ol.venues > li').first().getByRole('link').first().click();
        await page.waitForURL(/\/lieux\//);
        for (const [place, text] of await page.evaluate(kept)) assert.doesNotMatch(text, trace, place);
      }
      // What outlives the page: another one of the site, and the state that a browser would save.
      await page.goto(`${site}/donnees`);
      for (const [place, text] of await page.evaluate(kept)) assert.doesNotMatch(text, trace, place);
      assert.doesNotMatch(JSON.stringify(await context.storageState({ indexedDB: true })), trace, 'what is stored');
      assert.deepEqual(cachedPosts, ['no-store', 'no-store']);
      assert.ok(bodies.some((body) => trace.test(body)), 'it was sent in a body');
      for (const line of seen) assert.doesNotMatch(line, trace);
      assert.ok(seen.length > 50, 'requests were seen');
    },
    { permissions: ['geolocation'], geolocation: position },
  ));
