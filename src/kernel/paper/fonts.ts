import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'

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

const header = { woff: 44, sfnt: 12 }
const entry = { woff: 20, sfnt: 16 }

/** A table of a WOFF font, whole: its tag, its checksum, and its bytes up to the next multiple of four. */
const tablesOf = (woff: Buffer) =>
  Array.from({ length: woff.readUInt16BE(12) }, (_, nth) => {
    const at = header.woff + nth * entry.woff
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((field) => woff.readUInt32BE(at + field)) as [
      number,
      number,
      number,
      number,
    ]
    const kept = woff.subarray(offset, offset + packed)
    const bytes = Buffer.alloc(Math.ceil(length / 4) * 4)
    bytes.set(packed < length ? inflateSync(kept) : kept)
    return { tag: woff.subarray(at, at + 4), checksum, length, bytes }
  })

/**
 * The same font with its tables unpacked, as OpenType keeps them (WOFF 1.0, https://www.w3.org/TR/WOFF/, sections 3 to 5). pdfkit's
 * reader unpacks the table of shapes again for every letter that it draws, which would take most of a sheet's time.
 */
const unpacked = (woff: Buffer): Buffer => {
  const tables = tablesOf(woff)
  const head = Buffer.alloc(header.sfnt + tables.length * entry.sfnt)
  const steps = Math.floor(Math.log2(tables.length))
  head.writeUInt32BE(woff.readUInt32BE(4), 0)
  head.writeUInt16BE(tables.length, 4)
  head.writeUInt16BE(16 * 2 ** steps, 6)
  head.writeUInt16BE(steps, 8)
  head.writeUInt16BE(16 * (tables.length - 2 ** steps), 10)
  let offset = head.length
  for (const [nth, { tag, checksum, length, bytes }] of tables.entries()) {
    const at = header.sfnt + nth * entry.sfnt
    head.set(tag, at)
    for (const [field, value] of [checksum, offset, length].entries()) head.writeUInt32BE(value, at + 4 + 4 * field)
    offset += bytes.length
  }
  return Buffer.concat([head, ...tables.map(({ bytes }) => bytes)])
}

const known = new Map<string, Buffer>()

/** A typeface as pdfkit reads it; made once. */
export const fontOf = (face: Face, weight: Weight): Buffer => {
  const name = `@fontsource/${files[face]}-${weight}-normal.woff`
  if (!known.has(name)) known.set(name, unpacked(readFileSync(require.resolve(name))))
  return known.get(name)!
}

export const faces = Object.keys(files) as Face[]
