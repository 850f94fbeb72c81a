import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,modules,platform,kernel,site,e2e,scripts,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['platform/testing/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for comes as soon as it comes: the limit is for a machine that has other things to do as well.
    expect: { poll: { timeout: 30_000, interval: 50 } },
    pool: 'forks',
    maxWorkers: 2,
  },
})
