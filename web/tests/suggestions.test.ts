import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coarse, positionTrouble } from '../src/position.js';
import { Sentences } from '../src/sentences.js';
import { moveSelection, readSuggestions } from '../src/suggestions.js';

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

test('a sentence has the plural of its language, and a name that is none says nothing', () => {
  const texts = { 'a.one': '{count} commune', 'a.other': '{count} communes', b: 'de {x}' };
  const french = new Sentences(texts, 'fr');
  assert.deepEqual([0, 1, 4].map((n) => french.count('a', n)), ['0 commune', '1 commune', '4 communes']);
  assert.equal(new Sentences(texts, 'en').count('a', 0), '0 communes');
  assert.equal(new Sentences({ 'a.two': 'deux', 'a.other': 'autre' }, 'ar').count('a', 2), 'deux');
  assert.equal(french.say('b', { x: '<i>' }), 'de <i>');
  assert.equal(french.say('toString'), '');
});

test('a position leaves the browser with three decimals at most', () => {
  assert.equal(coarse(44.7538461), '44.754');
  assert.equal(coarse(-0.00001), '-0.000');
});

test('every trouble with the position has its sentence', () => {
  assert.deepEqual([1, 2, 3, 99].map(positionTrouble), ['refus', 'inconnue', 'retard', 'inconnue']);
});
