// The agent's door: need, place, free time and wishes, a list that explains itself, a sheet on one page. By keyboard, without a
// script, without a network; and nothing of the choices ever leaves the browser.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { close, picture, site, visit } from './browser.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = require('axe-core');

after(close);

const die = '26113';
const choices = `#besoin=demarche&commune=${die}&quand=sam-matin&compte=gratuit`;

/** The page with some choices made, its list shown. */
async function open(page, fragment = choices, path = '/orientation') {
  await page.goto(`${site}${path}${fragment}`);
  await page.locator('[data-liste] > li').first().waitFor();
}

/** Puts the first `count` places of the list on the sheet. */
async function fill(page, count) {
  for (let place = 0; place < count; place += 1) {
    await page.locator('[data-liste] button[data-fiche]').nth(place).click();
  }
  await page.locator('.handout .qr').waitFor({ state: 'attached' });
}

const plain = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const pages = (pdf) => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page[^s]/g)].length;

test('by keyboard alone, from an empty page to a printed sheet in fewer than forty presses, and nothing of the choices is sent', () =>
  visit(async (page) => {
    const sent = [];
    page.on('request', (request) => sent.push(`${request.method()} ${request.url().split('#')[0]} ${request.postData() ?? ''}`));
    await page.addInitScript(() => {
      globalThis.printed = 0;
      globalThis.print = () => (globalThis.printed += 1);
    });
    await page.goto(`${site}/orientation`);
    await page.locator('portee-orientation [data-quand="sam-matin"]').waitFor();
    let presses = 0;
    const press = async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
      presses += keys.length;
    };
    const focused = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160) ?? '');
    await press('Tab', 'Enter', 'Tab', 'ArrowDown');
    assert.match(await focused(), /data-besoin="demarche"/);
    await press('Tab', 'd', 'i', 'e');
    await page.getByRole('option', { name: /^Die \(26150\)/ }).waitFor();
    await press('ArrowDown', 'Enter');
    await page.locator('[data-liste] > li').first().waitFor();
    await press('Tab', 'Tab', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Space');
    assert.match(await focused(), /data-quand="sam-matin"/);
    await press('Tab', 'Space');
    assert.match(await focused(), /data-souhait="gratuit"/);
    await press('Enter');
    assert.match(await focused(), /id="t-resultats"/);
    await press('Tab', 'Tab');
    const first = page.locator('[data-liste] > li').first();
    const name = await first.getByRole('heading').innerText();
    for (let guard = 0; guard < 4 && !/data-fiche=/.test(await focused()); guard += 1) await press('Tab');
    await press('Enter', 'Tab', 'Enter');
    await page.waitForFunction(() => document.activeElement?.id === 't-fiche');
    await press('Tab', 'Enter');
    assert.equal(await page.evaluate(() => globalThis.printed), 1);
    assert.ok(presses < 40, `${presses} presses`);
    assert.equal(await page.locator('.handout-place h3').textContent(), name);
    assert.match(new URL(page.url()).hash, /^#besoin=demarche&commune=26113&quand=sam-matin&compte=gratuit&fiche=[a-z2-7]{12}$/);
    // The town as typed and its code, and nothing else that was chosen.
    const words = sent.join('\n');
    for (const secret of ['demarche', 'sam', 'gratuit', 'fiche', 'quand', 'compte', 'POST']) assert.ok(!words.includes(secret), `${secret}\n${words}`);
    assert.ok(words.includes(`/api/v1/communes/${die}/lieux`));
    await picture(page, 'orientation');
  }));

test('every place says why it is where it is and what is not known; the order is told by a live region', () =>
  visit(async (page) => {
    await open(page);
    const whys = await page.locator('[data-liste] .why').allInnerTexts();
    assert.equal(whys.length, 10);
    for (const why of whys) assert.match(plain(why), /^Pourquoi ici : à (environ )?\d/);
    assert.match(plain(await page.locator('[data-annonce]').innerText()), /^\d+ lieux\. Le premier est à (environ )?\d+ min en voiture\.$/);
    const before = await page.locator('[data-liste] h3').allInnerTexts();
    await page.getByLabel('Elle ne parle pas français').check();
    await page.getByText(/parle d’autres langues|langues parlées inconnues/).first().waitFor();
    assert.match(new URL(page.url()).hash, /compte=gratuit,langue/);
    await page.getByLabel('Elle ne parle pas français').uncheck();
    assert.deepEqual(await page.locator('[data-liste] h3').allInnerTexts(), before, 'the same choices give the same order');
  }));

test('the combobox, the live region and the list are what assistive technology expects', () =>
  visit(async (page) => {
    await page.goto(`${site}/orientation`);
    await page.locator('[data-quand="sam-matin"]').waitFor();
    await page.getByRole('combobox', { name: 'Où est la personne ?' }).pressSequentially('die');
    await page.getByRole('option', { name: /^Die/ }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    const box = plain(await page.locator('portee-commune').ariaSnapshot());
    assert.match(box, /combobox "Où est la personne \?" \[expanded\]/);
    assert.match(box, /listbox "Communes proposées":\n\s*- option "Die \(26150\)" \[selected\]/);
    await page.keyboard.press('Enter');
    await page.locator('[data-liste] > li').first().waitFor();
    const answer = plain(await page.locator('.orientation-answer').ariaSnapshot());
    assert.match(answer, /- status: \d+ lieux\. Le premier est à/);
    assert.match(answer, /- 'region "Lieux proposés : Die \(26150\)"':/);
    assert.match(answer, /- list:\n\s*- listitem:\n\s*- heading .* \[level=3\]/);
    assert.match(answer, /- 'button "Ajouter à la fiche : [^"]+"'/);
  }));

for (const [format, options] of [
  ['as its style says', { preferCSSPageSize: true }],
  ['as a printer is usually set', { format: 'A4' }],
]) {
  for (const count of [1, 2, 3, 4, 5]) {
    test(`the sheet is one A4 page with ${count} places, ${format}, and its phones have 18 points or more`, () =>
      visit(async (page) => {
        await open(page, `#commune=${die}&quand=lun-matin,mar-matin,mer-apres-midi,sam-matin`);
        await fill(page, count);
        await page.emulateMedia({ media: 'print' });
        const sheet = page.locator('.handout');
        assert.equal(await sheet.locator('.handout-place').count(), count);
        assert.ok(!(await page.locator('header').isVisible()) && !(await page.locator('form[data-choix]').isVisible()));
        for (const phone of await sheet.locator('.handout-phone').all()) {
          const points = await phone.evaluate((node) => (parseFloat(getComputedStyle(node).fontSize) * 72) / 96);
          assert.ok(points >= 18, `${points} points`);
        }
        assert.equal(await page.locator('canvas').count(), 0, 'no map');
        const pdf = await page.pdf(options);
        assert.equal(pages(pdf), 1);
        await page.setViewportSize({ width: 703, height: 1032 });
        await picture(page, `fiche-${count}`);
      }));
  }
}

test('five places with the longest words that there are stay on one page', () =>
  visit(async (page) => {
    await page.route('**/api/v1/communes/*/lieux', async (route) => {
      const answer = await (await route.fetch()).json();
      for (const { properties } of answer.features) {
        properties.nom = 'Maison France Services intercommunale de la vallée et des plateaux, antenne du numérique et des familles '.repeat(2);
        properties.adresse = 'Ancienne école de garçons, 1234 avenue du Maréchal-de-Lattre-de-Tassigny, rez-de-chaussée du bâtiment annexe';
        properties.commune = 'Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson';
        properties.semaine = Array.from({ length: 7 }, (_, day) => ({
          date: new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10),
          jour_ferie: 'victoire de 1945',
          plages: ['08:00', '10:30', '14:15'].map((de, at) => ({ de, a: ['09:45', '11:45', '18:30'][at], doute: 'jour-ferie' })),
        }));
      }
      await route.fulfill({ json: answer });
    });
    for (const [count, path] of [[5, '/orientation'], [3, '/orientation'], [4, '/en/orientation'], [5, '/en/orientation']]) {
      await page.goto('about:blank');
      await open(page, `#commune=${die}&quand=lun-matin,mar-matin,mer-matin,jeu-apres-midi`, path);
      await fill(page, count);
      assert.equal(pages(await page.pdf({ format: 'A4' })), 1, `${count} ${path}`);
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 703, height: 1032 });
      await picture(page, `fiche-longue-${count}${path.length > 12 ? '-en' : ''}`);
      await page.emulateMedia({ media: null });
    }
  }, { serviceWorkers: 'block' }));

test('the sheet says hours, directions and lines to write on, and goes by text message, e-mail and QR code', () =>
  visit(async (page) => {
    await open(page);
    await fill(page, 2);
    const text = plain(await page.locator('.handout').textContent());
    assert.match(text, /Nom :/);
    assert.match(text, /Rendez-vous le\s*à/);
    assert.match(text, /01 70 772 372/);
    assert.match(text, /min en voiture, à (\d[^\n]* |côté )de la mairie de \p{L}/u);
    const sms = await page.locator('a[data-sms]').getAttribute('href');
    const body = decodeURIComponent(sms.replace('sms:?body=', ''));
    assert.ok(body.length <= 480 && body.split('\n').length === 3, body);
    const mail = new URL(await page.locator('a[data-courriel]').getAttribute('href'));
    assert.match(mail.searchParams.get('body'), /\/orientation#fiche=[a-z2-7]{12},[a-z2-7]{12}/);
    const link = await page.locator('a[data-lien]').getAttribute('href');
    assert.match(link, /\/orientation#fiche=[a-z2-7]{12},[a-z2-7]{12}$/, 'the list alone, none of the choices');
  }));

test('the sheet takes five places and says so when it is full', () =>
  visit(async (page) => {
    await open(page);
    await fill(page, 5);
    await page.locator('[data-liste] button[data-fiche]').nth(5).click();
    assert.match(plain(await page.locator('[data-annonce]').innerText()), /La fiche est pleine : 5 lieux au plus/);
    await page.getByRole('button', { name: 'Retirer tous les lieux' }).click();
    assert.equal(await page.locator('.handout').getAttribute('hidden'), '');
  }));

test('a link to a sheet opens the same places, and says plainly what was withdrawn', async () => {
  let link = '';
  await visit(async (page) => {
    await open(page);
    await fill(page, 2);
    link = await page.locator('a[data-lien]').getAttribute('href');
  });
  const opened = visit(async (page) => {
    await page.goto(`${link},aaaaaaaaaaaa`);
    await page.locator('[data-liste-fiche] > li').nth(1).waitFor();
    assert.match(plain(await page.locator('[data-retires]').innerText()), /1 lieu de cette liste n’est plus dans l’annuaire/);
    assert.ok(await page.locator('[data-liste-fiche] a[data-telephone]').first().isVisible());
  });
  // The browser writes a line of its own about the place that is no more.
  await assert.rejects(opened, (error) => Array.isArray(error.actual) && error.actual.every((line) => /status of 4(04|10)/.test(line)));
});

test('without a script the same form leads to the search, and says where the choices go', () =>
  visit(
    async (page) => {
      await page.goto(`${site}/orientation`);
      assert.match(plain(await page.locator('main').innerText()), /vos choix s’écrivent dans l’adresse/);
      assert.equal(await page.locator('table.half-days').isVisible(), false);
      for (const control of await page.locator('main button:visible').all()) assert.equal(await control.getAttribute('type'), 'submit');
      await page.getByRole('radio', { name: /Faire une démarche/ }).check();
      await page.getByLabel('Où est la personne ?').fill('die');
      await page.getByLabel('C’est gratuit').check();
      await page.getByLabel('Quand est-elle libre ?').selectOption({ label: 'Samedi' });
      await page.getByRole('button', { name: 'Voir les lieux' }).click();
      await page.waitForURL(/\/recherche\?/);
      const asked = new URL(page.url()).searchParams;
      assert.deepEqual([asked.get('besoin'), asked.get('frais_a_charge'), asked.get('ouvert')], ['demarche', 'Gratuit', 'samedi']);
      await page.getByRole('heading', { level: 1, name: /Die/ }).waitFor();
    },
    { javaScriptEnabled: false },
  ));

test('without a network a département that was kept ranks, prints, and says how old it is', () =>
  visit(async (page, context) => {
    await open(page, `#commune=${die}`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.getByRole('button', { name: 'Garder ce département hors ligne' }).click();
    await page.getByText('Cette page marche maintenant sans réseau.').waitFor();
    await page.getByText(/Drôme : \d+ lieux, vus le/).waitFor();
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await context.setOffline(true);
    await page.goto('about:blank');
    await page.goto(`${site}/orientation#commune=26362`);
    await page.locator('[data-liste] > li').first().waitFor();
    assert.match(plain(await page.locator('#vu').innerText()), /^Pas de réseau : page vue le \d/);
    assert.match(plain(await page.locator('[data-vu]').innerText()), /^Pas de réseau : lieux vus le \d.* à \d/);
    assert.match(plain(await page.locator('[data-liste] .why').first().innerText()), /à vol d’oiseau/);
    await page.getByRole('combobox').fill('');
    await page.getByRole('combobox').pressSequentially('26150');
    await page.getByRole('option', { name: /^Die/ }).click();
    await page.getByRole('heading', { name: /Die \(26150\)/ }).waitFor();
    await fill(page, 5);
    await page.emulateMedia({ media: 'print' });
    assert.equal(pages(await page.pdf({ preferCSSPageSize: true })), 1);
    await picture(page, 'fiche-hors-ligne');
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
      return all.flat();
    });
    assert.ok(!kept.some((url) => /lat=|lon=|besoin|fiche/.test(url)), kept.join('\n'));
    assert.deepEqual(faults, []);
    await context.setOffline(false);
  }));

test('what a visitor found around a position is never kept on the device', () =>
  visit(
    async (page) => {
      await page.goto(`${site}/recherche?commune=${die}`);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await page.goto(`${site}/`);
      await page.getByRole('button', { name: 'Me localiser' }).click();
      await page.getByRole('heading', { name: 'Lieux d’aide près de vous' }).waitFor();
      const kept = await page.evaluate(async () => {
        const pages = await caches.open((await caches.keys()).find((name) => name.startsWith('pages-')));
        const texts = await Promise.all((await pages.keys()).map(async (key) => `${key.url}\n${await (await pages.match(key)).text()}`));
        return texts.join('\n');
      });
      assert.ok(kept.includes(`commune=${die}`));
      assert.ok(!kept.includes('44.7534') && !kept.includes('44.753"'), 'no position');
    },
    { permissions: ['geolocation'], geolocation: { latitude: 44.7534123, longitude: 5.3701234 } },
  ));

test('everything kept can be erased from the device', () =>
  visit(async (page) => {
    await open(page, `#commune=${die}`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.getByRole('button', { name: 'Garder ce département hors ligne' }).click();
    await page.getByText(/Drôme : \d+ lieux/).waitFor();
    await page.getByRole('button', { name: 'Tout effacer de cet appareil' }).click();
    await page.getByText('C’est effacé de cet appareil.').waitFor();
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  }));

test('the tools of helpers have their sources, and a département its hub', () =>
  visit(async (page) => {
    await page.goto(`${site}/outils`);
    assert.ok((await page.getByText(/^Source\s: /).count()) >= 5);
    await page.getByLabel('Votre département', { exact: true }).selectOption('26');
    await page.getByRole('button', { name: 'Choisir' }).click();
    await page.waitForURL(/departement=26/);
    await page.getByRole('heading', { name: 'Hinaura' }).waitFor();
    await picture(page, 'outils');
  }));

test('the page weighs 60 kB at most before anything is chosen', () =>
  visit(async (page, context) => {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${site}/orientation`);
    await page.waitForLoadState('networkidle');
    assert.ok(bytes > 10_000 && bytes <= 60_000, `${bytes} bytes`);
  }));

/** What axe finds, its best practices and the contrast of 7:1 included. */
async function findings(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => globalThis.axe.run(document, { rules: { 'color-contrast-enhanced': { enabled: true } } }));
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

const states = {
  empty: (page) => page.goto(`${site}/orientation`),
  results: (page) => open(page),
  basket: (page) => open(page).then(() => fill(page, 3)),
  print: (page) =>
    open(page)
      .then(() => fill(page, 5))
      .then(() => page.emulateMedia({ media: 'print' })),
  english: (page) => open(page, choices, '/en/orientation').then(() => fill(page, 2)),
  tools: (page) => page.goto(`${site}/outils?departement=26`),
};

for (const [state, prepare] of Object.entries(states)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on the page of orientation: ${state} (${colorScheme})`, () =>
      visit(
        async (page) => {
          await prepare(page);
          assert.deepEqual(await findings(page), []);
        },
        { colorScheme, reducedMotion: 'reduce' },
      ));
  }
  test(`the page of orientation fits a screen 320 pixels wide, with targets of 44 pixels: ${state}`, () =>
    visit(
      async (page) => {
        await prepare(page);
        assert.deepEqual(await findings(page), []);
        if (state === 'print') return;
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `${width} pixels`);
        const small = await page.evaluate(() =>
          [...document.querySelectorAll('main :is(button, select, summary, .button, .choice, .half-day, .phone, .venue-name a, input:not([type=hidden]))')]
            .filter((node) => node.checkVisibility() && !node.matches('.choice input, .half-day input, .visually-hidden'))
            .filter((node) => Math.min(node.getBoundingClientRect().height, node.getBoundingClientRect().width) < 43.5)
            .map((node) => node.outerHTML.slice(0, 90)),
        );
        assert.deepEqual(small, []);
        await picture(page, `orientation-${state}-320`);
      },
      { viewport: { width: 320, height: 640 } },
    ));
}
