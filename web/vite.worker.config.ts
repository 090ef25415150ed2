import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

// The service worker is built after the rest, alone: its scope is the whole site. It is told
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

// What is built alone, at an address that never changes.
const alone: Record<string, { source: string; file: string }> = {
  worker: { source: 'src/offline/worker.ts', file: 'service-worker.js' },
  stop: { source: 'src/offline/stop.ts', file: 'service-worker-stop.js' },
  integration: { source: 'src/integration/script.ts', file: 'integration.js' },
};
const wanted = process.env['PORTEE_WORKER'] ?? 'worker';
const built = alone[wanted];
if (!built) throw new Error(`nothing is built alone under the name ${wanted}`);

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
      input: { [wanted]: built.source },
      output: { format: 'iife', entryFileNames: built.file },
    },
  },
});
