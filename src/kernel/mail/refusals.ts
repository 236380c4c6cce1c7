import { v4 } from 'uuid'
import { type AnyDb, type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { addressHash } from './address.ts'
import type { MailList } from './lists.ts'
import type { MailTables } from './tables.ts'

/** A reader's key: the same for every letter to one address, random, so that it tells nothing and cannot be guessed. */
export const readerOf = async (tx: AnyTx, address: string): Promise<string> => {
  const { token } = await (acrossTx(tx) as Tx<MailTables>)
    .insertInto('mail_reader')
    .values({ address_hash: addressHash(address), token: v4() })
    .onConflict((conflict) =>
      conflict.column('address_hash').doUpdateSet((of) => ({ token: of.ref('mail_reader.token') })),
    )
    .returning('token')
    .executeTakeFirstOrThrow()
  return token
}

/** What is known of the reader with this key: which lists they have refused. `null` when nobody has it. */
export const maybeReader = async (db: AnyDb, token: string): Promise<{ refused: MailList[] } | null> => {
  const rows = await (db as Db<MailTables>)
    .selectFrom('mail_reader')
    .leftJoin('mail_refusal', 'mail_refusal.address_hash', 'mail_reader.address_hash')
    .select('mail_refusal.list')
    .where('mail_reader.token', '=', token)
    .execute()
  if (!rows.length) return null
  return { refused: rows.flatMap(({ list }) => list ?? []) }
}

/** No more letters of this list to this reader, those that already wait included. False when nobody has the key. */
export const refuseLetters = async (tx: AnyTx, token: string, list: MailList): Promise<boolean> => {
  const mails: Tx<MailTables> = acrossTx(tx)
  const reader = await mails
    .selectFrom('mail_reader')
    .select('address_hash')
    .where('token', '=', token)
    .executeTakeFirst()
  if (!reader) return false
  await mails
    .insertInto('mail_refusal')
    .values({ address_hash: reader.address_hash, list })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

/** The reader wants them again. */
export const allowLetters = async (tx: AnyTx, token: string, list: MailList): Promise<boolean> => {
  const mails: Tx<MailTables> = acrossTx(tx)
  const reader = await mails
    .selectFrom('mail_reader')
    .select('address_hash')
    .where('token', '=', token)
    .executeTakeFirst()
  if (!reader) return false
  await mails
    .deleteFrom('mail_refusal')
    .where('address_hash', '=', reader.address_hash)
    .where('list', '=', list)
    .execute()
  return true
}

export const hasRefused = async (db: AnyDb, token: string, list: MailList): Promise<boolean> =>
  (await maybeReader(db, token))?.refused.includes(list) ?? false
