#!/usr/bin/env node
// The command line. In a checkout it builds first when the sources have changed; an installed package comes built.
import { existsSync } from 'node:fs'

const here = (file) => new URL(`../${file}`, import.meta.url)
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  const { spawnSync } = await import('node:child_process')
  const { fileURLToPath } = await import('node:url')
  const own = fileURLToPath(here('node_modules/node/bin/node'))
  if (!existsSync(own)) {
    console.error(`Wellmet runs on Node 22.18 or newer; here is ${process.version}. In a checkout, run npm ci first.`)
    process.exit(1)
  }
  process.exit(spawnSync(own, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1)
}

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
