import { acrossTx, type Tx } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import { keepFile, letGoFiles } from '#kernel/files/keep.ts'
import type { Picture } from '#kernel/files/picture.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { may } from '../access.ts'
import { LogoChanged } from '../facts.ts'
import type { OrganisationTables } from '../tables.ts'

const mustLookAfter = (actor: Actor, organisationId: string) => {
  if (!may.lookAfter(actor, organisationId)) throw new NotFound()
}

/** Keeps the picture (made anew before) and what it shows, in words; returns the hash under which everybody sees it. */
export const keepLogo = async (
  tx: Tx<OrganisationTables>,
  actor: Actor,
  organisationId: string,
  { picture, alt }: { picture: Picture; alt: string },
  now: Date,
): Promise<string> => {
  mustLookAfter(actor, organisationId)
  await tx.selectFrom('organization').select('id').where('id', '=', organisationId).forUpdate().execute()
  await letGoFiles(acrossTx(tx), organisationId)
  const hash = await keepFile(acrossTx(tx), picture, { for: organisationId, open: true })
  const row = { file_hash: hash, alt, changed_at: now }
  await tx
    .insertInto('organisation_logo')
    .values({ organization_id: organisationId, ...row })
    .onConflict((known) => known.column('organization_id').doUpdateSet(row))
    .execute()
  await record(tx, actor, LogoChanged, { organisationId })
  return hash
}

/** No picture any more. @throws NotFound where there was none */
export const dropLogo = async (tx: Tx<OrganisationTables>, actor: Actor, organisationId: string): Promise<void> => {
  mustLookAfter(actor, organisationId)
  const gone = await tx
    .deleteFrom('organisation_logo')
    .where('organization_id', '=', organisationId)
    .returning('organization_id')
    .executeTakeFirst()
  if (!gone) throw new NotFound()
  await letGoFiles(acrossTx(tx), organisationId)
  await record(tx, actor, LogoChanged, { organisationId })
}
