import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,modules,platform,kernel,site,e2e,scripts,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['platform/testing/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
