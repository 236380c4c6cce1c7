// `npm run screenshots`: starts the demo on a data folder of its own and takes the pictures of the documents.
// `npm run screenshots -- FOLDER [PATH …]` takes every page named (or the usual ones) at 360, 768 and 1280 pixels, light, dark and in Arabic.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureChromium } from './browser.mjs'
import { ensureInstalled, programEnvironment, programNode, root } from './install.mjs'

ensureInstalled()
const executablePath = ensureChromium()
const node = programNode()
const [folder, ...paths] = process.argv.slice(2)
const dataFolder = process.env.SCREENSHOT_DATA ?? mkdtempSync(path.join(tmpdir(), 'wellmet-pictures-'))
const port = 3900 + (process.pid % 90)
const address = `http://localhost:${port}`

const started = () =>
  new Promise((resolve, reject) => {
    const program = spawn(node, [path.join(root, 'bin/wellmet.mjs'), 'demo'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: programEnvironment(node, {
        PORT: String(port),
        WELLMET_DATA: dataFolder,
        WELLMET_REQUESTS_PER_MINUTE: '100000',
      }),
    })
    program.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)))
    program.stdout.on('data', (text) => String(text).includes('answers at') && resolve(program))
  })

const usual = [
  '/',
  '/find?q=food&near=M33',
  '/find?q=zzzz',
  '/whats-on',
  '/join-in',
  '/about',
  '/about/data',
  '/help-now',
  '/sign-in',
  '/sign-up',
  '/api',
  '/styleguide',
  '/no-such-page',
]

const firstOf = async (kind) => {
  const { items } = await (await fetch(`${address}/api/find?kind=${kind}&near=M33&limit=1`)).json()
  return items[0]?.path ?? '/'
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const shoot = async (browser, { at, file, ...options }) => {
  const context = await browser.newContext({ deviceScaleFactor: 1, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(`${address}${at}`, { waitUntil: 'networkidle' })
  await page.screenshot({ path: file, fullPage: options.fullPage ?? true })
  await context.close()
}

const documents = async (browser) => {
  const out = path.join(root, 'docs/pictures')
  mkdirSync(out, { recursive: true })
  const viewport = { width: 1280, height: 900 }
  await shoot(browser, { at: '/', file: path.join(out, 'home.png'), viewport, fullPage: false })
  await shoot(browser, { at: '/find?q=food&near=M33', file: path.join(out, 'find.png'), viewport, fullPage: false })
  await shoot(browser, { at: await firstOf('service'), file: path.join(out, 'service.png'), viewport, fullPage: false })
  await shoot(browser, {
    at: '/find?q=food&near=M33',
    file: path.join(out, 'find-phone.png'),
    viewport: { width: 360, height: 740 },
    fullPage: false,
  })
}

const everything = async (browser) => {
  mkdirSync(folder, { recursive: true })
  const pages = paths.length
    ? paths
    : [...usual, await firstOf('service'), await firstOf('place'), await firstOf('organisation')]
  for (const at of pages) {
    const name =
      at
        .replace(/[0-9a-f-]{30,}/, 'one')
        .replace(/\W+/g, '-')
        .replace(/^-|-$/g, '') || 'home'
    for (const width of [360, 768, 1280]) {
      await shoot(browser, { at, file: path.join(folder, `${name}-${width}.png`), viewport: { width, height: 800 } })
    }
    await shoot(browser, {
      at,
      file: path.join(folder, `${name}-dark.png`),
      viewport: { width: 1280, height: 800 },
      colorScheme: 'dark',
    })
    const arabic = `${at}${at.includes('?') ? '&' : '?'}lang=ar`
    await shoot(browser, {
      at: arabic,
      file: path.join(folder, `${name}-ar.png`),
      viewport: { width: 768, height: 800 },
    })
    console.log(name)
  }
}

const program = await started()
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath, args })
try {
  await (folder ? everything(browser) : documents(browser))
} finally {
  await browser.close()
  program.removeAllListeners('exit')
  program.kill('SIGTERM')
  await new Promise((resolve) => program.once('exit', resolve))
  if (!process.env.SCREENSHOT_DATA) rmSync(dataFolder, { recursive: true, force: true })
}
