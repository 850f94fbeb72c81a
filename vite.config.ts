import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contractPlugin } from './platform/web/api/contract-plugin.ts'
import { precompress } from './platform/web/build/precompress.ts'
import { dropUnusedStyles } from './platform/web/build/unused-styles.ts'

const server = process.env.LIDOSKOP_SERVER ?? 'http://127.0.0.1:4310'

/** `vite` serves the screens while they are being made and passes everything else to a running server. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'app/web/public',
  plugins: [
    react(),
    contractPlugin(resolve(import.meta.dirname, 'app/contract.ts')),
    dropUnusedStyles(['app/web', 'platform/web', 'modules']),
    precompress(),
  ],
  build: {
    ...{ outDir: 'dist/web', emptyOutDir: true, target: 'es2022', manifest: true, chunkSizeWarningLimit: 700 },
    // What a dozen screens share is one file: split further, the first screen asks for a hundred, and each compresses by itself.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'kit', test: /platform\/web|node_modules/, minShareCount: 12 },
            // The shell gives cards their parts: beside the card itself it would load the whole card on every first visit.
            { name: 'card-parts', test: /interactions\/web\/card\/card-parts\.tsx$/ },
          ],
        },
      },
    },
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  // The address stays the browser's own: the server checks where a change comes from.
  server: {
    proxy: Object.fromEntries(
      ['/api', '/live', '/openapi.json', '/docs'].map((path) => [path, { target: server, changeOrigin: false }]),
    ),
  },
})
