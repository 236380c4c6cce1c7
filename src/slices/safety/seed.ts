import type { AnyDb, Community } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { fileReport } from './commands.ts'
import type { SafetyTables } from './tables.ts'
import { planWatch } from './watch/commands.ts'

const day = 24 * 3_600_000

interface Listed {
  id: string
  name: string
}

interface Cast {
  ruth: string
  maryam: string
  nasreen: string
}

const isDone = async (db: AnyDb) =>
  (
    await db
      .selectFrom('on_call' as keyof SafetyTables)
      .select('id')
      .limit(1)
      .execute()
  ).length > 0

/** A week on call, and two harmless things that somebody noticed in the listings. Cheap to do again. */
export const seedSafety = async (
  { write }: Community,
  cast: Cast,
  services: Listed[],
  now = new Date(),
): Promise<void> => {
  if (await isDone(write)) return
  const reports = [
    { by: cast.maryam, reason: 'wrong', words: 'I rang today and the number is for another office.', hours: 5 },
    { by: cast.nasreen, reason: 'other', words: 'They have moved: there is a note on the door.', hours: 80 },
  ] as const
  for (const [at, { by, reason, words, hours }] of reports.entries()) {
    const listed = services[at]
    if (!listed) continue
    const thing = {
      kind: 'service',
      id: listed.id,
      title: listed.name,
      copy: listed.name,
      path: `/services/${listed.id}`,
      scope: null,
      confidential: false,
    }
    const madeAt = new Date(now.getTime() - hours * 3_600_000)
    await inTransaction(write, (tx) => fileReport(tx, { personId: by }, { thing, about: null, reason, words }, madeAt))
  }
  const until = new Date(now.getTime() + 7 * day)
  await planWatch(write, theProgram, { person: cast.ruth, from: new Date(now.getTime() - day), until }, now)
}
