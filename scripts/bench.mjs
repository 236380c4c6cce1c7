// `npm run bench [-- NAME …]`: builds and runs bench/NAME.ts, or all of them one after another; each writes bench/NAME.md.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureInstalled, programEnvironment, programNode, root } from './install.mjs'

ensureInstalled()
const node = programNode()
const [first, ...rest] = process.argv.slice(2)
const known = readdirSync(path.join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.basename(file, '.ts'))

const runOne = async (name) => {
  const esbuild = await import('esbuild')
  const folder = mkdtempSync(path.join(root, 'node_modules/.bench-'))
  const outfile = path.join(folder, `${name}.mjs`)
  try {
    await esbuild.build({
      absWorkingDir: root,
      stdin: {
        contents: `import { run } from './bench/${name}.ts'; await run(process.argv.slice(2)); process.exit(0)`,
        resolveDir: root,
        loader: 'ts',
      },
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'warning',
    })
    const flags = ['--expose-gc', '--enable-source-maps']
    return (
      spawnSync(node, [...flags, outfile, ...rest], { cwd: root, stdio: 'inherit', env: programEnvironment(node) })
        .status ?? 1
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (first && !known.includes(first)) {
  console.error(`No benchmark «${first}». There are: ${known.join(', ')}`)
  process.exit(1)
}
let worst = 0
for (const name of first ? [first] : known) worst = Math.max(worst, await runOne(name))
process.exit(worst)
