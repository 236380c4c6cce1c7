// Runs on whatever Node the machine has (20 or newer) and before anything is installed: only Node's own modules here.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const ownNode = path.join(root, 'node_modules/node/bin/node')

const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status === 0

const isInstalled = () => {
  const mark = path.join(root, 'node_modules/.package-lock.json')
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs
}

const isNewEnough = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

/** Installs the locked packages where they are missing or older than the lock file. */
export const ensureInstalled = () => {
  if (isInstalled()) return
  console.log('Installing what Wellmet needs (npm ci) …')
  if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])) process.exit(1)
}

/** The Node that the program runs on: the pinned one from the packages, or the machine's where that is new enough. */
export const programNode = () => {
  if (existsSync(ownNode)) return ownNode
  // Some npm versions hold install scripts back; this one only unpacks the binary that the registry sent.
  run('npm', ['rebuild', 'node', '--foreground-scripts', '--loglevel=error'])
  if (existsSync(ownNode)) return ownNode
  if (isNewEnough(process.version)) return process.execPath
  console.error(
    `Wellmet runs on Node 22.18 or newer; here is ${process.version}, and the package «node» did not install its own.`,
  )
  process.exit(1)
}

const programPath = (node) =>
  [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter)

/** The environment in which our tools find the pinned Node and each other. */
export const programEnvironment = (node, extra = {}) => ({ ...process.env, PATH: programPath(node), ...extra })
