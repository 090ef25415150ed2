// What other sites include: puts our list where this script stands, in a frame of its own. Nothing of ours runs in their page but
// these lines, which read their own attributes and set the height of that frame. No cookie, nothing counted. Where the script is
// blocked, the link written before it remains.
const script = document.currentScript;
const LOWEST = 120;
const HIGHEST = 6000;
/** In the words of the server: what each attribute is called in the frame's address. */
const NAMES = ['territoire', 'besoin', 'nombre'];
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-top-navigation-by-user-activation';

function insert(before: HTMLScriptElement): void {
  const { origin } = new URL(before.src);
  const { langue = 'fr', hauteur, titre = 'Lieux d’aide' } = before.dataset;
  const prefix = /^[a-z]{2}$/.test(langue) && langue !== 'fr' ? `/${langue}` : '';
  const address = new URL(`${prefix}/integration/cadre`, origin);
  for (const name of NAMES) {
    const value = before.dataset[name];
    if (value) address.searchParams.set(name, value);
  }
  const fixed = Number.parseInt(hauteur ?? '', 10);
  const frame = document.createElement('iframe');
  frame.title = titre;
  frame.setAttribute('sandbox', SANDBOX);
  frame.referrerPolicy = 'no-referrer';
  // By properties, not by an attribute: the page around may forbid inline styles.
  frame.style.width = '100%';
  frame.style.border = '0';
  frame.style.height = `${clamped(fixed || 600)}px`;
  if (!fixed) {
    addEventListener('message', ({ origin: from, source, data }: MessageEvent<unknown>) => {
      if (from !== origin || source !== frame.contentWindow) return;
      const height = (data as { porteeHauteur?: unknown } | null)?.porteeHauteur;
      if (typeof height === 'number' && Number.isFinite(height)) frame.style.height = `${clamped(height)}px`;
    });
  }
  frame.src = address.href;
  before.before(frame);
}

function clamped(height: number): number {
  return Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(height)));
}

if (script instanceof HTMLScriptElement && script.src) insert(script);

export {};
