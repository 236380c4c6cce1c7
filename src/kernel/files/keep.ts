import { createHash } from 'node:crypto'
import { type AnyDb, type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import type { Picture } from './picture.ts'
import type { FileTables } from './tables.ts'

export interface FileWish {
  /** The person or thing that it is kept for: when it goes, `letGoFiles` removes what nothing else uses. */
  for: string
  /** Anybody may see it at `/files/HASH`. Without it only the thing's own route shows it, by `maybeFile`. */
  open?: boolean
}

/**
 * Keeps a picture (from `asPicture`) in the community's database, under the hash of its bytes, which it returns. What the sender
 * called it is not kept here; a slice that shows the name gives it to `file()`, which writes it as RFC 6266 wants.
 */
export const keepFile = async (tx: AnyTx, picture: Picture, wish: FileWish): Promise<string> => {
  const hash = createHash('sha256').update(picture.bytes).digest('hex')
  const files: Tx<FileTables> = acrossTx(tx)
  await files
    .insertInto('file')
    .values({ hash, ...picture })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await files
    .insertInto('file_use')
    .values({ hash, thing_id: wish.for, open: wish.open ?? false })
    .onConflict((conflict) =>
      conflict.columns(['hash', 'thing_id']).doUpdateSet((of) => ({ open: of.ref('excluded.open') })),
    )
    .execute()
  return hash
}

export interface KeptFile {
  bytes: Buffer
  type: string
}

/** A file of one thing, for a route that has already decided who may see the thing. */
export const maybeFile = async (db: AnyDb, hash: string, thingId: string): Promise<KeptFile | null> => {
  const row = await (db as Db<FileTables>)
    .selectFrom('file')
    .innerJoin('file_use', 'file_use.hash', 'file.hash')
    .select(['file.bytes', 'file.type'])
    .where('file.hash', '=', hash)
    .where('file_use.thing_id', '=', thingId)
    .executeTakeFirst()
  return row ?? null
}

/** A file that anybody may see. */
export const maybeOpenFile = async (db: AnyDb, hash: string): Promise<KeptFile | null> => {
  const row = await (db as Db<FileTables>)
    .selectFrom('file')
    .select(['bytes', 'type'])
    .where('hash', '=', hash)
    .where((file) =>
      file.exists(
        file.selectFrom('file_use').select('hash').whereRef('file_use.hash', '=', 'file.hash').where('open', '=', true),
      ),
    )
    .executeTakeFirst()
  return row ?? null
}

/** The thing no longer needs these files (all of its files without a hash): what nothing else uses is gone for good. */
export const letGoFiles = async (tx: AnyTx, thingId: string, hash?: string): Promise<void> => {
  const files: Tx<FileTables> = acrossTx(tx)
  const gone = await files
    .deleteFrom('file_use')
    .where('thing_id', '=', thingId)
    .$if(hash !== undefined, (query) => query.where('hash', '=', hash!))
    .returning('hash')
    .execute()
  if (!gone.length) return
  await files
    .deleteFrom('file')
    .where(
      'hash',
      'in',
      gone.map((use) => use.hash),
    )
    .where((file) =>
      file.not(file.exists(file.selectFrom('file_use').select('hash').whereRef('file_use.hash', '=', 'file.hash'))),
    )
    .execute()
}
