import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync('styles/tokens.css', 'utf8');
const [day = '', night = ''] = css.split('@media (prefers-color-scheme: dark)');

function tokens(text: string): Map<string, string> {
  return new Map([...text.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name ?? '', value ?? '']));
}

// Relative luminance and contrast ratio: WCAG 2.2.
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const papers = ['paper', 'paper-raised', 'paper-sunken'];
const pairs: [string, string][] = [
  ...['ink', 'ink-soft', 'link', 'accent', 'warm'].flatMap((ink) => papers.map((p): [string, string] => [ink, p])),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['open', 'open-paper'],
  ['ink', 'open-paper'],
  ['closed', 'closed-paper'],
  ['ink', 'closed-paper'],
  ['unknown', 'unknown-paper'],
];

for (const [theme, text] of [['by day', day], ['by night', night]] as const) {
  test(`every text has a contrast of 7:1 ${theme}`, () => {
    const colours = tokens(text);
    for (const [ink, paper] of pairs) {
      const ratio = contrast(colours.get(ink) ?? 'missing', colours.get(paper) ?? 'missing');
      assert.ok(ratio >= 7, `${ink} on ${paper}: ${ratio.toFixed(2)}`);
    }
  });

  test(`edges of fields are visible, 3:1 ${theme}`, () => {
    const colours = tokens(text);
    for (const paper of papers) assert.ok(contrast(colours.get('rule') ?? '', colours.get(paper) ?? '') >= 3, paper);
  });
}
