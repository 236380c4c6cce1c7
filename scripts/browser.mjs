// Finds Chromium, or installs Debian's where this may be done. Only Node's own modules here.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export const findChromium = () =>
  [process.env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path)) ?? null

const aptGet = (...args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

/** The path of Chromium. Installs it by apt-get as root on Debian; otherwise ends with a sentence that says what to do. */
export const ensureChromium = () => {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium, w3m and readers of PDF and square codes for the tests (apt-get) …')
    aptGet('update', '-qq')
    aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'w3m', 'poppler-utils', 'zbar-tools')
    const installed = findChromium()
    if (installed) return installed
  }
  console.error('The tests in a browser need Chromium. Install it, or set CHROMIUM_PATH to one.')
  process.exit(1)
}
