import { z } from 'zod'
import { across, acrossTx, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { asPicture, limits, type Picture } from '#kernel/files/picture.ts'
import { filePath } from '#kernel/files/routes.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes, type Typed } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { line } from '#kernel/text/text.ts'
import { logFields } from '#slices/directory/history/commands.ts'
import { may } from '#slices/organisations/access.ts'
import { dropLogo, keepLogo } from '#slices/organisations/logo/commands.ts'
import { maybeLogo } from '#slices/organisations/logo/queries.ts'
import { organisationOf } from '#slices/organisations/queries.ts'
import type { OrganisationTables } from '#slices/organisations/tables.ts'
import { type MessageKey, organisationWords } from '../organisations-words/messages/catalogue.ts'
import { ShowLogo } from './pages.tsx'

/** A file field that was left empty arrives as a file without bytes. */
const picture = z
  .union([z.instanceof(File), z.literal('')])
  .optional()
  .transform((given) => (given instanceof File && given.size > 0 ? given : null))

const LogoForm = z.strictObject({ picture, alt: line({ min: 1, max: 200 }) })

type Here<Input = unknown> = Asked<OrganisationTables, MessageKey, Input, '/organisations/:id/logo'>

const cared = ({ db, actor, params: { id } }: Here) => {
  if (!may.lookAfter(actor, id)) throw new NotFound()
  return organisationOf(across(db), id)
}

const show = async (here: Here, typed?: Typed, problems?: Problem[]) => {
  const organisation = await cared(here)
  const kept = await maybeLogo(across(here.db), organisation.id)
  const logo = kept && { src: filePath(kept.hash), alt: kept.alt }
  return <ShowLogo t={here.t} {...{ organisation, logo, typed, problems }} />
}

/** HSDS's field of the same name, with the log of what changed: mirrors hear of it, and an import leaves it alone. */
const writeField = async (tx: Tx<OrganisationTables>, id: string, logo: string | null, now: Date) => {
  const { logo: previous } = await tx
    .selectFrom('organization')
    .select('logo')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tx.updateTable('organization').set({ logo, modified_at: now }).where('id', '=', id).execute()
  const change = { id, field: 'logo', previous, replacement: logo }
  await logFields(acrossTx(tx), 'organization', [change], { by: 'organisation', now })
}

/** The picture is made anew before the transaction begins: it may have to wait for its turn. */
const madeAnew = async (sent: File | null, t: Here['t']): Promise<Picture> => {
  if (!sent) throw new Invalid([{ field: 'picture', message: t('logoMissing') }])
  const seen = await asPicture(new Uint8Array(await sent.arrayBuffer()), 'picture')
  if (seen.kind === 'refused') throw new Invalid([{ field: 'picture', message: t('logoRefused') }])
  return seen.picture
}

/** The picture by which an organisation is known. */
export const logoRoutes: Route[] = routes<OrganisationTables, MessageKey>(
  'organisations',
  organisationWords,
  ({ page, action }) => [
    page(
      '/organisations/:id/logo',
      { access: anyOf('editor', 'admin'), shows: 'own', about: 'An organisation’s picture' },
      (here) => show(here),
    ),
    action(
      '/organisations/:id/logo',
      {
        access: anyOf('editor', 'admin'),
        input: LogoForm,
        effect: 'writes',
        maxBody: limits.bytes + 256 * 1024,
        limit: { perMinute: 10 },
      },
      async (here) => {
        const { db, actor, params, input, now, t, community, url } = here
        await cared(here)
        const kept = { picture: await madeAnew(input.picture, t), alt: input.alt }
        await inTransaction(db, async (tx) => {
          const hash = await keepLogo(tx, actor, params.id, kept, now)
          await writeField(tx, params.id, `${originFor(community, url)}${filePath(hash)}`, now)
        })
        return seeOther(`/organisations/${params.id}/logo`, t('logoKept'))
      },
      (here, typed, problems) => show(here, typed, problems),
    ),
    action('/organisations/:id/logo/gone', { access: anyOf('editor', 'admin'), effect: 'writes' }, async (here) => {
      const { db, actor, params, now, t } = here
      await inTransaction(db, async (tx) => {
        await dropLogo(tx, actor, params.id)
        await writeField(tx, params.id, null, now)
      })
      return seeOther(`/organisations/${params.id}/logo`, t('logoGone'))
    }),
  ],
)
