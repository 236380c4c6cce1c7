import { metresBetween, type Point } from '#kernel/geo/distance.ts'
import { districtOf, postcodeOf } from '../../wording/rules.ts'
import type { Cells } from '../rules.ts'

/** What the located records themselves tell about where postcodes, their districts and the towns are. */
export interface Gazetteer {
  postcodes: Map<string, Point>
  districts: Map<string, Point>
  towns: Map<string, Point>
  /** The town and postcode district of the nearest located records, for things that have a position and no address. */
  near: (point: Point) => { town: string | null; district: string | null }
}

const middleOf = (points: Point[]): Point => {
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
  return { lat: median(points.map(({ lat }) => lat)), lon: median(points.map(({ lon }) => lon)) }
}

const grouped = (pairs: (readonly [string, Point])[]): Map<string, Point[]> => {
  const groups = new Map<string, Point[]>()
  for (const [key, point] of pairs) groups.set(key, [...(groups.get(key) ?? []), point])
  return groups
}

export const pointOf = ({ lat, lon }: Cells): Point | null =>
  lat && lon && Number.isFinite(Number(lat)) && Number.isFinite(Number(lon))
    ? { lat: Number(lat), lon: Number(lon) }
    : null

const isTownName = (part: string) =>
  /^\p{Lu}[\p{L} '-]{2,24}$/u.test(part) &&
  !/\b(Road|Street|Lane|Avenue|Drive|Centre|Church|Hall|House|Library|School|Chapel)\b/u.test(part)

/** The town that the post writes for all around it: «Sale Moor, Manchester» is in Sale Moor. */
const postTown = 'Manchester'

/** «Danefield Road, Sale» → «Sale»: the last part, where it is a bare name. */
export const townOf = (address: string): string | null => {
  const parts = address.split(/[,\n]/u).map((part) => part.trim().replace(/\.$/u, ''))
  const names = parts.slice(1).filter(isTownName)
  return names.findLast((name) => name !== postTown) ?? names.at(-1) ?? null
}

/** The town in words, by its address where that names one that we know, else by what is around. */
export const areaOf = (gazetteer: Gazetteer, address: string, point: Point | null): string | null => {
  const town = townOf(address)
  if (town && town !== postTown && gazetteer.towns.has(town)) return town
  return (point && gazetteer.near(point).town) ?? town
}

const middles = (pairs: (readonly [string | null, Point])[], atLeast = 1): Map<string, Point> =>
  new Map(
    [...grouped(pairs.filter((pair): pair is [string, Point] => pair[0] !== null))]
      .filter(([, points]) => points.length >= atLeast)
      .map(([name, points]) => [name, middleOf(points)]),
  )

/** One address may be pinned wrongly, so that several neighbours decide together. */
const neighbours = 5

const commonest = (names: string[]): string | null => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** Farther from the nearest known address than this, in metres, we do not say which town something is in. */
const farFromTown = 2500

/** Rows with `lat`, `lon`, `address` and `postcode`; a town counts from its second address on. */
export const gazetteerOf = (rows: readonly Cells[]): Gazetteer => {
  const known = rows.flatMap((cells) => {
    const [point, postcode] = [pointOf(cells), postcodeOf(cells.postcode ?? '')]
    return point && postcode
      ? [{ point, postcode, town: townOf(cells.address ?? ''), area: cells.area_name ?? null }]
      : []
  })
  const towns = middles(
    known.map(({ town, point }) => [town, point] as const),
    2,
  )
  const inTowns = known.filter(({ town }) => town && towns.has(town))
  const near = (point: Point) => {
    const close = inTowns
      .map((entry) => ({ entry, metres: metresBetween(point, entry.point) }))
      .filter(({ metres }) => metres < farFromTown)
      .sort((a, b) => a.metres - b.metres)
      .slice(0, neighbours)
    return {
      town: commonest(close.map(({ entry }) => entry.town!)),
      district: commonest(close.map(({ entry }) => districtOf(entry.postcode)!)),
    }
  }
  return {
    postcodes: middles(known.map(({ postcode, point }) => [postcode, point] as const)),
    districts: middles(known.map(({ postcode, point }) => [districtOf(postcode), point] as const)),
    towns,
    near,
  }
}

export interface Found extends Point {
  precision: 'exact' | 'postcode' | 'district'
}

/** Where a postcode is, as well as we know it; null where none of our records is near. */
export const whereIsPostcode = (
  gazetteer: Gazetteer,
  postcode: string | null,
  { coarse = false } = {},
): Found | null => {
  const exact = postcode && !coarse ? gazetteer.postcodes.get(postcode) : undefined
  if (exact) return { ...exact, precision: 'postcode' }
  const district = gazetteer.districts.get(districtOf(postcode ?? '') ?? '')
  return district ? { ...district, precision: 'district' } : null
}
