import { filePath } from '#kernel/files/routes.ts'
import { translator } from '#kernel/messages/messages.ts'
import type { StandingOf } from '#slices/directory/standing/rules.ts'
import { may } from '#slices/organisations/access.ts'
import { maybeLogo } from '#slices/organisations/logo/queries.ts'
import { organisationSentences, type MessageKey as PartnershipKey } from '#slices/organisations/messages/catalogue.ts'
import { dayWords } from '#slices/organisations/pages.tsx'
import { openPartnerships } from '#slices/organisations/partnerships/queries.ts'
import { maybeVerification } from '#slices/organisations/verification/queries.ts'
import { type MessageKey, organisationWords } from '../organisations-words/messages/catalogue.ts'
import { LogoShown, Mark, Partners, Ways } from './pages.tsx'

/** What stands on an organisation's public page besides its listing: its picture, the mark, partners, and ways on. */
export const standingOf: StandingOf = async ({ db, actor, id, now, language, community }) => {
  const [logo, mark, partners] = await Promise.all([
    maybeLogo(db, id),
    maybeVerification(db, id, now),
    openPartnerships(db, id),
  ])
  const words = { t: translator<MessageKey>(language, organisationWords), day: dayWords(language, community.zone) }
  const kinds = translator<PartnershipKey>(language, organisationSentences)
  return {
    logo: <LogoShown logo={logo && { src: filePath(logo.hash), alt: logo.alt }} />,
    mark: <Mark mark={mark} community={community.name} {...words} />,
    partners: <Partners organisationId={id} partners={partners} kinds={kinds} {...words} />,
    ways: <Ways t={words.t} id={id} staff={may.lookAfter(actor, id)} steward={may.verify(actor)} />,
  }
}
