// The page where a mairie configures the list: the preview and the code follow the choices, and the code is copied by a button.
const form = document.querySelector<HTMLFormElement>('form[data-integration]');
const result = document.querySelector<HTMLElement>('[data-resultat]');
const status = document.querySelector<HTMLElement>('[data-etat]');

function say(word: 'fait' | 'copie'): void {
  if (status) status.textContent = status.dataset[word] ?? '';
}

/** Shows the buttons that copy, and makes them do so. */
function offerCopies(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLElement>('[data-copier]')) {
    const code = document.getElementById(button.dataset['copier'] ?? '');
    if (!(code instanceof HTMLTextAreaElement)) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      code.select();
      void copy(code).then((done) => done && say('copie'));
    });
  }
}

/** Whether it was copied. Without a secure context there is no clipboard: the text stays selected, ready for the keyboard. */
async function copy(code: HTMLTextAreaElement): Promise<boolean> {
  if (!window.isSecureContext) return false;
  await navigator.clipboard.writeText(code.value);
  return true;
}

/** Only the last of several quick choices is shown. */
let asked = 0;

async function follow(choices: HTMLFormElement, shown: HTMLElement): Promise<void> {
  const turn = (asked += 1);
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(choices)) if (typeof value === 'string') query.set(name, value);
  const answer = await fetch(`${choices.getAttribute('action')}?${query}`);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const next = page.querySelector('[data-resultat]');
  if (turn !== asked || !answer.ok || !next) return;
  shown.replaceChildren(...next.childNodes);
  offerCopies(shown);
  say('fait');
}

if (form && result) {
  offerCopies(result);
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement) void follow(form, result);
  });
}

export {};
