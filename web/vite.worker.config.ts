import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

// The service worker is built after the rest, alone, at an address that never changes: its scope is the whole site. It is told
// which files every page needs and which the page of orientation needs beside; the map is not among them.
interface Chunk {
  file: string;
  imports?: string[];
}
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8')) as Record<string, Chunk>;

function files(...sources: string[]): string[] {
  const found = new Set<string>();
  const follow = (source: string): void => {
    const chunk = manifest[source];
    if (!chunk) throw new Error(`the build has no ${source}`);
    found.add(`/${chunk.file}`);
    chunk.imports?.forEach(follow);
  };
  sources.forEach(follow);
  return [...found].sort();
}

const frame = files('src/site.ts', 'styles/site.css', 'images/icon.svg', 'fonts/atkinson-hyperlegible-400.woff2', 'fonts/atkinson-hyperlegible-700.woff2');
const orientation = files('src/orientation/element.ts', 'src/orientation/basket.ts', 'src/offline/keep.ts').filter((file) => !frame.includes(file));
const version = createHash('sha256').update([...frame, ...orientation].join()).digest('hex').slice(0, 12);
const source = process.env['PORTEE_WORKER'] ?? 'worker';

export default defineConfig({
  publicDir: false,
  define: {
    __FRAME__: JSON.stringify(frame),
    __ORIENTATION__: JSON.stringify(orientation),
    __VERSION__: JSON.stringify(version),
  },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: {
      input: { [source]: `src/offline/${source}.ts` },
      output: { format: 'iife', entryFileNames: source === 'worker' ? 'service-worker.js' : 'service-worker-stop.js' },
    },
  },
});
