import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const pure = [
  'src/matching/**/*.test.ts',
  'src/**/rules.test.ts',
  'src/kernel/{text,time,geo,messages,config,mail,paper}/**/*.test.ts',
  'src/ui/**/*.test.tsx',
]

/** What takes longest begins first, so that nobody waits at the end for one file alone. */
const longest = [
  'test/browser/pages.test.ts',
  'test/registry.test.ts',
  'test/canary.test.ts',
  'directory/questions.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(longest.some((one) => moduleId.endsWith(one)))
    return (await super.sort(files)).sort((a, b) => isLong(b) - isLong(a))
  }
}

/** Three projects: `pure` needs nothing, `town` starts one PostgreSQL for all its files, `browser` adds a real Chromium. */
export default defineConfig({
  test: {
    // A worker keeps what it has read from file to file; no test changes a module's own state.
    isolate: false,
    sequence: { sequencer: LongestFirst },
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
