// Our list in pages of other sites: those that the operator admits show it, the others cannot.
//
// The browser is told that every name under « .test » is this machine; the pages of the other sites come from a server of this
// test. The server under test admits `mairie.exemple.test` and `*.agglo.exemple.test` (see acceptance/stage.rs).
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { close, launch, picture, site } from './browser.mjs';

/** The pages of the other sites, by their path; filled in by the tests. */
const pages = new Map();
let browser;
let port;
const other = createServer((request, response) => {
  const page = pages.get(request.url);
  // Browsers ask for an icon, too.
  response.writeHead(page ? 200 : 204, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
  response.end(page?.body ?? '');
});

before(async () => {
  await new Promise((listening) => other.listen(0, '127.0.0.1', listening));
  port = other.address().port;
  browser = await launch(['--host-resolver-rules=MAP *.test 127.0.0.1']);
});
after(async () => {
  other.close();
  other.closeAllConnections();
  await browser.close();
  await close();
});

const script = (data) => `<!doctype html><html lang="fr"><title>Mairie</title><h1>Notre mairie</h1>
<p><a href="${site}/recherche?commune=26113">De l’aide près de chez vous : Die</a></p>
<script src="${site}/integration.js" ${data} async></script><p>La suite de la page.</p>`;

/** Opens a page of another site and gives what the browser said of it. */
async function visit(host, path, look, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', ...options });
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  try {
    await page.goto(`http://${host}:${port}${path}`);
    return { value: await look(page, context), said };
  } finally {
    await context.close();
  }
}

/** Waits until the frame of the page shows the browser's own page for what it refused: there nothing of ours can be. */
async function refused(page) {
  const isRefused = () => page.frames().some((frame) => frame.url().startsWith('chrome-error:'));
  for (let tries = 0; !isRefused() && tries < 200; tries += 1) await page.waitForTimeout(50);
  assert.deepEqual(page.frames().slice(1).map((frame) => frame.url()), ['chrome-error://chromewebdata/']);
}

const die = 'data-territoire="26113" data-nombre="5" data-titre="De l’aide près de chez vous : Die"';

for (const host of ['mairie.exemple.test', 'die.agglo.exemple.test']) {
  test(`${host}, which is admitted, shows the list, with a name, without scrolling inside, without a cookie`, async () => {
    pages.set('/liste', { body: script(die) });
    const { value: cookies, said } = await visit(host, '/liste', async (page, context) => {
      const frame = page.frameLocator('iframe');
      await frame.getByRole('heading', { level: 1, name: /Die/ }).waitFor();
      assert.equal(await frame.locator('.venues > li').count(), 5);
      const element = page.locator('iframe');
      assert.equal(await element.getAttribute('title'), 'De l’aide près de chez vous : Die');
      // The frame is as high as what is in it.
      await page.waitForFunction(() => document.querySelector('iframe').offsetHeight > 620);
      const inside = await frame.locator('html').evaluate((root) => [root.scrollHeight, root.clientHeight]);
      assert.ok(Math.abs(inside[0] - inside[1]) <= 1, `${inside}`);
      assert.ok(await page.getByText('La suite de la page.').isVisible());
      await picture(page, 'integration-mairie');
      return context.cookies();
    });
    assert.deepEqual(said, []);
    assert.deepEqual(cookies, []);
  });
}

for (const host of ['evilmairie.exemple.test', 'exemple.test', 'mairie.exemple.test.autre.test', 'evilagglo.exemple.test', 'agglo.exemple.test']) {
  test(`${host}, which is not admitted, gets an empty frame, and the browser says why`, async () => {
    pages.set('/liste', { body: script(die) });
    const { said } = await visit(host, '/liste', async (page) => {
      await page.locator('iframe').waitFor();
      await refused(page);
      assert.ok(await page.getByRole('link', { name: /Die/ }).isVisible(), 'the link remains');
    });
    assert.ok(said.some((line) => /frame-ancestors/.test(line)), said.join('\n'));
  });
}

test('no other page of ours can be framed, even by a site that is admitted', async () => {
  for (const path of ['/', '/recherche?commune=26113', '/integration', '/carte']) {
    pages.set('/autre', { body: `<!doctype html><iframe src="${site}${path}"></iframe>` });
    const { said } = await visit('mairie.exemple.test', '/autre', refused);
    assert.ok(said.some((line) => /frame-ancestors/.test(line)), `${path}: ${said.join('\n')}`);
  }
});

test('without scripts, and where scripts from elsewhere are forbidden, the link remains', async () => {
  pages.set('/liste', { body: script(die) });
  pages.set('/strict', { body: script(die), headers: { 'content-security-policy': "script-src 'self'; frame-src 'none'" } });
  const remains = async (page) => {
    assert.equal(await page.locator('iframe').count(), 0);
    assert.ok(await page.getByRole('link', { name: /Die/ }).isVisible());
  };
  await visit('mairie.exemple.test', '/liste', remains, { javaScriptEnabled: false });
  await visit('mairie.exemple.test', '/strict', remains);
});

test('where inline styles are forbidden, the frame is as wide and as high as elsewhere', async () => {
  const policy = `script-src ${site}; frame-src ${site}; style-src 'self'`;
  pages.set('/styles', { body: script(die), headers: { 'content-security-policy': policy } });
  const { said } = await visit('mairie.exemple.test', '/styles', async (page) => {
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector('iframe').offsetHeight > 620);
  });
  assert.deepEqual(said, []);
});

test('only the frame itself may change its height', async () => {
  pages.set('/hauteur', { body: script(die) });
  await visit('mairie.exemple.test', '/hauteur', async (page) => {
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector('iframe').offsetHeight > 620);
    const height = () => page.locator('iframe').evaluate((frame) => frame.offsetHeight);
    const right = await height();
    await page.evaluate(() => new Promise((done) => {
      addEventListener('message', () => setTimeout(done, 50), { once: true });
      postMessage({ porteeHauteur: 5000 }, '*');
    }));
    assert.equal(await height(), right);
  });
});

test('a click on a venue opens its sheet in the whole window', async () => {
  pages.set('/clic', { body: script('data-territoire="26" data-besoin="demarche" data-langue="en" data-hauteur="400"') });
  await visit('mairie.exemple.test', '/clic', async (page) => {
    assert.equal(await page.locator('iframe').evaluate((frame) => frame.offsetHeight), 400);
    const frame = page.frameLocator('iframe');
    assert.equal(await frame.locator('html').getAttribute('lang'), 'en');
    await frame.locator('.venue-name a').first().click();
    await page.waitForURL(`${site}/en/lieux/*`);
  });
});

test('the page that configures it shows what it gives, and the code follows the choices', async () => {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${site}/integration?ou=die&besoin=demarche`);
  const code = page.getByLabel('Collez ces lignes dans votre page');
  assert.match(await code.inputValue(), /data-territoire="26113" data-besoin="demarche" data-nombre="10" data-langue="fr"/);
  await page.frameLocator('iframe.preview').getByRole('heading', { level: 1, name: /Die/ }).waitFor();
  await page.getByLabel('Langue', { exact: true }).selectOption('en');
  await page.getByText('L’aperçu et le code sont à jour.').waitFor();
  assert.match(await code.inputValue(), /data-langue="en"/);
  await page.frameLocator('iframe.preview').locator('html[lang=en]').waitFor();
  // The code that is copied is the code that works.
  pages.set('/copie', { body: `<!doctype html><title>Copie</title>${await code.inputValue()}` });
  await context.close();
  await visit('mairie.exemple.test', '/copie', (other) => other.frameLocator('iframe').getByRole('heading', { level: 1, name: /Die/ }).waitFor());
});
