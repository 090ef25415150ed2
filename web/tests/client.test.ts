import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, pathsOf, type Shapes, type Unread } from '../src/api/client.js';

test('an address is written from its path and its parameters, each encoded', () => {
  assert.equal(address('/api/v1/communes', { query: { q: "l'Haÿ & co" } }), '/api/v1/communes?q=l%27Ha%C3%BF+%26+co');
  assert.equal(address('/api/v1/lieux/{id}', { path: { id: 'a/b' } }), '/api/v1/lieux/a%2Fb');
  assert.equal(address('/api/v1/lieux', {}), '/api/v1/lieux');
  assert.equal(address('/api/v1/lieux', { query: { departement: '26', limite: 5 } }), '/api/v1/lieux?departement=26&limite=5');
});

test('the paths of an address are told from others', () => {
  const venue = pathsOf('/api/v1/lieux/{id}', '[a-z2-7]{12}');
  assert.ok(venue.test('/api/v1/lieux/abcdefghij27'));
  for (const path of ['/api/v1/lieux/proches', '/x/api/v1/lieux/abcdefghij27', '/api/v1/lieux/abcdefghij27/x']) assert.ok(!venue.test(path), path);
});

test('what the description does not have cannot be written: the compiler says so', () => {
  // @ts-expect-error no such address
  address('/api/v1/nulle-part', {});
  // @ts-expect-error no such parameter
  address('/api/v1/communes', { query: { q: 'die', servces: 'x' } });
  // @ts-expect-error a parameter that must be there
  address('/api/v1/communes', { query: {} });
  // @ts-expect-error no such value
  address('/api/v1/acces', { query: { lat: 44.75, lon: 5.37, cible: 'Rien' } });
  const venue: Unread<Shapes['ProprietesEnBref']> = { nom: 'Die' };
  // @ts-expect-error no such member
  assert.equal(venue.nome, undefined);
});
