import { type Box, boxAround, metresPerDegree, type Point } from './distance.ts'

/**
 * The radii in metres for which cells exist, from fine to coarse. A cell's side is twice its radius, so a circle of the radius
 * touches four cells as a rule.
 */
export const radii = [2_000, 8_000, 32_000] as const

const bandsOf = (radius: number) => Math.max(1, Math.floor(180 / ((2 * radius) / metresPerDegree)))
const bandOf = (lat: number, bands: number) => Math.min(bands - 1, Math.max(0, Math.floor(((lat + 90) / 180) * bands)))

/** How many cells lie in a band: fewer towards the poles, so that all are about as wide as high. */
const columnsOf = (band: number, bands: number) => {
  const middle = ((band + 0.5) / bands) * 180 - 90
  return Math.max(1, Math.floor(2 * bands * Math.cos((middle * Math.PI) / 180)))
}

const columnOf = (lon: number, columns: number) => Math.floor((((lon + 180) / 360) * columns) % columns)

const name = (level: number, band: number, column: number) =>
  `${'abc'[level]}${band.toString(36)}.${column.toString(36)}`

/** The cell of each level that holds a point, fine to coarse. */
export const cellsOf = ({ lat, lon }: Point): string[] =>
  radii.map((radius, level) => {
    const bands = bandsOf(radius)
    const band = bandOf(lat, bands)
    return name(level, band, columnOf(lon, columnsOf(band, bands)))
  })

const columnsOver = ({ west, east }: Box, columns: number) => {
  if (west === -180 && east === 180) return Array.from({ length: columns }, (_, column) => column)
  const from = columnOf(west, columns)
  const count = (columnOf(east, columns) - from + columns) % columns
  return Array.from({ length: count + 1 }, (_, step) => (from + step) % columns)
}

/** The cells of one level that together hold every point within the level's radius. */
export const cellsNear = (at: Point, level: number): string[] => {
  const radius = radii[level]!
  const box = boxAround(at, radius)
  const bands = bandsOf(radius)
  const [first, last] = [bandOf(box.south, bands), bandOf(box.north, bands)]
  return Array.from({ length: last - first + 1 }, (_, step) => first + step).flatMap((band) =>
    columnsOver(box, columnsOf(band, bands)).map((column) => name(level, band, column)),
  )
}
