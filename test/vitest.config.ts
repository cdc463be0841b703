import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** One configuration for all tests. `npm test` runs everything; `npm test -- NAME` what matches. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['parsers/**/*.test.ts', 'main/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'fixtures/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/support/runFolder.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more workers only queue, and the browser tests need one of them.
    maxWorkers: 2,
  },
})
