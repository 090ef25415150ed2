import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailAddress, mailText, SMS_MOST, smsAddress, smsText } from '../src/orientation/message.js';
import { firstDays, fit, wall, weekday } from '../src/orientation/times.js';
import { nationalPhone } from '../src/orientation/words.js';

const slot = (from: number, until: number, doubt: string | null = null) => ({ from, until, doubt });
const monday = { date: '2026-11-23', holiday: null, slots: [slot(540, 720), slot(720, 780), slot(840, 1020)] };
const saturday = { date: '2026-11-28', holiday: null, slots: [slot(600, 740)] };
const week = [monday, saturday];
const at = (minutes: number, date = '2026-11-23') => ({ date, minutes });

test('the clock on the wall is that of the venue, on both sides of midnight and in summer', () => {
  assert.deepEqual(wall(new Date('2026-11-22T22:30:00Z'), 'Indian/Reunion'), { date: '2026-11-23', minutes: 150 });
  assert.deepEqual(wall(new Date('2026-11-22T22:30:00Z'), 'Europe/Paris'), { date: '2026-11-22', minutes: 1410 });
  assert.deepEqual(wall(new Date('2026-07-14T10:00:00Z'), 'Europe/Paris'), { date: '2026-07-14', minutes: 720 });
  assert.equal(weekday('2026-11-23'), 0);
  assert.equal(weekday('2026-11-29'), 6);
});

test('open now says until when, periods that touch taken together', () => {
  assert.deepEqual(fit(week, ['maintenant'], at(600)), { state: 'open', meetings: [], until: 780 });
  assert.deepEqual(fit(week, ['maintenant'], at(800)), { state: 'closed' });
});

test('one half-day of those chosen is enough, and only its hours are told', () => {
  const found = fit(week, ['dim-matin', 'sam-matin'], at(600));
  assert.deepEqual(found, {
    state: 'open',
    meetings: [{ date: '2026-11-28', weekday: 5, part: 'matin', slots: [slot(600, 720)] }],
    until: null,
  });
  // Twenty minutes after noon are no afternoon for someone who has to get there.
  assert.deepEqual(fit(week, ['sam-apres-midi'], at(600)), { state: 'closed' });
});

test('a half-day of today that is over stands for the next one, without a date', () => {
  const found = fit(week, ['lun-matin'], at(900));
  assert.equal(found.state, 'open');
  assert.equal(found.state === 'open' && found.meetings[0]?.date, null);
});

test('a public holiday is a doubt, never an opening', () => {
  const holiday = [{ date: '2026-12-25', holiday: 'Noël', slots: [slot(540, 720, 'jour-ferie')] }];
  const found = fit(holiday, ['ven-matin'], at(600));
  assert.equal(found.state === 'unsure' && found.doubt, 'jour-ferie');
  const now = fit(holiday, ['maintenant'], at(600, '2026-12-25'));
  assert.equal(now.state === 'unsure' && now.doubt, 'jour-ferie');
});

test('hours that are not known stay unknown, and old ones are a doubt', () => {
  assert.deepEqual(fit(null, ['sam-matin'], at(600)), { state: 'unknown' });
  assert.deepEqual(fit([], ['maintenant'], at(600)), { state: 'unknown' });
  const later = fit(week, ['sam-matin'], at(600, '2026-12-20'));
  assert.equal(later.state === 'unsure' && later.doubt, 'ancien');
  const today = fit(week, ['maintenant'], at(600, '2026-12-20'));
  assert.equal(today.state === 'unsure' && today.doubt, 'ancien');
});

test('without free time the sheet has the first days on which it is open', () => {
  assert.deepEqual(firstDays(week, at(600), 2).map(({ date }) => date), ['2026-11-23', '2026-11-28']);
  assert.deepEqual(firstDays(week, at(1100), 2).map(({ date }) => date), ['2026-11-28']);
});

const place = { name: 'Maison France Services de la vallée de la Drôme et du Diois '.repeat(2).trim(), phone: '04 75 22 06 06', town: 'Saint-Julien-en-Quint', address: '1 rue', hours: 'lundi' };

test('a text message has every phone and at most 480 characters, whatever the names', () => {
  for (const count of [1, 2, 3, 4, 5]) {
    const text = smsText(Array.from({ length: count }, () => place), 'Lieux d’aide près de chez vous');
    assert.ok(text.length <= SMS_MOST, `${count}: ${text.length}`);
    assert.equal(text.split('04 75 22 06 06').length - 1, count);
    assert.equal(text.split('Saint-Julien-en-Quint').length - 1, count);
  }
});

test('messages survive their way through an address', () => {
  const text = 'A & B ?\nété 100 % #1';
  assert.equal(decodeURIComponent(smsAddress(text).split('?body=')[1] ?? ''), text);
  const address = new URL(mailAddress('À & vous', text));
  assert.equal(address.searchParams.get('subject'), 'À & vous');
  assert.equal(address.searchParams.get('body'), text.replaceAll('\n', '\r\n'));
  assert.match(mailText([place], 'Titre', 'https://exemple.test/orientation#fiche=x', 'Pied'), /Titre\n\nMaison[^]*#fiche=x\n\nPied$/);
});

test('a French number is written as people read it, another as it is', () => {
  assert.equal(nationalPhone('+33475220606').replaceAll('\u00a0', ' '), '04 75 22 06 06');
  assert.equal(nationalPhone('+687281234'), '+687281234');
});
