import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * The typefaces that are put into a sheet, so that it looks the same everywhere. WOFF, not WOFF2: pdfkit cannot cut the variable WOFF2
 * down to the letters that a sheet uses.
 */
const files = {
  latin: 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin',
  extended: 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext',
  arabic: 'noto-sans-arabic/files/noto-sans-arabic-arabic',
}

export type Face = keyof typeof files
export type Weight = 400 | 700

const known = new Map<string, Buffer>()

export const fontOf = (face: Face, weight: Weight): Buffer => {
  const name = `@fontsource/${files[face]}-${weight}-normal.woff`
  if (!known.has(name)) known.set(name, readFileSync(require.resolve(name)))
  return known.get(name)!
}

export const faces = Object.keys(files) as Face[]
