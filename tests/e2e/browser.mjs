// A browser for the tests: opens pages of the server under test and watches them.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');

/** Where the server listens. */
export const site = (process.env.PORTEE_URL ?? '').replace(/\/$/, '');
assert.ok(site, 'PORTEE_URL must name a running server, for example http://127.0.0.1:8080');

/** A browser of its own, with further arguments; whoever launches it closes it. */
export const launch = (more = []) =>
  chromium.launch({
    executablePath: process.env.PORTEE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--no-first-run',
      // The map needs WebGL, and a test machine has no graphics card.
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      ...more,
    ],
  });

const browser = await launch();

/** « Chromium 130.0… ». */
export const browserVersion = `Chromium ${browser.version()}`;

/** Closes the browser; call it after all tests of a file. */
export const close = () => browser.close();

/** Runs `visit` in a fresh page, then checks that nothing forbidden happened in it; `origins` are those it may ask. */
export async function visit(visit, { origins = [site], ...options } = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 }, ...options });
  const faults = [];
  await context.exposeBinding('reportViolation', (_, text) => faults.push(`CSP: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  const page = await context.newPage();
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && !origins.includes(origin)) faults.push(`another origin: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.headers()['set-cookie']) faults.push(`a cookie: ${response.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (!why.includes('ERR_ABORTED')) faults.push(`failed: ${request.url()} ${why}`);
  });
  try {
    await visit(page, context);
    for (const { name } of await context.cookies()) faults.push(`a cookie: ${name}`);
  } finally {
    await context.close();
  }
  assert.deepEqual(faults, []);
}

/** Leaves a picture of the page, when someone asked for pictures. */
export async function picture(page, name, whole = true) {
  const folder = process.env.PORTEE_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
}

/** The address of some venue that has hours, taken from the server itself. */
export async function someVenue() {
  const answer = await fetch(`${site}/api/v1/lieux/proches?lat=45.764&lon=4.8357&limite=50`);
  const { features } = await answer.json();
  const best = features.find((f) => f.properties.horaires && f.properties.telephone) ?? features[0];
  assert.ok(best, 'the server has no venue');
  const [lon, lat] = best.geometry.coordinates;
  return { path: `/lieux/${best.properties.id}`, id: best.properties.id, name: best.properties.nom, lon, lat };
}
