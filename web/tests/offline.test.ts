import assert from 'node:assert/strict';
import { test } from 'node:test';
import { communes, greatCircle, isKeepsake, type Keepsake, surroundings, venue } from '../src/offline/kept.js';
import { isAnswer, isKeepable } from '../src/offline/paths.js';
import { readSurroundings } from '../src/orientation/answer.js';

const at = (path: string): URL => new URL(path, 'https://exemple.test');

test('an address that holds a position is never kept, whatever the page', () => {
  for (const path of ['/recherche?lat=44.75&lon=5.37', '/recherche?commune=26113&lat=44.75', '/orientation?lon=5', '/lieux/abcdefghij27?lat=1']) {
    assert.equal(isKeepable(at(path)), false, path);
  }
});

test('results, sheets and the pages of helpers are kept in every language, nothing else is', () => {
  for (const path of ['/recherche?ou=die', '/en/recherche?commune=26113', '/lieux/abcdefghij27', '/orientation', '/en/outils?departement=26']) {
    assert.equal(isKeepable(at(path)), true, path);
  }
  for (const path of ['/', '/recherche', '/carte', '/lieux/abcdefghij27/signaler', '/territoires', '/donnees']) {
    assert.equal(isKeepable(at(path)), false, path);
  }
  assert.ok(isAnswer(at('/api/v1/communes/2A004/lieux')) && isAnswer(at('/api/v1/lieux/abcdefghij27')));
  for (const path of ['/api/v1/lieux/proches?lat=1&lon=2', '/api/v1/lieux', '/api/v1/acces?lat=1&lon=2', '/api/v1/departements/26/lieux']) {
    assert.equal(isAnswer(at(path)), false, path);
  }
});

const feature = (id: string, lon: number) => ({ type: 'Feature', id, geometry: { coordinates: [lon, 44.75] as [number, number] }, properties: { id, nom: id } });
const place = (code: string, nom: string, postcode: string, longitude: number) => ({
  code, nom, libelle: `${nom} (${postcode})`, codes_postaux: [postcode], longitude, latitude: 44.75, departement: '26', mairie: true,
});
const kept: Keepsake = {
  departement: { code: '26', nom: 'Drôme' }, fuseau: 'Europe/Paris', edition: { numero: 1 },
  communes: [place('26113', 'Die', '26150', 5.37), place('26001', 'Aix-en-Diois', '26150', 5.4), place('26074', 'Châtillon-en-Diois', '26410', 5.48)],
  features: [feature('bbbbbbbbbbbb', 5.6), feature('cccccccccccc', 5.38), feature('aaaaaaaaaaaa', 5.6)],
};

test('without a network the venues around a commune come nearest first, by id when as far, and the page can read them', () => {
  const answer = surroundings(kept, '26113');
  const read = readSurroundings(answer);
  assert.deepEqual(read?.venues.map(({ id }) => id), ['cccccccccccc', 'aaaaaaaaaaaa', 'bbbbbbbbbbbb']);
  assert.equal(read?.commune.label, 'Die (26150)');
  assert.ok(Math.abs((read?.venues[0]?.metres ?? 0) - 790) < 5);
  assert.equal(read?.venues[0]?.seconds, null);
  assert.equal(surroundings(kept, '69123'), null);
  assert.equal(venue(kept, 'aaaaaaaaaaaa')?.id, 'aaaaaaaaaaaa');
  assert.equal(venue(kept, 'zzzzzzzzzzzz'), null);
});

test('communes are found by the beginning of their name or their postcode, without accents or hyphens', () => {
  const names = (text: string): string[] => communes([kept], text).map(({ nom }) => nom);
  assert.deepEqual(names('CHATILLON EN'), ['Châtillon-en-Diois']);
  assert.deepEqual(names('26150'), ['Die', 'Aix-en-Diois']);
  assert.deepEqual(names('  '), []);
});

test('what was written by another version, or by nobody, is no département', () => {
  for (const value of [null, 3, {}, { communes: [] }, { communes: [], features: [], departement: {} }]) assert.equal(isKeepsake(value), false);
  assert.ok(isKeepsake(kept));
});

test('a great circle across the antimeridian is short', () => {
  assert.ok(Math.abs(greatCircle([179.9, 0], [-179.9, 0]) - 22_239) < 5);
});
