// The first page and the first results on an old telephone with a poor network: cold cache, no service worker.
//
// The network is the slow 3G of WebPageTest: a round trip of 400 ms, 400 kbit/s either way. (The preset of that name in developer
// tools takes 2 s for each request: it stands for the round trips of names, TLS and new connections too, which a browser on the
// same machine does not make. With it no page that has a style sheet of its own could show anything before 4 s.)
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { close, picture, site, visit } from './browser.mjs';

after(close);

/** What a person notices, in milliseconds from the moment the address is opened. */
const MOST = { content: 2_500, results: 4_000 };
/** Other work on the machine only ever adds time, and what is too heavy is so each time. */
const TRIES = 3;
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
/** How many times slower than this machine. */
const SLOWER = 4;

/** In the page, before its own scripts: tells where the first result can be pressed once it is painted, and when it was pressed. */
function watchResults() {
  const now = () => performance.timeOrigin + performance.now();
  const look = () => {
    const box = document.querySelector('ol.venues > li a')?.getBoundingClientRect();
    const [x, y] = box ? [box.x + box.width / 2, box.y + box.height / 2] : [-1, -1];
    const seen = document.elementFromPoint(x, y)?.closest('ol.venues a');
    // No frame is asked for before the styles are there, and what this one draws is on the screen at the next.
    requestAnimationFrame(seen ? () => globalThis.tellSeen({ x, y }) : look);
  };
  requestAnimationFrame(look);
  addEventListener('click', (event) => {
    if (!event.target.closest('ol.venues a')) return;
    event.preventDefault();
    globalThis.tellPressed(now());
  });
}

/** Milliseconds from the opening of the page to its first text or picture. */
const firstContent = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (paint) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );

/** When the page was opened: milliseconds since the epoch. */
const opening = (page) => page.evaluate(() => performance.timeOrigin);

/** Makes the machine and the network slow, and presses the first result as soon as it is seen. Gives when the page hears of it. */
async function slowDown(page, context) {
  const session = await context.newCDPSession(page);
  let heard;
  const pressed = new Promise((resolve) => (heard = resolve));
  await page.exposeFunction('tellPressed', (when) => heard(when));
  await page.exposeFunction('tellSeen', async ({ x, y }) => {
    const button = { x, y, button: 'left', clickCount: 1 };
    await session.send('Input.dispatchMouseEvent', { ...button, type: 'mousePressed' });
    await session.send('Input.dispatchMouseEvent', { ...button, type: 'mouseReleased' });
  });
  await page.addInitScript(watchResults);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_3G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return { pressed };
}

/** How long it takes in a browser that has never been here: within `most` once in three tries. */
async function within(most, what, attempt) {
  const took = [];
  while (took.length < TRIES && !(took.at(-1) <= most)) {
    await visit(
      async (page, context) => {
        const { pressed } = await slowDown(page, context);
        took.push(Math.round(await attempt(page, pressed)));
        await picture(page, `lent-${what.replaceAll(/\W+/g, '-')}`, false);
      },
      { serviceWorkers: 'block', viewport: { width: 390, height: 844 } },
    );
  }
  console.log(`${what}: ${took.join(', ')} ms, at most ${most}`);
  assert.ok(took.at(-1) <= most, `${what}: ${took.join(', ')} ms, at most ${most}`);
}

for (const path of ['/', '/recherche?ou=die']) {
  test(`something is to be read on ${path} in 2.5 s, with a slow machine and a slow network`, () =>
    within(MOST.content, `first content of ${path}`, async (page) => {
      await page.goto(site + path, { waitUntil: 'commit' });
      return firstContent(page);
    }));
}

test('results that can be pressed are there in 4 s, with a slow machine and a slow network', () =>
  within(MOST.results, 'results', async (page, pressed) => {
    await page.goto(`${site}/recherche?ou=die`, { waitUntil: 'commit' });
    return (await pressed) - (await opening(page));
  }));

test('they are there 4 s after the first page was opened too, when the town is typed and sent at once', () =>
  within(MOST.results, 'results from the first page', async (page, pressed) => {
    await page.goto(`${site}/`, { waitUntil: 'commit' });
    const opened = await opening(page);
    await page.getByLabel('Où êtes-vous ?').fill('Die');
    await page.keyboard.press('Enter');
    return (await pressed) - opened;
  }));
