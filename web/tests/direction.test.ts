// Styles say "start" and "end", never "left" and "right": a page that reads from right to left is then laid out mirrored.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../../styles/', import.meta.url);

/** Every declaration, as `property: value`; comments and texts left out. */
function declarations(css: string): string[] {
  const bare = css.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/"[^"]*"|'[^']*'/g, '""');
  return [...bare.matchAll(/([a-z-]+)\s*:\s*([^;{}]+)[;}]/g)].map(([, property, value]) => `${property}: ${value}`);
}

/** Whether a declaration names a side of the screen, or gives its four sides with the last unlike the second. */
function isPhysical(declaration: string): boolean {
  if (/(?<![a-z])(left|right)(?![a-z])/.test(declaration)) return true;
  const [, values = ''] = /^(?:margin|padding|inset|border-width|border-radius): (.+)$/s.exec(declaration) ?? [];
  const sides = values.replaceAll(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '').trim().split(/\s+/);
  return sides.length === 4 && sides[1] !== sides[3];
}

test('a physical side is recognised, and a logical one is not', () => {
  for (const wrong of ['margin-left: 1rem', 'text-align: right', 'float: left', 'padding: 0 1px 0 2px', 'border-right-color: red']) {
    assert.ok(isPhysical(wrong), wrong);
  }
  for (const right of ['margin-inline-start: 1rem', 'text-align: end', 'padding: 0 1px', 'margin: 0 1px 2px 1px', 'inset: 0']) {
    assert.ok(!isPhysical(right), right);
  }
});

test('no style of ours names the left or the right', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.css'));
  assert.ok(files.length > 5);
  for (const name of files) {
    const found = declarations(readFileSync(new URL(name, folder), 'utf8'));
    assert.ok(found.length > 0 || name === 'site.css', name);
    assert.deepEqual(found.filter(isPhysical), [], name);
  }
});
