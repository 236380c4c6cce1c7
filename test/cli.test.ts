import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { warnings } from '#app/commands/warnings.ts'
import { readConfig } from '#kernel/config/config.ts'
import { root } from '#kernel/config/root.ts'
import type { Community } from '#kernel/database/database.ts'
import { openMetrics, serveMetrics } from '#kernel/log/metrics.ts'

const program = path.join(root, 'bin/wellmet.mjs')
let folder: string
let environment: NodeJS.ProcessEnv

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wellmet-cli-'))
  environment = {
    ...process.env,
    WELLMET_DATA: path.join(folder, 'data'),
    PORT: '0',
    DATABASE_URL: '',
    SMTP_URL: '',
    LOG_LEVEL: 'warn',
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const wellmet = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: environment,
    timeout: 60_000,
  })
  return { status, said: stdout + stderr }
}

const serving = async (): Promise<{ child: ChildProcess; stop: () => Promise<number | null> }> => {
  const child = spawn(process.execPath, [program, 'serve'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    const listen = (data: unknown) => {
      said += String(data)
      if (said.includes('Wellmet answers')) resolve()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    ended.then(() => reject(new Error(said)))
  })
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { child, stop }
}

describe('the command line', () => {
  test('explains itself, each command too', () => {
    const { said } = wellmet('--help')
    expect(said).toContain('WELLMET_DATA')
    for (const command of ['demo', 'serve', 'work', 'community', 'migrate', 'import', 'doctor', 'steward', 'solve'])
      expect(said).toMatch(new RegExp(`^ {2}${command}\\b`, 'mu'))
    for (const command of ['community', 'import'])
      expect([command, wellmet(command, '--help').status]).toEqual([command, 0])
  }, 90_000)

  test('names every wrong setting at once, and starts nothing', () => {
    const { status, stderr } = spawnSync(process.execPath, [program, 'serve'], {
      encoding: 'utf8',
      env: { ...environment, PORT: 'x', SMTP_URL: 'y' },
    })
    expect([status, stderr.includes('PORT'), stderr.includes('SMTP_URL')]).toEqual([1, true, true])
    expect(existsSync(path.join(folder, 'data'))).toBe(false)
  })

  test('adds communities, and says what is wrong with one', () => {
    expect(wellmet('community', 'add', 'riverside', '--name', 'Riverside', '--zone', 'Europe/London').status).toBe(0)
    expect(wellmet('community', 'add', 'Bad Slug', '--name', 'X', '--zone', 'Nowhere').said).toMatch(
      /SLUG:[\s\S]*--zone:/u,
    )
    expect(wellmet('community', 'add', 'riverside', '--name', 'Again', '--zone', 'UTC').said).toContain('already')
    expect(wellmet('community', 'list').said).toMatch(/riverside\tRiverside\tEurope\/London/u)
  }, 90_000)

  test('short commands join the program that runs; a second one is refused by the first one’s pid', async () => {
    const running = await serving()
    const second = wellmet('serve')
    expect([second.status, second.said]).toEqual([1, expect.stringContaining(`process ${running.child.pid}`)])
    expect(wellmet('community', 'list').said).toContain('riverside')
    const examined = wellmet('doctor')
    expect(examined.said).toContain('data checksums are on')
    expect(examined.said).toContain('riverside: the record is whole')
    expect(examined.said).toContain('CAREFUL')
    expect(await running.stop()).toBe(0)
    expect(existsSync(path.join(folder, 'data/owner.json'))).toBe(false)
  }, 120_000)

  test('imports a folder, tells its defects, and changes nothing when only asked', () => {
    const given = path.join(folder, 'given')
    execFileSync('mkdir', ['-p', given])
    writeFileSync(
      path.join(given, 'organizations.csv'),
      'id,name,description\n0b6a3c7e-1111-4111-8111-111111111111,Riverside Kitchen,Meals for whoever comes\n',
    )
    writeFileSync(
      path.join(given, 'services.csv'),
      'id,organization_id,name,status\n0b6a3c7e-2222-4222-8222-222222222222,0b6a3c7e-1111-4111-8111-111111111111,Thursday lunch,active\n',
    )
    const report = path.join(folder, 'report.json')
    expect(wellmet('import', given, '--dry-run', '--report', report).status).toBe(0)
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ dryRun: true })
    expect(wellmet('import', given).said).toContain('Were new: 2')
    expect(wellmet('import', given).said).toContain('Were new: 0 · changed: 0')
    expect(wellmet('import', path.join(folder, 'nothing')).said).toContain('There is no file or folder')
  }, 120_000)

  test('makes somebody the first steward only if they are there', () => {
    const { status, said } = wellmet('steward', 'nobody@riverside.example')
    expect([status, said]).toEqual([1, expect.stringContaining('sign up first')])
  }, 60_000)
})

test('the matching library stands on its own: another program imports it by its name', () => {
  const script = `import { maximumWeightMatching } from 'wellmet/matching'; console.log(typeof maximumWeightMatching)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  expect([stdout.trim(), stderr]).toEqual(['function', ''])
})

const real = { slug: 'r', name: 'Real', zone: 'Europe/London', demo: false } as Community
const demo = { ...real, name: 'Demo', demo: true } as Community

describe('dangerous settings are pointed out', () => {
  test.each([
    ['open to the world without https', { HOST: '0.0.0.0' }, [demo], /https/u],
    [
      'behind a proxy that nobody named',
      { WELLMET_URL: 'https://x.example' },
      [demo],
      /WELLMET_TRUSTED_PROXIES is empty/u,
    ],
    ['trusting everybody', { WELLMET_TRUSTED_PROXIES: '0.0.0.0/0' }, [demo], /whole internet/u],
    ['mail that goes nowhere', {}, [real], /no SMTP_URL/u],
    ['a demo beside people', {}, [real, demo], /everybody knows/u],
    ['links that lead nowhere', {}, [real], /links in mail/u],
    ['crisis numbers that nobody rang', {}, [real], /crisis numbers/u],
    ['a country without crisis numbers', {}, [{ ...real, zone: 'Asia/Tokyo' }], /Asia\/Tokyo/u],
  ])('%s', (_, settings, communities, warning) => {
    expect(warnings(readConfig(settings as Record<string, string>), communities).join('\n')).toMatch(warning)
  })

  test('a demo on this machine has nothing to warn of', () => {
    expect(warnings(readConfig({}), [demo])).toEqual([])
  })
})

test('metrics count by route on a port of their own, and nothing else answers there', async () => {
  const metrics = openMetrics()
  metrics.answered('/find', 200, 0.01)
  metrics.answered('/sign-in', 429, 0.01)
  const stop = await serveMetrics(metrics, 39_117, '127.0.0.1')
  const text = await (await fetch('http://127.0.0.1:39117/metrics')).text()
  expect(text).toContain('wellmet_answer_seconds_count{route="/find",status="2xx"} 1')
  expect(text).toContain('wellmet_refused_total{route="/sign-in",status="429"} 1')
  expect((await fetch('http://127.0.0.1:39117/')).status).toBe(404)
  await stop()
})
