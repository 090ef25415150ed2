import { defineConfig } from 'vite';

// The server embeds `dist/`: hashed files under `ressources/`, and the manifest that says which is which.
export default defineConfig({
  publicDir: false,
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    assetsDir: 'ressources',
    manifest: true,
    // The content security policy allows no inlined file, so none is.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: ['src/site.ts', 'src/integration/frame.ts', 'styles/site.css'] },
  },
});
