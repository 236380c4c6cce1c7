#!/usr/bin/env node
// The command line. In a checkout it builds first when the sources have changed; an installed package comes built.
import { existsSync } from 'node:fs'

const fromCheckout = existsSync(new URL('../scripts/build.mjs', import.meta.url))
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  const { spawnSync } = await import('node:child_process')
  const { fileURLToPath } = await import('node:url')
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
  if (!existsSync(own)) {
    console.error(`Wellmet runs on Node 22.18 or newer; here is ${process.version}. In a checkout, run npm ci first.`)
    process.exit(1)
  }
  process.exit(spawnSync(own, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1)
}

if (fromCheckout) await (await import('../scripts/build.mjs')).ensureBuilt()
if (['serve', 'demo'].includes(process.argv[2])) {
  const { refuseTaken } = await import('../dist/server/app/taken.js')
  try {
    refuseTaken(process.env)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
const { main } = await import('../dist/server/app/main.js')
await main(process.argv)
