import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { keyOf, outcodeIn } from '#kernel/geo/gazetteer.ts'
import type { GazetteerTables, NameKind } from '#kernel/geo/tables.ts'
import { type PlaceSaid, type Spoken, spokenIn } from './rules.ts'

/** A question as it was understood: see `Spoken`. `near` is the place that was said, by its own name; empty where none was. */
export interface Understanding extends Omit<Spoken, 'places'> {
  near: string
}

interface Named {
  key: string
  name: string
  kind: NameKind
}

const keysOf = (name: string): string[] => [keyOf(name), outcodeIn(name)].filter((one): one is string => !!one)

const wide: readonly NameKind[] = ['town', 'district', 'outcode', 'postcode']

const isMeant = ({ sure }: PlaceSaid, { kind }: Named) => sure || wide.includes(kind)

/** What somebody says in a question besides what they look for. A place in it counts only where we know its name, letter by letter. */
export const understandingOf = async (
  db: Db<GazetteerTables>,
  typed: string,
  placed: boolean,
): Promise<Understanding> => {
  const { places, ...said } = spokenIn(typed)
  const asItStands = { ...said, near: '' }
  if (placed || !places.length) return asItStands
  const keys = [...new Set(places.flatMap(({ name }) => keysOf(name)))]
  const { rows } = await sql<Named>`
    select key, name, kind from gazetteer where key = any(${keys}::text[])
    order by kind in ('postcode', 'outcode', 'town') desc, weight desc, name`.execute(db)
  for (const place of places) {
    const named = rows.find((row) => keysOf(place.name).includes(row.key) && isMeant(place, row))
    if (named) return { ...said, q: place.rest, near: named.kind === 'outcode' ? place.name.toUpperCase() : named.name }
  }
  return asItStands
}
