import { zxyToTileId } from 'pmtiles'
import sharp from 'sharp'

const side = 256

/** One square of a map: fields, a street across, and an edge, so that one sees whether neighbours fit. */
const picture = (z: number, x: number, y: number): Promise<Buffer> => {
  const pixels = Buffer.alloc(side * side * 3)
  for (let at = 0; at < side * side; at++) {
    const [across, down] = [at % side, Math.floor(at / side)]
    const isEdge = across < 2 || down < 2
    const isStreet = Math.abs(across - ((x * 37 + down) % side)) < 5 || Math.abs(down - ((y * 53) % side)) < 4
    pixels.set(isEdge ? [122, 143, 134] : isStreet ? [250, 240, 215] : [226, 236, 222 + (z % 4)], at * 3)
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer()
}

const column = (lon: number, z: number) => Math.floor(((lon + 180) / 360) * 2 ** z)
const row = (lat: number, z: number) => {
  const angle = (lat * Math.PI) / 180
  return Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * 2 ** z)
}

/** All round Trafford, so far as a search for Sale looks. */
const box = { west: -2.6, south: 53.3, east: -2.1, north: 53.55 }
const depths = [8, 9, 10, 11, 12]

export const squareAt = (path: string): Promise<Buffer> | null => {
  const [, z, x, y] = /^\/(\d+)\/(\d+)\/(\d+)\.png$/u.exec(path) ?? []
  return z && x && y ? picture(Number(z), Number(x), Number(y)) : null
}

const squares = () =>
  depths.flatMap((z) => {
    const found: [number, number, number][] = []
    for (let x = column(box.west, z); x <= column(box.east, z); x++)
      for (let y = row(box.north, z); y <= row(box.south, z); y++) found.push([z, x, y])
    return found
  })

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]

const header = (rootLength: number, metadataLength: number, dataLength: number, count: number): Buffer => {
  const bytes = Buffer.alloc(127)
  bytes.write('PMTiles', 0, 'latin1')
  bytes[7] = 3
  const metadataAt = 127 + rootLength
  const dataAt = metadataAt + metadataLength
  const offsets = [127, rootLength, metadataAt, metadataLength, dataAt, 0, dataAt, dataLength, count, count, count]
  for (const [at, value] of offsets.entries()) bytes.writeBigUInt64LE(BigInt(value), 8 + at * 8)
  bytes.set([1, 1, 1, 2, depths[0]!, depths.at(-1)!], 96)
  for (const [at, degrees] of [box.west, box.south, box.east, box.north].entries())
    bytes.writeInt32LE(Math.round(degrees * 1e7), 102 + at * 4)
  return bytes
}

/** A real archive of the PMTiles format, version 3: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md */
export const archive = async (): Promise<Buffer> => {
  const drawn = await Promise.all(
    squares().map(async ([z, x, y]) => ({ id: zxyToTileId(z, x, y), png: await picture(z, x, y) })),
  )
  drawn.sort((a, b) => a.id - b.id)
  const root = Buffer.from([
    ...varint(drawn.length),
    ...drawn.flatMap(({ id }, at) => varint(at ? id - drawn[at - 1]!.id : id)),
    ...drawn.flatMap(() => varint(1)),
    ...drawn.flatMap(({ png }) => varint(png.byteLength)),
    ...drawn.flatMap((_, at) => varint(at ? 0 : 1)),
  ])
  const metadata = Buffer.from('{}')
  const data = Buffer.concat(drawn.map(({ png }) => png))
  return Buffer.concat([
    header(root.byteLength, metadata.byteLength, data.byteLength, drawn.length),
    root,
    metadata,
    data,
  ])
}
