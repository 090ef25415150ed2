// What a machine can check of accessibility, on every page, by day, by night, and on a narrow screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { examineAll, views } from './axe.mjs';
import { close, site, visit } from './browser.mjs';
import { open, pages } from './pages.mjs';

after(close);

/** Error pages make the browser itself write a line in the console. */
async function look(page, options, check) {
  try {
    await visit((tab, context) => check(tab, context), options);
  } catch (error) {
    const lines = Array.isArray(error.actual) ? error.actual : null;
    if (!page.error || !lines?.every((line) => /status of 4\d\d/.test(line))) throw error;
  }
}

for (const page of pages) {
  test(`axe finds nothing on ${page.name}, by day and by night, on a wide and a narrow screen`, () =>
    look(page, { reducedMotion: 'reduce' }, async (tab) => {
      await open(tab, page);
      const { violations } = await examineAll(tab);
      assert.deepEqual(violations, []);
    }));
}

for (const page of pages) {
  test(`${page.name} fits a screen 320 pixels wide; its text has 18 pixels, its targets 44`, () =>
    look(page, { viewport: { width: 320, height: 640 } }, async (tab) => {
      await open(tab, page);
      const width = await tab.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, `${width} pixels`);
      // Links inside a sentence are exempt (WCAG 2.5.5); everything else is 44 pixels high.
      const small = await tab.evaluate(() =>
        [...document.querySelectorAll('main button, main select, main input:not([type=hidden]), main summary, .venue-name a, header a, footer a, .button, .choice, .half-day')]
          .filter((node) => node.checkVisibility() && !node.closest('.maplibregl-control-container, .choice input'))
          .filter((node) => !node.matches('.choice input, .half-day input, .visually-hidden') && node.getBoundingClientRect().height < 43.5)
          .map((node) => `${Math.round(node.getBoundingClientRect().height)}: ${node.outerHTML.slice(0, 90)}`),
      );
      assert.deepEqual(small, []);
      const tiny = await tab.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = new Set();
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const around = node.parentElement;
          if (!node.data.trim() || around.closest('script, style, template, .visually-hidden, svg')) continue;
          if (!around.checkVisibility({ visibilityProperty: true })) continue;
          const size = parseFloat(getComputedStyle(around).fontSize);
          if (size < 17.99) found.add(`${size}: ${around.outerHTML.slice(0, 90)}`);
        }
        return [...found];
      });
      assert.deepEqual(tiny, []);
    }));

  test(`${page.name} is read at 200 %, with forced colours and without motion`, () =>
    look(page, { viewport: { width: 1280, height: 800 }, forcedColors: 'active', reducedMotion: 'reduce' }, async (tab) => {
      await open(tab, page);
      await tab.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      const sizes = await tab.evaluate(() => [
        document.documentElement.scrollWidth,
        parseFloat(getComputedStyle(document.querySelector('main p, main h1')).fontSize),
      ]);
      assert.ok(sizes[0] <= 1280 && sizes[1] >= 36, `${sizes}`);
      const moving = await tab.evaluate(() =>
        document.getAnimations().filter((it) => it.effect?.getComputedTiming().duration > 1).length,
      );
      assert.equal(moving, 0);
      assert.ok(await tab.locator('h1').isVisible());
    }));

  test(`${page.name} is walked through by keyboard, and what has the focus is seen`, () =>
    look(page, {}, async (tab) => {
      await open(tab, page);
      await tab.keyboard.press('Tab');
      const first = await tab.evaluate(() => document.activeElement?.className);
      assert.equal(first, 'skip');
      // On and on until the last link of the foot: nothing on the way holds the focus.
      const seen = [];
      for (let step = 0; step < 400; step += 1) {
        const now = await tab.evaluate(() => {
          let node = document.activeElement;
          // In a frame of ours, what has the focus is in there.
          while (node.contentDocument) node = node.contentDocument.activeElement;
          const style = getComputedStyle(node);
          const links = document.querySelectorAll('footer a');
          return {
            what: node.outerHTML.slice(0, 90),
            marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || node.matches('body, main'),
            last: node === links[links.length - 1],
          };
        });
        if (!now.marked) seen.push(now.what);
        if (now.last) {
          assert.deepEqual(seen, [], 'without a visible focus');
          return;
        }
        await tab.keyboard.press('Tab');
      }
      assert.fail('the foot of the page is never reached');
    }));
}

test('every page has one first heading, a language, a title of its own and a working skip link', async () => {
  const titles = new Set();
  for (const page of pages) {
    await look(page, {}, async (tab) => {
      await open(tab, page);
      assert.equal(await tab.locator('h1').count(), 1, page.name);
      assert.equal(await tab.locator('html').getAttribute('lang'), page.name.startsWith('/en') ? 'en' : 'fr', page.name);
      titles.add(await tab.title());
      await tab.keyboard.press('Tab');
      await tab.keyboard.press('Enter');
      assert.equal(await tab.evaluate(() => document.activeElement?.id), 'contenu', page.name);
    });
  }
  assert.ok(titles.size >= pages.length - 6, [...titles].join(' | '));
});

test('the words of a state stay visible with forced colours', () =>
  visit(
    async (tab) => {
      await tab.goto(`${site}/recherche?ou=die`);
      assert.ok(await tab.locator('.state').first().isVisible());
    },
    { forcedColors: 'active' },
  ));

test('the statement of accessibility names the pages that are tested, in the views that are tested', () => {
  const statement = readFileSync(new URL('../../data/accessibility.toml', import.meta.url), 'utf8');
  const named = [...statement.matchAll(/^page = "(.*)"$/gm)].map(([, name]) => name);
  assert.deepEqual(named, pages.map(({ name }) => name), 'run: make accessibilite');
  const [, seen] = statement.match(/^views = (\d+)$/m) ?? [];
  assert.equal(Number(seen), views.length);
});
