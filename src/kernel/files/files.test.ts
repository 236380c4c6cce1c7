import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { testDatabase } from '#test/database.ts'
import { type FileWish, keepFile, letGoFiles, maybeFile, maybeOpenFile } from './keep.ts'
import { asPicture, limits, type PictureKind } from './picture.ts'

let town: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  town = await testDatabase()
})
afterAll(() => town.stop())
beforeEach(() => town.database.owner.query('truncate c_town.file cascade'))

const photo = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 80, b: 40 } } })

/** A phone's photo: where, when and by what, and held sideways. */
const telltale = () =>
  photo()
    .withExif({
      IFD0: { Make: 'CANARYPHONE', Artist: 'Maryam' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '53/1 25/1 30/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">CANARYXMP</x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

/** As a slice does it: made anew first, kept in a transaction. */
const keep = async (
  bytes: Uint8Array,
  { kind = 'picture', ...wish }: Partial<FileWish> & { kind?: PictureKind } = {},
) => {
  const seen = await asPicture(bytes, kind)
  if (seen.kind === 'refused') return seen
  const hash = await inTransaction(town.community.write, (tx) => keepFile(tx, seen.picture, { for: newId(), ...wish }))
  return { kind: 'kept' as const, hash, width: seen.picture.width, height: seen.picture.height }
}

const kept = async (...asked: Parameters<typeof keep>) => {
  const keeping = await keep(...asked)
  if (keeping.kind !== 'kept') throw new Error(keeping.because)
  return keeping
}

const rows = async () => (await town.database.owner.query('select hash from c_town.file')).rows

describe('a photo', () => {
  test('rule 18: loses where, when and by which phone it was taken, and stands upright', async () => {
    const original = await telltale()
    expect(original.toString('latin1')).toContain('CANARYPHONE')
    const { hash, width, height } = await kept(original, { open: true })
    const { bytes, type } = (await maybeOpenFile(town.community.read, hash))!
    expect(type).toBe('image/webp')
    expect([width, height]).toEqual([40, 60])
    const metadata = await sharp(bytes).metadata()
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(bytes.toString('latin1')).not.toMatch(/CANARY|Maryam/u)
  })

  test('loses whatever hid behind it', async () => {
    const original = Buffer.concat([
      await photo().png().toBuffer(),
      Buffer.from('<script>alert(1)</script>PK\u0003\u0004'),
    ])
    const { hash } = await kept(original, { open: true })
    const { bytes } = (await maybeOpenFile(town.community.read, hash))!
    expect(bytes.toString('latin1')).not.toContain('script')
  })

  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('may come as %s', async (format) => {
    expect(await asPicture(await photo().toFormat(format).toBuffer(), 'picture')).toMatchObject({ kind: 'picture' })
  })

  test('fits the screen, and a portrait is a square', async () => {
    expect(await kept(await photo(3000, 1500).jpeg().toBuffer())).toMatchObject({ width: 2048, height: 1024 })
    expect(await kept(await photo(300, 900).jpeg().toBuffer(), { kind: 'portrait' })).toMatchObject({
      width: 512,
      height: 512,
    })
  })

  test('is kept once, however often it comes, until nothing uses it', async () => {
    const bytes = await photo().jpeg().toBuffer()
    const [mine, yours] = [newId(), newId()]
    const { hash } = await kept(bytes, { for: mine })
    expect((await kept(bytes, { for: yours })).hash).toBe(hash)
    expect(await rows()).toEqual([{ hash }])
    const letGo = (thing: string) => inTransaction(town.community.write, (tx) => letGoFiles(tx, thing))
    await letGo(mine)
    expect(await maybeFile(town.community.read, hash, mine)).toBeNull()
    expect(await maybeFile(town.community.read, hash, yours)).not.toBeNull()
    await letGo(yours)
    expect(await rows()).toEqual([])
  })

  test('of something closed is seen by nobody at the open address', async () => {
    const { hash } = await kept(await photo().jpeg().toBuffer())
    expect(await maybeOpenFile(town.community.read, hash)).toBeNull()
  })
})

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A PNG of `side` × `side` white dots in a few kilobytes. */
const bomb = (side: number) => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const dots = deflateSync(Buffer.alloc(side * (Math.ceil(side / 8) + 1)), { level: 9 })
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', dots),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('what is refused', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  test.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a drawing that is a program (SVG)', Buffer.from(svg), 'notAPicture'],
    ['the same with a byte order mark', Buffer.from(`\uFEFF<?xml version="1.0"?>${svg}`), 'notAPicture'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'notAPicture'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'notAPicture'],
    ['an archive', Buffer.from('PK\u0003\u0004'), 'notAPicture'],
    ['a TIFF', Buffer.from('II*\u0000\u0008\u0000\u0000\u0000'), 'notAPicture'],
    ['only the first bytes of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'broken'],
    ['only the first bytes of a PNG', Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1'), 'broken'],
    [
      'an AVIF’s name and nothing behind it',
      Buffer.from('\u0000\u0000\u0000\u001Cftypavif\u0000\u0000\u0000\u0000'),
      'broken',
    ],
    ['too many bytes', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(limits.bytes)]), 'tooLarge'],
    ['a bomb of 900 million pixels', bomb(30_000), 'tooManyPixels'],
  ])('%s', async (_, bytes, because) => {
    expect(await keep(bytes)).toEqual({ kind: 'refused', because })
    expect(await rows()).toEqual([])
  })

  test('a photo that breaks off in the middle', async () => {
    const whole = await photo(800, 800).jpeg().toBuffer()
    expect(await keep(whole.subarray(0, whole.length / 2))).toEqual({ kind: 'refused', because: 'broken' })
  })

  test('the bomb is small, so that the limit of bytes does not stop it', () => {
    expect(bomb(30_000).length).toBeLessThan(limits.bytes / 100)
  })
})
