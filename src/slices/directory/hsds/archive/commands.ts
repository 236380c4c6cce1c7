import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Unzip, UnzipInflate } from 'fflate'
import { archiveLimits, isBomb, placeIn, Unusable } from './rules.ts'

/** Unpacks a ZIP archive into a folder as it is read: never more than a piece of it is in memory. */
const unpack = async (file: string, folder: string): Promise<void> => {
  let [packed, unpacked, files] = [0, 0, 0]
  const open = new Set<number>()
  let failed: Error | null = null
  const unzip = new Unzip((entry) => {
    const place = placeIn(entry.name)
    if (!place) return
    if (++files > archiveLimits.files) throw new Unusable('The archive has too many files.')
    const to = path.join(folder, place)
    mkdirSync(path.dirname(to), { recursive: true })
    const out = openSync(to, 'wx')
    open.add(out)
    entry.ondata = (error, data, final) => {
      failed ??= error
      unpacked += data?.length ?? 0
      if (isBomb(packed, unpacked)) failed ??= new Unusable('The archive unpacks to far more than it should.')
      if (failed) return entry.terminate()
      writeSync(out, data)
      if (!final) return
      closeSync(out)
      open.delete(out)
    }
    entry.start()
  })
  unzip.register(UnzipInflate)
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 64 * 1024 })) {
      packed += (chunk as Buffer).length
      unzip.push(chunk as Buffer)
      if (failed) throw failed
    }
    unzip.push(new Uint8Array(0), true)
    if (failed) throw failed
  } catch (error) {
    throw error instanceof Unusable
      ? error
      : new Unusable('The archive cannot be read: it is broken, or locked by a password.')
  } finally {
    for (const out of open) closeSync(out)
  }
  if (!files) throw new Unusable('The archive is empty.')
}

/** Does some work on a file or folder; an archive is unpacked for it, and what came out of it goes afterwards. */
export const withUnpacked = async <Result>(given: string, work: (at: string) => Promise<Result>): Promise<Result> => {
  if (!/\.zip$/iu.test(given)) return work(given)
  const folder = await mkdtemp(path.join(tmpdir(), 'wellmet-import-'))
  try {
    await unpack(given, folder)
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
