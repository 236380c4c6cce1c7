import { metresBetween } from './distance.ts'

type Position = readonly number[]
/** The coordinates of a GeoJSON geometry (RFC 7946): a position, or lists of lists of them. */
export type Coordinates = Position | readonly Coordinates[]

/** Four decimals of a degree are eleven metres. */
const rounded = (degrees: number) => Math.round(degrees * 10_000) / 10_000
const nearby = 20

const point = ([lon = 0, lat = 0]: Position) => ({ lat, lon })

const isPosition = (given: Coordinates): given is Position => typeof given[0] === 'number'

/** The first and the last stay, so that a ring stays closed. A ring of fewer than four positions is none. */
const thinned = (line: readonly Position[]): readonly Position[] => {
  const kept: Position[] = []
  for (const [nth, [lon = 0, lat = 0]] of line.entries()) {
    const here = [rounded(lon), rounded(lat)]
    const last = kept.at(-1)
    if (!last || nth === line.length - 1 || metresBetween(point(last), point(here)) >= nearby) kept.push(here)
  }
  return kept.length < 4 ? line : kept
}

/** Outlines as a sketch of a map needs them: to eleven metres, without the points that stand within twenty of the one before. */
export const sketched = (coordinates: Coordinates): Coordinates => {
  if (isPosition(coordinates) || !coordinates.length) return coordinates
  const parts = coordinates as readonly Coordinates[]
  return parts.every(isPosition) ? thinned(parts as readonly Position[]) : parts.map(sketched)
}
