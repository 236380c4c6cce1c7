// Builds dist/: the program as one file for each entry, and the assets under names that carry their hash.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const dist = path.join(root, 'dist')

const sources = () =>
  [...globSync('src/**/*.{ts,tsx,css,json}', { cwd: root }), 'package-lock.json', 'scripts/build.mjs'].filter(
    (name) => !/\.test(-d)?\.tsx?$/.test(name),
  )

/** Changes when any source file does: by name, size and time, so that asking takes a few milliseconds. */
const fingerprint = () => {
  const hash = createHash('sha256')
  for (const name of sources().sort()) {
    const { size, mtimeMs } = statSync(path.join(root, name))
    hash.update(`${name} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

const styleOrder = (name) =>
  ['src/ui/tokens.css', 'src/ui/base.css'].indexOf(name) + 1 || (name.startsWith('src/ui/') ? 3 : 4)

/** Tokens and base first, then the interface's components, then what slices add. */
const stylesheet = () =>
  globSync('src/**/*.css', { cwd: root })
    .sort((a, b) => styleOrder(a) - styleOrder(b) || a.localeCompare(b))
    .map((name) => `@import ${JSON.stringify(`./${name}`)};`)
    .join('\n')

const entries = () => globSync(['src/app/taken.ts', 'src/matching/matching.ts', 'src/**/worker.ts'], { cwd: root })

const serverOptions = (out) => ({
  absWorkingDir: root,
  outdir: path.join(out, 'server'),
  outbase: 'src',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node22',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
  logLevel: 'warning',
})

/** The command line in pieces, of which each command reads its own; beside main.js, since paths count from there. */
const buildServer = (esbuild, out) =>
  Promise.all([
    esbuild.build({ ...serverOptions(out), entryPoints: entries() }),
    esbuild.build({
      ...serverOptions(out),
      entryPoints: ['src/app/main.ts'],
      splitting: true,
      chunkNames: 'app/[name]-[hash]',
    }),
  ])

const assetOptions = (out) => ({
  absWorkingDir: root,
  outdir: path.join(out, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  metafile: true,
  format: 'esm',
  target: ['es2022', 'chrome109', 'firefox115', 'safari16.4'],
  legalComments: 'none',
  logLevel: 'warning',
})

const buildStyles = (esbuild, out) =>
  esbuild.build({
    ...assetOptions(out),
    stdin: { contents: stylesheet(), loader: 'css', resolveDir: root, sourcefile: 'site.css' },
    entryNames: 'site-[hash]',
    loader: { '.woff2': 'file', '.png': 'file', '.svg': 'file' },
    publicPath: '/assets',
  })

/** Leaflet as modules leaves out what a page never calls. */
const buildScripts = (esbuild, out) =>
  esbuild.build({
    ...assetOptions(out),
    entryPoints: globSync('src/**/client/*.ts', { cwd: root }),
    splitting: true,
    alias: { leaflet: 'leaflet/dist/leaflet-src.esm.js' },
  })

/** Plain name → built name. The font is asked for by pages (preload), so it has a short name of its own. */
const manifestOf = (metafiles) => {
  const names = {}
  for (const { outputs } of metafiles) {
    for (const [file, { entryPoint }] of Object.entries(outputs)) {
      const built = path.basename(file)
      const plain = entryPoint ? `${path.basename(entryPoint).replace(/\.ts$/, '.js')}` : built
      names[/hyperlegible-next-latin-wght-normal/.test(built) ? 'font.woff2' : plain] = built
    }
  }
  return names
}

/** Compresses once, at the highest level, what every visit asks for. */
const precompress = (folder, names) => {
  for (const name of names.filter((file) => /\.(css|js|svg|json)$/.test(file))) {
    const plain = readFileSync(path.join(folder, name))
    writeFileSync(
      path.join(folder, `${name}.br`),
      brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    )
    writeFileSync(path.join(folder, `${name}.gz`), gzipSync(plain, { level: 9 }))
  }
}

const swapIn = (out) => {
  const old = `${dist}.old-${process.pid}`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(out, dist)
  rmSync(old, { recursive: true, force: true })
}

/** Builds everything into a folder beside dist/ and swaps it in, so that a program that starts meanwhile sees all or nothing. */
export const build = async () => {
  const esbuild = await import('esbuild')
  const out = `${dist}.new-${process.pid}`
  rmSync(out, { recursive: true, force: true })
  mkdirSync(path.join(out, 'assets'), { recursive: true })
  const [, styles, scripts] = await Promise.all([
    buildServer(esbuild, out),
    buildStyles(esbuild, out),
    buildScripts(esbuild, out),
  ])
  const manifest = manifestOf([styles.metafile, scripts.metafile])
  precompress(path.join(out, 'assets'), Object.values(manifest))
  writeFileSync(path.join(out, 'assets/manifest.json'), JSON.stringify(manifest, null, 2))
  writeFileSync(path.join(out, 'built.txt'), fingerprint())
  swapIn(out)
  // The compiler is a process of its own, which would stay for as long as the program that was built runs.
  await esbuild.stop()
}

/** Builds where there is nothing built yet, or where the sources have changed since. */
export const ensureBuilt = async () => {
  const mark = path.join(dist, 'built.txt')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint()) return
  await build()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build()
