import { sql } from 'kysely'
import pg from 'pg'
import type { AnyTx } from '#kernel/database/database.ts'

/** Told to a hearer when news may have been lost: the connection broke and is back. */
export const gap = Symbol('gap')

export type Heard = Record<string, unknown> | typeof gap
export type Hearer = (news: Heard) => void

export interface Hearing {
  /** Hears what `tell` says about a topic in one community, in whichever process; returns how to stop. */
  hear: (schema: string, topic: string, hearer: Hearer) => () => void
  stop: () => Promise<void>
}

const channel = 'wellmet_live'

/**
 * Tells every process that looks at a topic, when the transaction commits and not if it rolls back. Ids and small words only:
 * PostgreSQL hands the message to everybody who listens, so it must say nothing that is not meant for all.
 */
export const tell = async (tx: AnyTx, topic: string, news: Record<string, string | number | null>): Promise<void> => {
  await sql`select pg_notify(${channel},
    json_build_object('schema', current_schema(), 'topic', ${topic}::text, 'news', ${JSON.stringify(news)}::json)::text)`.execute(
    tx,
  )
}

const parsed = (
  payload: string | undefined,
): { schema: string; topic: string; news: Record<string, unknown> } | null => {
  try {
    return JSON.parse(payload ?? '')
  } catch {
    return null
  }
}

/** One listening connection for the whole process, opened when somebody first wants to hear, and opened again when it breaks. */
export const openHearing = (connection: pg.ClientConfig): Hearing => {
  const hearers = new Map<string, Set<Hearer>>()
  let client: pg.Client | null = null
  let opening: Promise<void> | null = null
  let stopped = false
  let retry: NodeJS.Timeout | undefined

  const say = (key: string, news: Heard) => {
    for (const hearer of [...(hearers.get(key) ?? [])]) hearer(news)
  }

  const lost = (broken: pg.Client) => {
    if (client !== broken) return
    client = null
    if (!stopped && hearers.size) retry = setTimeout(open, 500).unref()
  }

  const connect = async (isAgain: boolean) => {
    const fresh = new pg.Client({ ...connection, application_name: 'wellmet hears', keepAlive: true })
    fresh.on('error', () => lost(fresh))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ payload }) => {
      const message = parsed(payload)
      if (message) say(`${message.schema} ${message.topic}`, message.news)
    })
    client = fresh
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      if (isAgain) for (const key of [...hearers.keys()]) say(key, gap)
    } catch {
      lost(fresh)
    }
  }

  let wasOpen = false
  const open = () => {
    if (client || opening || stopped) return
    opening = connect(wasOpen).finally(() => {
      opening = null
      wasOpen = true
    })
  }

  return {
    hear: (schema, topic, hearer) => {
      const key = `${schema} ${topic}`
      const known = hearers.get(key) ?? new Set()
      hearers.set(key, known.add(hearer))
      open()
      return () => {
        known.delete(hearer)
        if (!known.size && hearers.get(key) === known) hearers.delete(key)
      }
    },
    stop: async () => {
      stopped = true
      clearTimeout(retry)
      hearers.clear()
      await opening
      await client?.end().catch(() => {})
    },
  }
}
