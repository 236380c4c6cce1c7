import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { isPoint, type Point } from './distance.ts'
import type { GazetteerTables, NameKind } from './tables.ts'

/** A name and where it is; `weight` says how many things bear it. */
export interface Entry extends Point {
  name: string
  kind: NameKind
  weight?: number
}

/** Where somebody means: by a name that we know, perhaps not quite as typed, or by a position. */
export interface Where extends Point {
  name: string
  kind: NameKind | 'position'
  /** How it was typed, where we took a similar name for it. */
  insteadOf: string | null
}

/** `m33 7wr` and `M33-7WR` → `m337wr`; `Hale Barns` → `halebarns`: what two spellings of one name share. */
export const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 100)

/** `53.42, -2.32`: a position as browsers give it. Null where it is none. */
export const positionIn = (text: string): Point | null => {
  const [, lat, lon] = /^\s*(-?\d{1,2}(?:\.\d{1,15})?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*$/u.exec(text) ?? []
  if (lat === undefined) return null
  const point = { lat: Number(lat), lon: Number(lon) }
  return isPoint(point) ? point : null
}

/** Full British postcodes fall back on their first half, e.g. `m337wr` → `m33`, where the whole one is not known. */
export const outcodeOf = (key: string): string | null => /^([a-z]{1,2}\d[a-z\d]?)\d[a-z]{2}$/u.exec(key)?.[1] ?? null

/**
 * The first half of a British postcode of which a part is missing: `M33 7` → `m33`. Without the space it is one only where the first
 * half could not be longer: `m337` is in M33, but `m33` is not in M3.
 */
export const outcodeIn = (typed: string): string | null => {
  const [, first] = /^\s*([a-z]{1,2}\d[a-z\d]?)[\s-]+\d[a-z]{0,2}\s*$/iu.exec(typed) ?? []
  const key = keyOf(typed)
  return first?.toLowerCase() ?? outcodeOf(key) ?? /^([a-z]{1,2}\d[a-z\d])\d[a-z]?$/u.exec(key)?.[1] ?? null
}

/** Takes the names in, replacing what was known under the same name and kind. */
export const loadGazetteer = async (tx: Tx<GazetteerTables>, entries: readonly Entry[]): Promise<void> => {
  const rows = new Map<string, object>()
  for (const { name, kind, lat, lon, weight = 1 } of entries) {
    const key = keyOf(name)
    if (key && isPoint({ lat, lon })) rows.set(`${kind} ${key}`, { name: name.trim(), key, kind, lat, lon, weight })
  }
  await sql`
    insert into gazetteer as known (name, key, kind, lat, lon, weight)
    select name, key, kind, lat, lon, weight
    from jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb)
      as given (name text, key text, kind text, lat double precision, lon double precision, weight integer)
    on conflict (key, kind) do update
      set name = excluded.name, lat = excluded.lat, lon = excluded.lon, weight = excluded.weight
      where (known.name, known.lat, known.lon, known.weight) is distinct from (excluded.name, excluded.lat, excluded.lon, excluded.weight)
  `.execute(tx)
}

/** Names less alike than this (trigrams shared, 0 to 1) are different names. */
const alike = 0.35

/**
 * Where a postcode, the first half of one, or the name of a town, district or place is. Case, accents and spaces do not matter,
 * nor does a small slip in a name; `insteadOf` then says so. Null for a name that nobody told us.
 */
export const whereIs = async (db: Db<GazetteerTables>, typed: string): Promise<Where | null> => {
  const position = positionIn(typed)
  if (position) return { ...position, name: '', kind: 'position', insteadOf: null }
  const key = keyOf(typed)
  if (!key) return null
  const outcode = outcodeIn(typed)
  const { rows } = await sql<Where & { found: string }>`
    select name, kind, lat, lon, key as found from gazetteer
    where key = any(${[key, outcode ?? key]}::text[])
       or (${/^\p{L}{3,}$/u.test(key)} and key % ${key} and similarity(key, ${key}) >= ${alike} and kind <> 'postcode' and kind <> 'outcode')
    order by key = ${/\s/u.test(typed.trim()) && outcode && !outcodeOf(key) ? outcode : key} desc, similarity(key, ${key}) desc, kind in ('postcode', 'outcode', 'town') desc, weight desc, name
    limit 1`.execute(db)
  const best = rows[0]
  if (!best) return null
  const { found, ...where } = best
  return { ...where, insteadOf: found === key ? null : typed.trim() }
}
