import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)

/** Below this many bytes an answer fits in one packet anyway, and compressing it costs more than it saves. */
const worthCompressing = 1_200

/**
 * A tag for conditional requests. `ignoring` is the nonce: it differs in each answer, so it must not count, and the answer 304
 * must not bring a new policy, or the kept page's nonce would no longer fit it.
 */
export const entityTag = (body: string | Uint8Array, ignoring?: string): string => {
  const text = ignoring && typeof body === 'string' ? body.replaceAll(ignoring, '') : body
  return `W/"${createHash('sha1').update(text).digest('base64url')}"`
}

/** RFC 9110 §13.1.2: weak comparison, `*` matches whatever exists. */
export const matches = (ifNoneMatch: string | null, tag: string): boolean =>
  ifNoneMatch?.split(',').some((candidate) => ['*', tag, tag.replace(/^W\//u, '')].includes(candidate.trim())) ?? false

type Coding = 'br' | 'gzip'

/** The best coding that the client accepts; `q=0` means no. */
export const codingFor = (accept: string | null): Coding | null => {
  const offered = (accept ?? '').split(',').map((part) => part.trim().toLowerCase())
  const takes = (coding: Coding) =>
    offered.some((part) => new RegExp(`^${coding}(;(?!\\s*q=0(\\.0*)?$).*)?$`, 'u').test(part))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}

/** Compresses a page at a low level: high levels halve the pages that a small machine serves, for a few per cent of bytes. */
export const compressed = async (
  body: Buffer,
  coding: Coding | null,
): Promise<{ body: Buffer; coding: Coding | null }> => {
  if (!coding || body.byteLength < worthCompressing) return { body, coding: null }
  if (coding === 'gzip') return { body: await gzipped(body, { level: 4 }), coding }
  return { body: await brotlied(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }), coding }
}

/** Data and text compress; pictures and archives are compressed already. */
export const isText = (type: string): boolean =>
  /^(text\/|application\/(json|.*\+json|xml|.*\+xml|javascript|manifest))/u.test(type)
