import { z } from 'zod'
import type { Community } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { compose } from '#kernel/mail/compose.tsx'
import type { MailTables } from '#kernel/mail/tables.ts'
import { demoOnly } from '#kernel/routes/access.ts'
import { file } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { line } from '#kernel/text/text.ts'
import { ar } from './messages/ar.ts'
import { en, type MessageKey } from './messages/en.ts'
import { es } from './messages/es.ts'
import { ShowLetter, ShowMailbox } from './pages.tsx'
import { demoLetters, maybeLetter } from './queries.ts'
import { ownLinks } from './rules.ts'

const Filter = z.strictObject({ to: line({ max: 254 }).optional() })

/** Letters name the address that they were written under, which may be another of ours than the reader's. */
const originsOf = (community: Community, url: URL) => [
  ...new Set([url.origin, originFor(community, url), originFor(community, new URL('http://elsewhere.invalid'))]),
]

/** Only where a demo runs: there its letters end, since nobody real waits for them. */
export const mailboxRoutes = routes<MailTables, MessageKey>('mailbox', { en, es, ar }, ({ page, endpoint }) => [
  page(
    '/mailbox',
    { access: demoOnly, shows: 'personal', input: Filter },
    async ({ db, community, input, t, language, now }) => {
      const to = input.to || null
      return (
        <ShowMailbox
          letters={await demoLetters(db, to)}
          to={to}
          t={t}
          language={language}
          zone={community.zone}
          now={now}
        />
      )
    },
  ),

  page(
    '/mailbox/:id',
    { access: demoOnly, shows: 'personal' },
    async ({ db, community, params, t, language, now, url }) => {
      const stored = await maybeLetter(db, params.id)
      const letter = stored && compose(stored, { name: community.name, origin: originFor(community, url) })
      if (!letter) throw new NotFound()
      const read = {
        id: stored.id,
        subject: letter.subject,
        to: stored.to_address!,
        from: letter.from,
        at: stored.queued_at,
        text: letter.text,
        links: ownLinks(letter.text, originsOf(community, url)),
      }
      return <ShowLetter letter={read} t={t} language={language} zone={community.zone} now={now} />
    },
  ),

  endpoint(
    'GET',
    '/mailbox/:id/letter.html',
    { access: demoOnly, effect: 'reads', shows: 'personal', about: 'A letter of the demo as mail programs show it' },
    async ({ db, community, params, url }) => {
      const stored = await maybeLetter(db, params.id)
      const letter = stored && compose(stored, { name: community.name, origin: originFor(community, url) })
      if (!letter) throw new NotFound()
      return file(letter.html, 'text/html; charset=utf-8', { inline: true })
    },
  ),
])
