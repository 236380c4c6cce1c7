import { sql } from 'kysely'
import type { AnyTx } from '#kernel/database/database.ts'
import { letGoFiles } from '#kernel/files/keep.ts'

/** Empties a post that moderators removed, with all that hung on it; its place stays, so that answers still stand under something. */
export const eraseRemoved = async (tx: AnyTx, id: string): Promise<void> => {
  await sql`select empty_removed(${id})`.execute(tx)
  await letGoFiles(tx, id)
}
