import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coarse, positionTrouble } from '../src/position.js';
import { announce, moveSelection, readSuggestions } from '../src/suggestions.js';

test('an answer that is not the expected one gives no suggestion and no error', () => {
  for (const answer of [null, 3, 'x', {}, { communes: 4 }, { communes: [null, { code: 1 }] }]) {
    assert.deepEqual(readSuggestions(answer), []);
  }
});

test('the arrows go round through the box itself', () => {
  assert.equal(moveSelection('ArrowDown', -1, 3), 0);
  assert.equal(moveSelection('ArrowDown', 2, 3), -1);
  assert.equal(moveSelection('ArrowUp', -1, 3), 2);
  assert.equal(moveSelection('ArrowUp', 0, 3), -1);
  assert.equal(moveSelection('Tab', 1, 3), 1);
});

test('one suggestion is announced in the singular', () => {
  assert.equal(announce(1), '1 commune proposée.');
  assert.equal(announce(4), '4 communes proposées.');
});

test('a position leaves the browser with three decimals at most', () => {
  assert.equal(coarse(44.7538461), '44.754');
  assert.equal(coarse(-0.00001), '-0.000');
});

test('every trouble with the position says what to do instead', () => {
  for (const code of [1, 2, 3, 99]) assert.match(positionTrouble(code), /commune/);
});
