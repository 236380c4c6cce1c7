import sharp, { type ResizeOptions } from 'sharp'

/** A picture made anew from what was sent: no byte of the original is left in it. */
export interface Picture {
  bytes: Buffer
  type: 'image/webp'
  width: number
  height: number
}

/** Why a file is not taken. */
export type Refusal = 'empty' | 'tooLarge' | 'notAPicture' | 'tooManyPixels' | 'broken'

export type Seen = { kind: 'picture'; picture: Picture } | { kind: 'refused'; because: Refusal }

/** `picture` keeps its shape within 2048 × 2048; `portrait` is cut to a square of 512. */
export type PictureKind = 'picture' | 'portrait'

export const limits = {
  /** Bytes of what is sent: a phone's largest photo, not a film. */
  bytes: 16 * 1024 * 1024,
  /** Pixels of what is sent: the largest sensors of phones make 50 million by default. */
  pixels: 64_000_000,
  /** Seconds that the decoder may work. */
  seconds: 10,
}

const startsWith = (bytes: Uint8Array, at: number, text: string) =>
  Buffer.from(bytes.subarray(at, at + text.length)).toString('latin1') === text

/** The type by what the bytes are, never by a name or header: both are the sender's word. SVG is a program, so it is none. */
const isPicture = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0, '\u00FF\u00D8\u00FF') ||
  startsWith(bytes, 0, '\u0089PNG\r\n\u001A\n') ||
  startsWith(bytes, 0, 'GIF87a') ||
  startsWith(bytes, 0, 'GIF89a') ||
  (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) ||
  (startsWith(bytes, 4, 'ftyp') && ['avif', 'avis'].some((brand) => startsWith(bytes, 8, brand)))

/** libvips knows some thirty formats, some by way of old libraries: only the decoders that we need may ever run. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['JpegBuffer', 'PngBuffer', 'WebpBuffer', 'NsgifBuffer', 'HeifBuffer'].map(
    (name) => `VipsForeignLoad${name}`,
  ),
})
sharp.cache(false)

const shapes: Record<PictureKind, ResizeOptions> = {
  picture: { width: 2048, height: 2048, fit: 'inside', withoutEnlargement: true },
  portrait: { width: 512, height: 512, fit: 'cover' },
}

let turn: Promise<unknown> = Promise.resolve()

/** One picture at a time: each may need a hundred megabytes, and many at once would be the attack. */
const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
  const mine = turn.then(work)
  turn = mine.catch(() => {})
  return mine
}

/**
 * Decodes a picture and encodes it anew as WebP: turned as the camera was held, in sRGB, the first frame only, without metadata
 * (where, when and by which phone it was taken), and without whatever else hid in the file. To be done before the transaction
 * that keeps it: it may have to wait for its turn.
 */
export const asPicture = async (bytes: Uint8Array, kind: PictureKind): Promise<Seen> => {
  const refused = (because: Refusal): Seen => ({ kind: 'refused', because })
  if (bytes.byteLength === 0) return refused('empty')
  if (bytes.byteLength > limits.bytes) return refused('tooLarge')
  if (!isPicture(bytes)) return refused('notAPicture')
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > limits.pixels) return refused('tooManyPixels')
    const { data, info } = await inTurn(() => encoded(bytes, kind))
    return { kind: 'picture', picture: { bytes: data, type: 'image/webp', width: info.width, height: info.height } }
  } catch {
    return refused('broken')
  }
}

const encoded = (bytes: Uint8Array, kind: PictureKind) =>
  sharp(bytes, { limitInputPixels: limits.pixels, failOn: 'error', sequentialRead: true, pages: 1 })
    .autoOrient()
    .resize(shapes[kind])
    .webp({ quality: 80, effort: 3 })
    .timeout({ seconds: limits.seconds })
    .toBuffer({ resolveWithObject: true })
