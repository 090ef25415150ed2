import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSurroundings, type Venue } from '../src/orientation/answer.js';
import { type Choices, readChoices, writeBasket, writeChoices } from '../src/orientation/choices.js';
import { move } from '../src/orientation/grid.js';
import { PENALTIES, rank } from '../src/orientation/ranking.js';

// A Monday, 10:00.
const now = { date: '2026-11-23', minutes: 600 };
const none: Choices = { need: '', commune: '', when: [], wishes: [], basket: [] };
const day = (date: string, slots: [number, number][] = [], doubt: string | null = null) => ({
  date,
  holiday: doubt === 'jour-ferie' ? 'Noël' : null,
  slots: slots.map(([from, until]) => ({ from, until, doubt })),
});
const saturday = (slots: [number, number][], doubt: string | null = null) => [day('2026-11-23'), day('2026-11-28', slots, doubt)];

function venue(id: string, minutes: number, more: Partial<Venue> = {}): Venue {
  return {
    id, name: id, phone: '+33475220606', address: '1 rue d’Essai', postcode: '26150', town: 'Die', approximate: false,
    services: ['Aide aux démarches administratives'], accessModes: [], programmes: [], accessibilityUrl: '', judgements: {},
    week: [day('2026-11-23')], lon: 5.37, lat: 44.75, metres: minutes * 800, seconds: [minutes * 60, minutes * 60, minutes * 60],
    measured: true, hall: null, ...more,
  };
}

const order = (venues: Venue[], choices: Partial<Choices>, service = ''): string[] =>
  rank(venues, { ...none, ...choices }, service, now).map((ranked) => ranked.venue.id);

test('without a wish the order is that of the minutes, then of the ids, whatever order they came in', () => {
  const venues = [venue('c', 9), venue('b', 5), venue('a', 9)];
  assert.deepEqual(order(venues, {}), ['b', 'a', 'c']);
  assert.deepEqual(order(venues.toReversed(), {}), ['b', 'a', 'c']);
});

test('a wish that is not met, or of which nothing is known, costs the minutes that the page tells', () => {
  const venues = [
    venue('refuse', 1, { judgements: { gratuit: 'non' } }),
    venue('silent', 1),
    venue('partly', 1, { judgements: { gratuit: 'en-partie' } }),
    venue('free', 1, { judgements: { gratuit: 'oui' } }),
  ];
  const ranked = rank(venues, { ...none, wishes: ['gratuit'] }, '', now);
  assert.deepEqual(
    ranked.map(({ venue: { id }, cost }) => [id, cost]),
    [['free', 1], ['partly', 1 + PENALTIES.partly], ['silent', 1 + PENALTIES.unknown], ['refuse', 1 + PENALTIES.no]],
  );
});

test('each venue says why it is where it is, and what is not met or not known', () => {
  const open = venue('open', 9, { week: saturday([[540, 720]]), judgements: { pass: 'oui' } });
  const [ranked] = rank([open], { ...none, when: ['sam-matin'], wishes: ['pass', 'langue'] }, 'Aide aux démarches administratives', now);
  assert.deepEqual(ranked?.good.map(({ kind }) => kind), ['minutes', 'time', 'need', 'wish']);
  assert.deepEqual(ranked?.missing, [{ kind: 'wish', wish: 'langue', state: 'inconnu' }]);
});

test('a place that is only known by its commune, or that nobody can call, comes after one that is as near', () => {
  const venues = [
    venue('a-vague', 1, { approximate: true }),
    venue('b-silent', 1, { phone: '', week: null }),
    venue('c-known', 5),
    venue('d-silent-hours', 1, { week: null }),
  ];
  assert.deepEqual(order(venues, {}), ['d-silent-hours', 'c-known', 'a-vague', 'b-silent']);
  const kinds = rank(venues, none, '', now).map(({ missing }) => missing.map(({ kind }) => kind));
  assert.deepEqual(kinds, [['time'], [], ['approximate'], ['unreachable']]);
});

test('open on Saturday morning comes before closed then, and unknown hours between the two', () => {
  const venues = [
    venue('closed', 1, { week: saturday([[840, 1020]]) }),
    venue('unknown', 1, { week: null }),
    venue('open', 12, { week: saturday([[540, 720]]) }),
    venue('holiday', 2, { week: saturday([[540, 720]], 'jour-ferie') }),
  ];
  assert.deepEqual(order(venues, { when: ['sam-matin'] }), ['open', 'unknown', 'holiday', 'closed']);
});

test('a venue that receives nobody, or does not offer the help, comes after those that do', () => {
  const venues = [
    venue('other', 1, { services: ['Loisirs et créations numériques'] }),
    venue('nobody', 1, { accessModes: ["Ce lieu n'accueille pas de public"] }),
    venue('unsaid', 1, { services: [] }),
    venue('help', 10),
  ];
  assert.deepEqual(order(venues, {}, 'Aide aux démarches administratives'), ['help', 'unsaid', 'nobody', 'other']);
});

test('hours that are not known are said even when nobody asked, and cost nothing then', () => {
  const [ranked] = rank([venue('a', 3, { week: null })], none, '', now);
  assert.equal(ranked?.cost, 3);
  assert.deepEqual(ranked?.missing, [{ kind: 'time', fit: { state: 'unknown' } }]);
});

test('a venue without a time ranks by its distance and one far away is not counted without end', () => {
  const venues = [venue('far', 0, { seconds: null, metres: 9_000_000 }), venue('near', 0, { seconds: null, metres: 640 }), venue('mid', 2)];
  assert.deepEqual(rank(venues, none, '', now).map(({ venue: { id }, cost }) => [id, cost]), [['near', 1], ['mid', 2], ['far', 240]]);
});

test('choices written into a fragment are the choices read', () => {
  const choices: Choices = {
    need: 'demarche', commune: '2A004', when: ['maintenant', 'sam-matin'], wishes: ['gratuit', 'langue'], basket: ['abcdefghij27'],
  };
  const fragment = writeChoices(choices);
  assert.equal(fragment, 'besoin=demarche&commune=2A004&quand=maintenant,sam-matin&compte=gratuit,langue&fiche=abcdefghij27');
  assert.deepEqual(readChoices(`#${fragment}`), choices);
  assert.equal(writeChoices(none), '');
});

test('a fragment that someone made up is read without harm', () => {
  const ids = ['abcdefghij22', 'abcdefghij33', 'abcdefghij44', 'abcdefghij55', 'abcdefghij66', 'abcdefghij77'];
  assert.deepEqual(readChoices('#besoin=%3Cb%3E&commune=../..&quand=sam-nuit,sam-soir,sam-soir&compte=A B&fiche=court,<x>'), {
    ...none, when: ['sam-soir'],
  });
  assert.equal(readChoices(`#${writeBasket(ids)}`).basket.length, 5);
  assert.deepEqual(readChoices('#%'), none);
});

test('an answer that is not the expected one gives no venue and no error', () => {
  for (const answer of [null, 3, 'x', {}, { features: 4 }, { commune: { code: '26113' }, features: [] }]) {
    assert.equal(readSurroundings(answer), null);
  }
  const commune = { code: '26113', longitude: 5.37, latitude: 44.75 };
  const broken = { commune, features: [null, {}, { properties: { id: 'x' } }, { geometry: { coordinates: [1] }, properties: { id: 'x' } }] };
  assert.deepEqual(readSurroundings(broken)?.venues, []);
});

test('a venue of the API is read with its week in minutes and what it declares', () => {
  const properties = {
    id: 'abcdefghij27', nom: 'Essai', telephone: '+33475220606', code_postal: '26150', commune: 'Die', precision: 'commune',
    criteres: { gratuit: 'oui', pass: 'peut-être' }, duree_s: 600, duree_min_s: 500, duree_max_s: 800, methode: 'estimation', distance_m: 9000,
    semaine: [{ date: '2026-11-28', plages: [{ de: '09:00', a: '24:00' }, { de: 'x', a: '12:00' }] }, { date: 'demain' }],
  };
  const answer = { commune: { code: '26113', longitude: 5.37, latitude: 44.75 }, features: [{ geometry: { coordinates: [5.4, 44.7] }, properties }] };
  const [read] = readSurroundings(answer)?.venues ?? [];
  assert.deepEqual(read?.week, [day('2026-11-28', [[540, 1440]])]);
  assert.deepEqual(read?.judgements, { gratuit: 'oui' });
  assert.deepEqual([read?.seconds, read?.measured, read?.approximate], [[500, 600, 800], false, true]);
});

test('the arrows move inside the grid of half-days and stop at its edges', () => {
  assert.deepEqual(move('ArrowDown', 0, 1, 7, 3), [1, 1]);
  assert.deepEqual(move('ArrowDown', 6, 1, 7, 3), [6, 1]);
  assert.deepEqual(move('ArrowLeft', 2, 0, 7, 3), [2, 0]);
  assert.deepEqual(move('End', 2, 0, 7, 3), [2, 2]);
  assert.deepEqual(move('x', 2, 1, 7, 3), [2, 1]);
});
