// Checks storeys, ladder and faces with dependency-cruiser. That reads no TypeScript 7, so it is given each file's imports alone,
// as JavaScript under the same path; an import of types only becomes a dynamic import, which rules can tell apart.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const { imports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

const statement = /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

const asJavaScript = (file) => file.replace(/\.tsx?$/, '.js')

/** `#kernel/x.ts` and `./x.ts` as the stub's own relative path; packages as they are; styles and data not at all. */
const target = (wanted, file, base) => {
  const alias = Object.keys(imports).find((key) => wanted.startsWith(key.replace('*', '')))
  const found = alias
    ? path.join(base, imports[alias].replace('./', '').replace('*', wanted.slice(alias.length - 1)))
    : wanted.startsWith('.')
      ? path.join(path.dirname(file), wanted)
      : null
  if (found === null) return wanted
  if (!/\.tsx?$/.test(found)) return null
  const relative = path.relative(path.dirname(file), asJavaScript(found))
  return relative.startsWith('.') ? relative : `./${relative}`
}

const stubOf = (text, file, base) => {
  const lines = []
  for (const [, type, wanted] of text.matchAll(statement)) {
    const to = target(wanted, file, base)
    if (to) lines.push(type ? `import(${JSON.stringify(to)})` : `import ${JSON.stringify(to)}`)
  }
  for (const [, wanted] of text.matchAll(dynamic)) {
    const to = target(wanted, file, base)
    if (to) lines.push(`import ${JSON.stringify(to)}`)
  }
  return `${lines.join('\n')}\n`
}

const filesIn = (folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))

/** Planted files stand for files of src: their `#…` lead to the planted tree. */
const baseOf = (file, out) => (file.startsWith('test/planted/') ? path.join(out, 'test/planted') : out)

/** Runs the rules over some folders of the project; returns dependency-cruiser's status and words. */
export const checkRules = (folders) => {
  const out = mkdtempSync(path.join(root, '.imports-'))
  try {
    for (const folder of folders) {
      for (const file of filesIn(folder)) {
        const stub = path.join(out, asJavaScript(file))
        mkdirSync(path.dirname(stub), { recursive: true })
        writeFileSync(
          stub,
          stubOf(readFileSync(path.join(root, file), 'utf8'), path.join(out, file), baseOf(file, out)),
        )
      }
    }
    const args = ['--config', path.join(root, '.dependency-cruiser.cjs'), '--output-type', 'err-long', ...folders]
    const { status, stdout, stderr } = spawnSync(path.join(root, 'node_modules/.bin/depcruise'), args, {
      cwd: out,
      encoding: 'utf8',
    })
    return { ok: status === 0, text: `${stdout}${stderr}` }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ok, text } = checkRules(['src'])
  console.log(text)
  process.exit(ok ? 0 : 1)
}
