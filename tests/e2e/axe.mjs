// axe-core in a page: all rules, best practices and the strict contrast of 7:1 included.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = require('axe-core');

export const version = axe.version;

/** What is seen: the width of the screen in pixels, and by day or by night. */
export const views = ['light', 'dark'].flatMap((scheme) => [1280, 320].map((width) => ({ scheme, width })));

/** The rules that were applied in every view of a page that is open, and what they found. */
export async function examineAll(page) {
  await page.evaluate(axe.source);
  const rules = new Set();
  const violations = [];
  for (const { scheme, width } of views) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const found = await examine(page);
    found.rules.forEach((rule) => rules.add(rule));
    violations.push(...found.violations.map((violation) => ({ ...violation, view: `${scheme}, ${width} pixels` })));
  }
  return { rules: [...rules], violations };
}

async function examine(page) {
  const { passes, violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } } }),
  );
  return {
    rules: [...passes, ...violations].map(({ id }) => id),
    violations: violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) })),
  };
}
