import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBox, writeBox } from '../src/map/box.js';

test('a box written is the box read', () => {
  assert.deepEqual(readBox(writeBox(4.1, 44.2, 5.3, 45.4)), [4.1, 44.2, 5.3, 45.4]);
});

test('a view across the antimeridian keeps west greater than east', () => {
  assert.equal(writeBox(170, -20, 190, -10), '170.000,-20.000,-170.000,-10.000');
});

test('a view wider than the world is the whole world', () => {
  assert.equal(writeBox(-300, -95, 300, 95), '-180.000,-90.000,180.000,90.000');
});

test('a text that is no box is none', () => {
  for (const text of [undefined, '', '1,2,3', '1,2,3,x', ',,,', '1,2,3,4,5']) assert.equal(readBox(text), null);
});
