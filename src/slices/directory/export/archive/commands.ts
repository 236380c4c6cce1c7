import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { ExportFile } from '../queries.ts'

/** Files as one ZIP archive, packed as fast as it is read and no faster: memory stays the same however much it is. */
export async function* zipped(files: readonly ExportFile[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, data) => {
    if (error) throw error
    ready.push(data)
  })
  for (const { name, lines } of files) {
    const entry = new ZipDeflate(name, { level: 6 })
    zip.add(entry)
    for await (const text of lines) {
      entry.push(strToU8(text))
      yield* ready.splice(0)
    }
    entry.push(new Uint8Array(0), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}

/** Writes files into a folder, or into one archive where the name ends in «.zip», or the only file itself. */
export const writeFiles = async (to: string, files: readonly ExportFile[]): Promise<void> => {
  if (/\.zip$/iu.test(to)) return pipeline(Readable.from(zipped(files)), createWriteStream(to))
  if (files.length === 1 && path.extname(to)) return pipeline(Readable.from(files[0]!.lines), createWriteStream(to))
  await mkdir(to, { recursive: true })
  for (const { name, lines } of files) await pipeline(Readable.from(lines), createWriteStream(path.join(to, name)))
}
