import { metresBetween, type Point } from '#kernel/geo/distance.ts'
import type { PlaceKind } from '#slices/places/tables.ts'
import { idFor, row } from '../../listing/rules.ts'
import type { Need } from '../../needs/rules.ts'
import { phoneNumber, plainName, postcodeOf, webAddress } from '../../wording/rules.ts'
import { areaOf, pointOf } from '../gazetteer/rules.ts'
import {
  account,
  addAddress,
  addNeeds,
  addPhone,
  type Cells,
  from,
  holidays,
  type Making,
  refuse,
  type Source,
  zone,
} from '../rules.ts'

export interface Outline {
  properties: Record<string, string | number | null>
  geometry: { type: string; coordinates: unknown }
}

interface Place {
  source: Source
  key: string
  kind: PlaceKind
  name: string
  point: Point | null
  needs: Need[]
  description?: string | null
  url?: string | null
  address?: string
  postcode?: string | null
  phone?: string | null
}

const addPlace = (making: Making, place: Place): string => {
  const id = idFor(`trafford ${place.source}`, 'location', place.key)
  making.listings.location.push(
    row('location', {
      id,
      kind: place.kind,
      zone,
      holiday_region: holidays,
      name: place.name,
      description: place.description ?? null,
      url: place.url ?? null,
      latitude: place.point?.lat ?? null,
      longitude: place.point?.lon ?? null,
      area: areaOf(making.gazetteer, place.address ?? '', place.point),
      ...from(place.source, place.key),
    }),
  )
  if (place.address || place.postcode) {
    addAddress(making, id, { address: place.address ?? null, postcode: place.postcode ?? null })
    making.places.set(`${plainName(place.name)} ${place.postcode}`, id)
  }
  addPhone(making, { location_id: id }, place.phone ?? null)
  addNeeds(making, 'location', id, place.needs)
  return id
}

/** Two libraries of different postcodes cannot stand on one spot: the second one's position is wrong, and we show none. */
export const readLibraries = (making: Making, rows: readonly Cells[]) => {
  const accounted = account(making, 'libraries', rows.length)
  const spots = new Map<string, string>()
  for (const cells of rows) {
    const spot = `${cells.lon} ${cells.lat}`
    const taken = spots.has(spot) && spots.get(spot) !== cells.postcode
    spots.set(spot, cells.postcode!)
    addPlace(making, {
      source: 'libraries',
      key: `${cells.name} ${cells.postcode}`,
      kind: 'library',
      name: cells.name!,
      point: taken ? null : pointOf(cells),
      needs: ['learning', 'meeting_places', 'warmth'],
      description: cells.type ? `${cells.type}.` : null,
      url: webAddress(cells.website ?? ''),
      address: cells.address,
      postcode: postcodeOf(cells.postcode ?? ''),
    })
    accounted.loaded++
  }
}

const plainPlaces = {
  allotments: { kind: 'allotment', needs: ['growing', 'green_spaces'] },
  childrens_centres: { kind: 'childrens_centre', needs: ['children', 'parents'] },
  job_centres: { kind: 'job_centre', needs: ['work', 'benefits'] },
} as const

const titles: Partial<Record<keyof typeof plainPlaces, (name: string) => string>> = {
  allotments: (name) => `${name} allotments`,
  job_centres: (name) => `${name} Jobcentre`,
}

export const readPlainPlaces = (making: Making, source: keyof typeof plainPlaces, rows: readonly Cells[]) => {
  const accounted = account(making, source, rows.length)
  const { kind, needs } = plainPlaces[source]
  for (const cells of rows) {
    addPlace(making, {
      source,
      key: cells.osm_id || cells.unique_reference_number || `${cells.name} ${cells.postcode}`,
      kind,
      name: titles[source]?.(cells.name!) ?? cells.name!,
      point: pointOf(cells),
      needs: [...needs],
      address: cells.address,
      postcode: postcodeOf(cells.postcode ?? ''),
      phone: phoneNumber(cells.telephone ?? ''),
    })
    accounted.loaded++
  }
}

/** Halls of one congregation are drawn apart: the same name within 150 metres is one place. */
export const readWorship = (making: Making, rows: readonly Cells[]) => {
  const accounted = account(making, 'places_of_worship', rows.length)
  const seen: { name: string; point: Point }[] = []
  for (const cells of rows) {
    const point = pointOf(cells)!
    const name = plainName(cells.name!)
    if (seen.some((other) => other.name === name && metresBetween(other.point, point) < 150)) {
      accounted.joined++
      continue
    }
    seen.push({ name, point })
    addPlace(making, {
      source: 'places_of_worship',
      key: cells.id!,
      kind: 'place_of_worship',
      name: cells.name!,
      point,
      needs: ['faith'],
    })
    accounted.loaded++
  }
}

const greenKinds: Record<string, { kind: PlaceKind; title: string; needs: Need[]; ground: boolean }> = {
  'Public Park Or Garden': { kind: 'park', title: 'Park', needs: ['green_spaces'], ground: true },
  'Play Space': { kind: 'play_space', title: 'Play space', needs: ['children', 'green_spaces'], ground: false },
  'Playing Field': { kind: 'playing_field', title: 'Playing field', needs: ['sport', 'green_spaces'], ground: true },
  'Tennis Court': { kind: 'tennis_court', title: 'Tennis court', needs: ['sport'], ground: false },
  'Bowling Green': { kind: 'bowling_green', title: 'Bowling green', needs: ['sport'], ground: false },
  Cemetery: { kind: 'cemetery', title: 'Cemetery', needs: ['green_spaces'], ground: true },
}

const elsewhere: Record<string, string> = {
  'Religious Grounds': 'the grounds of a place of worship, which is listed itself',
  'Golf Course': 'golf courses come from the list of sports facilities',
  'Other Sports Facility': 'sports grounds come from the list of sports facilities',
  'Allotments Or Community Growing Spaces': 'allotments come from their own list',
}

const at = ({ properties }: Outline): Point => ({ lat: Number(properties.lat), lon: Number(properties.lon) })

export interface Landmark {
  name: string
  point: Point
}

/**
 * A play space has no name of its own on the map: it is called by the park within 600 metres, else by a landmark there (a library,
 * a church, a sports ground), else by its area. All names that would do, the best first.
 */
const greenNames = (making: Making, outline: Outline, title: string, landmarks: readonly (readonly Landmark[])[]) => {
  if (outline.properties.name) return [String(outline.properties.name)]
  const near = landmarks.flatMap((some) =>
    some
      .map(({ name, point }) => ({ name, metres: metresBetween(point, at(outline)) }))
      .filter(({ metres }) => metres < 600)
      .sort((a, b) => a.metres - b.metres),
  )
  const { town, district } = making.gazetteer.near(at(outline))
  const area = [title, town && `in ${town}`, district && `(${district})`].filter(Boolean).join(' ')
  return [...near.map(({ name }) => `${title} near ${name}`), area]
}

export const readGreenSpaces = (making: Making, outlines: readonly Outline[], landmarks: readonly Landmark[]) => {
  const accounted = account(making, 'green_spaces', outlines.length)
  const parks = outlines
    .filter(({ properties }) => properties.name && properties.type === 'Public Park Or Garden')
    .map((outline) => ({ name: String(outline.properties.name), point: at(outline) }))
  // Courts side by side are drawn one by one: by one name and within 200 metres they are one place.
  const seen: Landmark[] = []
  for (const outline of outlines) {
    const type = String(outline.properties.type)
    const known = greenKinds[type]
    if (!known) {
      refuse(accounted, elsewhere[type] ?? 'a kind of ground that is no place to go')
      continue
    }
    const names = greenNames(making, outline, known.title, [parks, landmarks])
    // Two farther apart under one name could not be told apart in a list: the second is called by what else is near it.
    const isTaken = (wanted: string) =>
      seen.some(({ name: other, point }) => other === wanted && metresBetween(point, at(outline)) >= 200)
    const name = names.find((one) => !isTaken(one)) ?? names[0]!
    const same = ({ name: other, point }: Landmark) => other === name && metresBetween(point, at(outline)) < 200
    if (seen.some(same)) {
      accounted.joined++
      continue
    }
    seen.push({ name, point: at(outline) })
    const key = `${type} ${outline.properties.lon} ${outline.properties.lat}`
    const id = addPlace(making, {
      source: 'green_spaces',
      key,
      kind: known.kind,
      name,
      point: at(outline),
      needs: known.needs,
      description: known.kind === 'park' ? 'Public park or garden.' : null,
    })
    if (known.ground) addGround(making, id, 'green', name, outline)
    accounted.loaded++
  }
}

const addGround = (
  making: Making,
  location: string | null,
  kind: 'green' | 'reserve' | 'extent',
  name: string,
  outline: Outline,
) => {
  const id = idFor('trafford', 'ground', `${kind} ${location ?? name}`)
  making.listings.ground.push({ id, kind, name, location_id: location, shape: outline.geometry })
}

/** The line around everything, for orientation on the map. */
export const readExtent = (making: Making, outlines: readonly Outline[]) => {
  for (const outline of outlines) addGround(making, null, 'extent', String(outline.properties.name), outline)
}

/** A park, a field or a reserve that another file knows too: the same name, not far away. */
export const isSameGreen = (name: string, point: Point) => (other: Making['listings']['location'][number]) =>
  ['park', 'playing_field', 'cemetery', 'nature_reserve'].includes(other.kind) &&
  plainName(other.name ?? '') === plainName(name) &&
  other.latitude !== null &&
  other.latitude !== undefined &&
  metresBetween({ lat: other.latitude, lon: other.longitude! }, point) < 1500

const addSentence = (there: Making['listings']['location'][number], sentence: string) => {
  there.description = [there.description, sentence].filter(Boolean).join(' ')
}

export const readReserves = (making: Making, outlines: readonly Outline[]) => {
  const accounted = account(making, 'nature_reserves', outlines.length)
  for (const outline of outlines) {
    const { name, hectares, id: key } = outline.properties
    const sentence = `Local nature reserve of ${hectares} hectares.`
    const there = making.listings.location.find(isSameGreen(String(name), at(outline)))
    if (there) {
      addSentence(there, sentence)
      accounted.joined++
      continue
    }
    const place: Place = {
      source: 'nature_reserves',
      key: String(key),
      kind: 'nature_reserve',
      name: String(name),
      point: at(outline),
      needs: ['green_spaces'],
      description: sentence,
    }
    addGround(making, addPlace(making, place), 'reserve', String(name), outline)
    accounted.loaded++
  }
}

export const readGreenFlags = (making: Making, rows: readonly Cells[]) => {
  const accounted = account(making, 'green_flags', rows.length)
  for (const cells of rows) {
    const point = pointOf(cells)!
    const sentence = `Holds a Green Flag award. Looked after by ${cells.managed}.`
    const there = making.listings.location.find(isSameGreen(cells.name!, point))
    if (there) {
      addSentence(there, sentence)
      there.url ??= webAddress(cells.website ?? '')
      accounted.joined++
      continue
    }
    const isCemetery = /cemetery|crematorium/iu.test(cells.name!)
    addPlace(making, {
      source: 'green_flags',
      key: cells.name!,
      kind: isCemetery ? 'cemetery' : 'park',
      name: cells.name!.replace(/ \([^)]*\)$/u, ''),
      point,
      needs: ['green_spaces'],
      description: sentence,
      url: webAddress(cells.website ?? ''),
    })
    accounted.loaded++
  }
}
