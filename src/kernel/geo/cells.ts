import { type Box, boxAround, metresPerDegree, type Point } from './distance.ts'

/**
 * The widths of cells in metres, from fine to coarse: few, since everything lies in the index once for each. A circle is covered by
 * cells no wider than itself: small ones many times over, so that little is offered that is not meant.
 */
export const widths = [1_000, 4_000, 16_000] as const

const bandsOf = (width: number) => Math.max(1, Math.floor(180 / (width / metresPerDegree)))
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
  widths.map((width, level) => {
    const bands = bandsOf(width)
    const band = bandOf(lat, bands)
    return name(level, band, columnOf(lon, columnsOf(band, bands)))
  })

const columnsOver = ({ west, east }: Box, columns: number) => {
  if (west === -180 && east === 180) return Array.from({ length: columns }, (_, column) => column)
  const from = columnOf(west, columns)
  const count = (columnOf(east, columns) - from + columns) % columns
  return Array.from({ length: count + 1 }, (_, step) => (from + step) % columns)
}

/** The coarsest level whose cells are no wider than the radius in metres; the finest for smaller ones. */
const levelFor = (radius: number) =>
  Math.max(
    0,
    widths.findLastIndex((width) => width <= radius),
  )

/** Cells that together hold every point within the radius (metres): nine for one of the widths, about 25 for twice that. */
export const cellsNear = (at: Point, radius: number): string[] => {
  const level = levelFor(radius)
  const box = boxAround(at, radius)
  const bands = bandsOf(widths[level]!)
  const [first, last] = [bandOf(box.south, bands), bandOf(box.north, bands)]
  return Array.from({ length: last - first + 1 }, (_, step) => first + step).flatMap((band) =>
    columnsOver(box, columnsOf(band, bands)).map((column) => name(level, band, column)),
  )
}
