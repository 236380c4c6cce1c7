import { defineConfig } from 'vitest/config'

const pure = [
  'src/matching/**/*.test.ts',
  'src/**/rules.test.ts',
  'src/kernel/{text,time,geo,messages,config,mail,paper}/**/*.test.ts',
  'src/ui/**/*.test.tsx',
]

/** Three projects: `pure` needs nothing, `town` starts one PostgreSQL for all its files, `browser` adds a real Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: { name: 'pure', include: pure, testTimeout: 60_000 },
      },
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'town',
          include: ['src/**/*.test.{ts,tsx}', 'test/*.test.{ts,tsx}'],
          exclude: [...pure, '**/node_modules/**'],
          globalSetup: ['test/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          globalSetup: ['test/postgres.ts', 'test/browser/template.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
