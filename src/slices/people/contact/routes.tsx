import { preview } from '#kernel/mail/compose.tsx'
import { isByHand, type Manners, mannersOf, waitsUntil } from '#kernel/mail/manners.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { minutesOf } from '#kernel/time/days.ts'
import { self } from '../account/commands.ts'
import type { PeopleTables } from '../tables.ts'
import { changeContact, sendTest } from './commands.ts'
import { ContactForm } from './fields.ts'
import { testLetter } from './mails.tsx'
import { type ContactKey, contactSentences } from './messages/catalogue.ts'
import { ShowContact, typedFrom } from './pages.tsx'

type Here = Asked<PeopleTables, ContactKey, unknown, string>

const hoursFrom = ({ from, to, zone }: ContactForm) => {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  return start === null || end === null ? null : { from: start, to: end, zone }
}

/** The test letter, put into words as the mailer would. */
const lookOf = ({ actor, language, community, url }: Here, { neutral }: Manners) => {
  const origin = originFor(community, url)
  const to = { address: '', name: actor.name, language: actor.language }
  const letter = testLetter(to, { language, community: community.name, origin })
  return preview(letter, neutral, { name: community.name, origin })
}

const zoneOf = (typed: Typed, fallback: string) => ({ ...typed, zone: typed.zone || fallback })

export const contactRoutes = routes<PeopleTables, ContactKey>('people', contactSentences, ({ page, action }) => [
  page('/account/contact', { access: signedIn, shows: 'own' }, async (asked) => {
    const { db, actor, t, community } = asked
    const manners = await mannersOf(db, self(actor))
    const look = isByHand(manners, '', false) ? null : lookOf(asked, manners)
    const typed = typedFrom(manners, community.zone)
    return <ShowContact t={t} typed={typed} byHelper={actor.actedBy !== null} look={look} />
  }),
  action(
    '/account/contact/test',
    { access: signedIn, effect: 'sends', limit: { perMinute: 3 } },
    async ({ db, actor, now, t, language, community, url }) => {
      await sendTest(db, actor, { language, community: community.name, origin: originFor(community, url) })
      const manners = await mannersOf(db, self(actor))
      const waits = waitsUntil(manners, false, now) !== null
      return seeOther('/account/contact', t(isByHand(manners, '', false) ? 'sentByHand' : waits ? 'sentLater' : 'sent'))
    },
  ),
  action(
    '/account/contact',
    { access: signedIn, input: ContactForm, effect: 'writes' },
    async ({ db, actor, input, now, t, community }) => {
      const { channel, phone, no_voicemail, neutral } = input
      const manners = {
        channel,
        phone: phone || null,
        noVoicemail: no_voicemail,
        neutral: neutral || null,
        hours: hoursFrom(input),
      }
      await changeContact(db, actor, manners, { zone: community.zone, now })
      return seeOther(actor.actedBy ? '/acting' : '/account', t('contactSaved'))
    },
    ({ t, community, actor }, typed, problems) => (
      <ShowContact t={t} typed={zoneOf(typed, community.zone)} problems={problems} byHelper={actor.actedBy !== null} />
    ),
  ),
])
