import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'

/** Begins a raw text whose statement is to be kept: see `kept`. */
export const mark = '/* kept */'

/**
 * Put before a query whose plan is the same for every value (a look-up by id over many tables): each connection then plans it once
 * instead of each time, which is most of its cost. Everything that changes belongs in the values: each other text is kept by each
 * connection. Not where the best plan hangs on the values.
 */
export const kept = sql.raw(mark)

const names = new Map<string, string>()

const nameOf = (text: string): string => {
  let name = names.get(text)
  if (!name) {
    name = `kept_${createHash('sha1').update(text).digest('hex').slice(0, 16)}`
    names.set(text, name)
  }
  return name
}

type Query = (config: unknown, values?: unknown, callback?: unknown) => unknown

/** A connection that gives marked statements a name, so that PostgreSQL keeps their plan. */
export class KeepingClient extends pg.Client {
  override query(...given: any[]): any {
    const query = super.query.bind(this) as unknown as Query
    const [text, values, callback] = given
    if (typeof text === 'string' && text.startsWith(mark) && Array.isArray(values)) {
      return query({ name: nameOf(text), text, values }, callback)
    }
    return query(text, values, callback)
  }
}
