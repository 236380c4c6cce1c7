#!/usr/bin/env node
// The command line. In a checkout it builds first when the sources have changed; an installed package comes built.
import { existsSync } from 'node:fs'

const here = (file) => new URL(`../${file}`, import.meta.url)
const [major, minor] = process.versions.node.split('.').map(Number)

/** The same on a newer Node. The two live and end together, even by kill -9: what runs notices when its channel closes. */
const runOn = async (node) => {
  const { spawn } = await import('node:child_process')
  const program = spawn(node, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal))
  return new Promise((resolve) => program.on('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1))))
}

if (major < 22 || (major === 22 && minor < 18)) {
  const { fileURLToPath } = await import('node:url')
  const own = fileURLToPath(here('node_modules/node/bin/node'))
  if (!existsSync(own)) {
    console.error(`Wellmet runs on Node 22.18 or newer; here is ${process.version}. In a checkout, run npm ci first.`)
    process.exit(1)
  }
  process.exit(await runOn(own))
}
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.channel?.unref()

// Asked before anything slow: whoever starts a second program on a folder hears so at once.
if (['serve', 'demo'].includes(process.argv[2]) && existsSync(here('dist/server/app/taken.js'))) {
  const { refuseTaken } = await import('../dist/server/app/taken.js')
  try {
    refuseTaken(process.env)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
if (existsSync(here('scripts/build.mjs'))) await (await import('../scripts/build.mjs')).ensureBuilt()
const { main } = await import('../dist/server/app/main.js')
await main(process.argv)
