import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'

const mark = '/* kept */'

/**
 * Put before a query whose plan is the same for every value (a look-up by id over many tables): each connection then plans it once
 * instead of each time, which is most of its cost. Not for searches: a plan that must fit all values fits none of them well.
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
