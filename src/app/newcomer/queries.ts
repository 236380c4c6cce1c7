import type { Db } from '#kernel/database/database.ts'
import type { GazetteerTables } from '#kernel/geo/tables.ts'
import { type Found, find, type Reader } from '#slices/finder/queries.ts'
import type { FinderTables, FoundItem } from '#slices/finder/tables.ts'

type Findings = Db<FinderTables & GazetteerTables>

/** Kinds of places where a stranger may simply walk in, the most useful first. */
const welcoming = [
  'library',
  'park',
  'childrens_centre',
  'sports_facility',
  'place_of_worship',
  'play_space',
  'job_centre',
]

/** Where there are too few groups to join: what brings people together besides. */
const together = ['need:clubs', 'need:company', 'need:arts', 'need:growing', 'need:sport']

const wish = { q: '', open: false, free: false, stepfree: false, age: null, order: 'near', page: 1 } as const

const asWished = ({ items, without }: Found): FoundItem[] => (without.filters.length ? [] : items)

const ofEach = async (db: Findings, near: string, reader: Reader, kinds: string[], traits: string[]) => {
  const asked = [
    ...kinds.map((kind) => ({ ...wish, near, kind, with: [], limit: 1 })),
    ...traits.map((trait) => ({ ...wish, near, kind: '', with: [trait], limit: 2 })),
  ]
  const found = await Promise.all(asked.map((one) => find(db, one, reader)))
  return found.flatMap(asWished)
}

const five = (items: FoundItem[]): FoundItem[] =>
  [...new Map(items.map((item) => [item.thing, item])).values()].slice(0, 5)

export interface Pack {
  places: FoundItem[]
  people: FoundItem[]
  /** From where distances count; null for the whole area. */
  from: string | null
}

/** Five places of different kinds and five ways to meet people, the nearest of each. */
export const packFor = async (db: Findings, near: string, reader: Reader): Promise<Pack> => {
  const [places, groups, others] = await Promise.all([
    ofEach(db, near, reader, welcoming, []),
    find(db, { ...wish, near, kind: 'group', with: [], limit: 5 }, reader),
    ofEach(db, near, reader, [], together),
  ])
  const chosen = five(places)
  const isChosen = ({ thing }: FoundItem) => chosen.some((place) => place.thing === thing)
  return {
    places: chosen,
    people: five([...asWished(groups), ...others.filter((item) => !isChosen(item))]),
    from: groups.where && groups.where.kind !== 'position' ? groups.where.name : null,
  }
}
