import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { self } from '../account/commands.ts'
import { dayIn } from '../account/pages.tsx'
import { shownNames } from '../profile/queries.ts'
import type { PeopleTables } from '../tables.ts'
import { withdrawConsent } from './commands.ts'
import { type ConsentKey, consentSentences } from './messages/catalogue.ts'
import { ShowAgreed } from './pages.tsx'
import { agreementsOf } from './queries.ts'

const languageNameIn = (language: string) => {
  const names = new Intl.DisplayNames([language], { type: 'language' })
  return (code: string) => names.of(code) ?? code
}

export const consentRoutes = routes<PeopleTables, ConsentKey>('people', consentSentences, ({ page, action }) => [
  page('/account/agreed', { access: signedIn, shows: 'own' }, async ({ db, actor, t, now, language, community }) => {
    const agreements = await agreementsOf(db, self(actor))
    const names = await shownNames(
      db,
      actor,
      agreements.flatMap(({ recordedBy }) => recordedBy ?? []),
    )
    const words = { day: dayIn(language, community.zone), languageName: languageNameIn(language) }
    return <ShowAgreed t={t} agreements={agreements} names={names} now={now} {...words} />
  }),
  action(
    '/account/agreed/:id/withdraw',
    { access: signedIn, effect: 'writes' },
    async ({ db, actor, params, now, t }) => {
      await withdrawConsent(db, actor, params.id, now)
      return seeOther('/account/agreed', t('takenBack'))
    },
  ),
])
