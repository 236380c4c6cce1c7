// `npm test`: one list of checks, the same on a laptop and in CI. `npm test -- NAME …` runs only those named.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureChromium } from './browser.mjs'
import { ensureInstalled, programEnvironment, programNode, root } from './install.mjs'

ensureInstalled()
const node = programNode()
const scratch = mkdtempSync(path.join(tmpdir(), 'wellmet-test-'))
const environment = programEnvironment(node)

const tool = (name, ...args) => ({ command: path.join(root, 'node_modules/.bin', name), args })
// Much of a test is waiting (for a database, a browser, a letter), so there are more at work than processors.
const vitest = (project, workers) =>
  tool(
    'vitest',
    'run',
    '--project',
    project,
    `--maxWorkers=${workers}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path.join(scratch, `${project}.json`)}`,
  )

const checks = {
  build: { command: node, args: ['scripts/build.mjs'], about: 'the program and its assets' },
  types: { ...tool('tsc', '-p', '.'), about: 'TypeScript' },
  lint: { ...tool('biome', 'ci', '--error-on-warnings', '.'), about: 'format and lint' },
  rules: { command: node, args: ['scripts/rules.mjs'], about: 'storeys, ladder and faces' },
  pure: { ...vitest('pure', 2), about: 'what needs nothing', counts: true },
  town: { ...vitest('town', 3), about: 'on a real PostgreSQL', counts: true, needsAssets: true },
  browser: { ...vitest('browser', 3), about: 'in a real browser', counts: true, needsAssets: true, needsBrowser: true },
}

const reportOf = (name) => {
  try {
    return JSON.parse(readFileSync(path.join(scratch, `${name}.json`), 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, testResults: [] }
  }
}

/** One block of text for each test, or each file that could not be read, that failed. */
const failuresOf = (name, { testResults }) =>
  testResults.flatMap((file) => {
    const where = `${name} ${path.relative(root, file.name)}`
    const failed = file.assertionResults.filter((one) => one.status === 'failed')
    if (failed.length === 0) return file.status === 'failed' ? [`${where}\n${file.message}`] : []
    return failed.map((one) => `${where} › ${one.fullName}\n${one.failureMessages.join('\n')}`)
  })

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !checks[name])
if (unknown.length) {
  console.error(`No check «${unknown.join(', ')}». There are: ${Object.keys(checks).join(', ')}`)
  process.exit(1)
}

const isWanted = (name) =>
  !wanted.length || wanted.includes(name) || (name === 'build' && wanted.some((one) => checks[one].needsAssets))

const total = { passed: 0, failed: 0, skipped: 0 }
const broken = []
const failures = []
for (const [name, check] of Object.entries(checks)) {
  if (!isWanted(name)) continue
  console.log(`\n── ${name}: ${check.about}`)
  const started = Date.now()
  const extra = check.needsBrowser ? { CHROMIUM_PATH: ensureChromium() } : {}
  const { status } = spawnSync(check.command, check.args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...environment, ...extra },
  })
  console.log(`── ${name}: ${status === 0 ? 'well' : 'NOT WELL'} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (status !== 0) broken.push(name)
  if (!check.counts) continue
  const report = reportOf(name)
  total.passed += report.numPassedTests
  total.failed += report.numFailedTests
  total.skipped += report.numPendingTests
  failures.push(...failuresOf(name, report))
}
rmSync(scratch, { recursive: true, force: true })
// Said once more at the end: whoever keeps only the last page of a long log still reads what went wrong.
for (const failure of failures) console.log(`\n✗ ${failure}`)
console.log(broken.length ? `\nNot well: ${broken.join(', ')}` : '\nAll checks are well.')
console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(broken.length ? 1 : 0)
