import { open } from 'node:fs/promises'

export interface Part {
  /** Changes with the file, so that no reader joins parts of two. */
  tag: string
  size: number
  from: number
  /** Null where the file has no such part. */
  bytes: Uint8Array<ArrayBuffer> | null
}

/** More is not read at a time: whoever asks for the whole gets its beginning. */
const mostBytes = 4 * 1024 * 1024

/** `bytes=100-199`, `bytes=100-` or `bytes=-50`; of several parts none. */
const asked = (range: string | null, size: number): { from: number; to: number } | null => {
  if (range === null) return { from: 0, to: size - 1 }
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(range.trim()) ?? []
  if (from === '' && to === '') return null
  if (from === '') return { from: Math.max(0, size - Number(to)), to: size - 1 }
  return { from: Number(from), to: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}

/** Reads the part of a file that a `Range` header asks for; a file that is exchanged while we run is read anew. */
export const partOf = async (path: string, range: string | null): Promise<Part> => {
  const handle = await open(path)
  try {
    const { size, mtimeMs } = await handle.stat()
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`
    const part = asked(range, size)
    if (!part || part.from > part.to) return { tag, size, from: 0, bytes: null }
    const length = Math.min(part.to - part.from + 1, mostBytes)
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, part.from)
    return { tag, size, from: part.from, bytes: buffer.subarray(0, bytesRead) }
  } finally {
    await handle.close()
  }
}
