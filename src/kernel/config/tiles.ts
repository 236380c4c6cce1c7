import { closeSync, openSync, readSync } from 'node:fs'
import path from 'node:path'

/** Where a file of the operator's own is read from, part by part. */
export const tileFilePath = '/map/tiles.pmtiles'

const isAddress = (tiles: string) => /^https?:\/\//u.test(tiles)

/** What the page is told, and the file on this machine behind it, if it is one. */
export const tileSource = (tiles: string): { url: string; file: string | null } =>
  isAddress(tiles) ? { url: tiles, file: null } : { url: tileFilePath, file: path.resolve(tiles) }

const headerBytes = 127
/** PMTiles 3: byte 7 is the version, byte 99 what the tiles are. 1 is vector (MVT); 2 to 5 are PNG, JPEG, WebP and AVIF. */
const pictures = [2, 3, 4, 5]

const headerOf = (file: string): Buffer => {
  const handle = openSync(file, 'r')
  try {
    const header = Buffer.alloc(headerBytes)
    readSync(handle, header, 0, headerBytes, 0)
    return header
  } finally {
    closeSync(handle)
  }
}

const fileMistakes = (file: string): string[] => {
  if (!file.endsWith('.pmtiles')) return ['must be an address with {z}, {x} and {y}, or a .pmtiles file']
  try {
    const header = headerOf(file)
    if (header.toString('latin1', 0, 7) !== 'PMTiles' || header[7] !== 3)
      return [`«${file}» is no PMTiles file of version 3`]
    if (!pictures.includes(header[99]!))
      return [`«${file}» holds vector tiles; Wellmet draws pictures (PNG, JPEG, WebP, AVIF)`]
    return []
  } catch {
    return [`«${file}» cannot be read`]
  }
}

/** What would leave the map empty without a word: found at the start, and said. */
export const tileMistakes = (tiles: string): string[] => {
  if (!isAddress(tiles)) return fileMistakes(path.resolve(tiles))
  const hasAll = ['{z}', '{x}', '{y}'].every((part) => tiles.includes(part))
  return hasAll || new URL(tiles).pathname.endsWith('.pmtiles')
    ? []
    : ['must have {z}, {x} and {y} in it, or end in .pmtiles']
}
