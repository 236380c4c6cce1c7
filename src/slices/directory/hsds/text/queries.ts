import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const marks: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** By its mark; without one it is UTF-8, unless some byte cannot be: then it is what Windows programs save by default. */
const encodingOf = async (file: string): Promise<{ encoding: Encoding; mark: number }> => {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const marked = isFirst && marks.find(([, mark]) => mark.every((byte, at) => chunk[at] === byte))
    if (marked) return { encoding: marked[0], mark: marked[1].length }
    isFirst = false
    try {
      strict.decode(chunk, { stream: true })
    } catch {
      return { encoding: 'windows-1252', mark: 0 }
    }
  }
  return { encoding: 'utf-8', mark: 0 }
}

async function* decoded(bytes: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}

const firstLine = async (text: Readable): Promise<string> => {
  let read = ''
  for await (const chunk of text) {
    read += chunk
    if (read.includes('\n') || read.length > 1_000_000) break
  }
  return read.split('\n', 1)[0]!
}

/** A file's text as a stream of UTF-8 without a mark, its first line, and what it is written in. `end`: read no further than this byte. */
export const textOf = async (
  file: string,
  { end = Number.POSITIVE_INFINITY }: { end?: number } = {},
): Promise<{ text: Readable; first: string; encoding: Encoding }> => {
  const { encoding, mark } = await encodingOf(file)
  const open = () => {
    const bytes = createReadStream(file, { start: mark, end, highWaterMark: 256 * 1024 })
    return encoding === 'utf-8' ? bytes : Readable.from(decoded(bytes, encoding), { objectMode: false })
  }
  const opened = open()
  opened.setEncoding('utf8')
  return { text: open(), first: await firstLine(opened), encoding }
}
