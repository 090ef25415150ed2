// What the first page weighs on its way, and what no page does: ask elsewhere, or leave a cookie (browser.mjs watches).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { close, site, visit } from './browser.mjs';

after(close);

/** Bytes on the way, headers included. */
const MOST = 60_000;

test('the first page takes at most 60 kB with its styles, scripts and font', () =>
  visit(async (page, context) => {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const names = new Map();
    const sizes = new Map();
    session.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
    await page.goto(`${site}/`, { waitUntil: 'networkidle' });
    const taken = [...sizes].map(([id, size]) => `${names.get(id)} ${size}`);
    const whole = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    console.log(`${whole} bytes: ${taken.join(', ')}`);
    assert.ok(taken.some((line) => line.startsWith('/ ')) && taken.some((line) => line.includes('.woff2')), taken.join(', '));
    assert.ok(whole <= MOST, `${whole} bytes: ${taken.join(', ')}`);
  }));
