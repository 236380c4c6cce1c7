import { mannersOf } from '#kernel/mail/manners.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes, type Typed } from '#kernel/routes/registry.ts'
import { minutesOf } from '#kernel/time/days.ts'
import { self } from '../account/commands.ts'
import type { PeopleTables } from '../tables.ts'
import { changeContact } from './commands.ts'
import { ContactForm } from './fields.ts'
import { type ContactKey, contactSentences } from './messages/catalogue.ts'
import { ShowContact, typedFrom } from './pages.tsx'

const hoursFrom = ({ from, to, zone }: ContactForm) => {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  return start === null || end === null ? null : { from: start, to: end, zone }
}

const zoneOf = (typed: Typed, fallback: string) => ({ ...typed, zone: typed.zone || fallback })

export const contactRoutes = routes<PeopleTables, ContactKey>('people', contactSentences, ({ page, action }) => [
  page('/account/contact', { access: signedIn, shows: 'own' }, async ({ db, actor, t, community }) => (
    <ShowContact
      t={t}
      typed={typedFrom(await mannersOf(db, self(actor)), community.zone)}
      byHelper={actor.actedBy !== null}
    />
  )),
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
