import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { firstViewBudget } from './scripts/first-view.ts';

/** Where `npm run dev` finds the server. */
const SERVER = process.env.RADAR_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), firstViewBudget()],
  build: {
    target: 'es2023',
    outDir: 'target/classes/META-INF/resources',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // The page's Content-Security-Policy allows nothing inline, data: addresses included.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': SERVER, '/detector': SERVER, '/ws': { target: SERVER, ws: true } } },
  test: { include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'], env: { TZ: 'UTC' } },
});
