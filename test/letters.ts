import type { Reaction } from '#kernel/facts/facts.ts'
import type { Town } from './town.ts'
import { until, workerFor } from './work.ts'

export interface Letter {
  kind: string
  to: string
  subject: string
  text: string
  html: string
  language: string
  /** Path and query of the link in it, as our own clients take them. */
  link: string
}

export interface Letterbox {
  /** Letters to an address so far, oldest first, once all reactions have run. */
  to: (address: string) => Promise<Letter[]>
  /** The newest letter to an address. */
  newest: (address: string) => Promise<Letter>
  stop: () => Promise<void>
}

const linkIn = (text: string) => {
  const address = /https?:\/\/\S+/u.exec(text)?.[0]
  return address ? address.slice(new URL(address).origin.length) : ''
}

/** Runs the reactions of a town and reads what would leave by mail; nothing is sent anywhere. */
export const letterbox = ({ database, sql, config }: Town, reactions: readonly Reaction[]): Letterbox => {
  const worker = workerFor(database, { reactions, originOf: () => config.url })
  const isQuiet = async () => {
    const { rows } = await database.owner.query(
      `select 1 from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
       where task.identifier <> 'mail.send'`,
    )
    return rows.length === 0
  }
  const to = async (address: string): Promise<Letter[]> => {
    await until(isQuiet)
    const rows = await sql`select * from mail where to_address = ${address} order by queued_at, id`
    return rows.map((row) => ({
      kind: String(row.kind),
      to: String(row.to_address),
      subject: String(row.subject),
      text: String(row.text),
      html: String(row.html),
      language: String(row.language),
      link: linkIn(String(row.text)),
    }))
  }
  const newest = async (address: string) => {
    const letter = (await to(address)).at(-1)
    if (!letter) throw new Error(`no letter to ${address}`)
    return letter
  }
  return { to, newest, stop: worker.stop }
}
