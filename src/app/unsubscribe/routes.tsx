import { z } from 'zod'
import { across } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { type MailList, mailLists } from '#kernel/mail/lists.ts'
import { allowLetters, maybeReader, refuseLetters } from '#kernel/mail/refusals.ts'
import type { MailTables } from '#kernel/mail/tables.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { ar } from './messages/ar.ts'
import { en, type MessageKey } from './messages/en.ts'
import { es } from './messages/es.ts'
import { ShowRefusal } from './pages.tsx'

type Path = '/unsubscribe/:list/:reader'
type Here = Asked<MailTables, MessageKey, unknown, Path>

const params = { list: z.enum(mailLists) }

const change = async ({ db, params: { list, reader } }: Here, how: typeof refuseLetters) => {
  const known = await inTransaction(db, (tx) => how(tx, reader, list as MailList))
  if (!known) throw new NotFound()
}

const pageOf = ({ params: { list, reader } }: Here) => `/unsubscribe/${list}/${reader}`

/**
 * Refusing letters without an account: whoever holds the key in a letter's link may. The page needs a press of its button; the
 * mail program's own «unsubscribe» posts to the same address (RFC 8058) and gets no redirect, as that standard demands.
 */
export const unsubscribeRoutes = routes<MailTables, MessageKey>(
  'unsubscribe',
  { en, es, ar },
  ({ page, action, endpoint }) => [
    page('/unsubscribe/:list/:reader', { access: anyone, shows: 'personal', params }, async (asked) => {
      const { db, community, t } = asked
      const { list, reader } = asked.params as { list: MailList; reader: string }
      const known = await maybeReader(across(db), reader)
      if (!known) throw new NotFound()
      const refused = known.refused.includes(list)
      return <ShowRefusal list={list} reader={reader} refused={refused} community={community.name} t={t} />
    }),

    endpoint(
      'POST',
      '/unsubscribe/:list/:reader',
      {
        access: anyone,
        effect: 'writes',
        shows: 'personal',
        params,
        withoutToken: {
          because: 'RFC 8058: mail programs post here by themselves; the key in the address is the proof',
        },
        limit: { perMinute: 600 },
        about: 'One-click unsubscribe of mail programs (RFC 8058)',
      },
      async (asked) => {
        await change(asked, refuseLetters)
        return file('ok\n', 'text/plain; charset=utf-8', { inline: true })
      },
    ),

    action('/unsubscribe/:list/:reader/refusal', { access: anyone, effect: 'writes', params }, async (asked) => {
      await change(asked, refuseLetters)
      return seeOther(pageOf(asked), asked.t('stopped'))
    }),

    action('/unsubscribe/:list/:reader/return', { access: anyone, effect: 'writes', params }, async (asked) => {
      await change(asked, allowLetters)
      return seeOther(pageOf(asked), asked.t('comingAgain'))
    }),
  ],
)
