import { Action, Letter, Paragraph, Small } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { type TrustKey, trustSentences } from './messages/catalogue.ts'

const wordsIn = (language: string) =>
  translator<TrustKey>(
    (languages as readonly string[]).includes(language) ? (language as Language) : 'en',
    trustSentences,
  )

interface Writing {
  language: string
  community: string
}

/** Who invites, to what, and what for. */
export const invitationLetter = (
  email: string,
  { language, community, scopeName }: Writing & { scopeName?: string },
  { by, role }: { by: string; role: string },
  href: string,
): OutgoingLetter => {
  const t = wordsIn(language)
  const values = { name: by, community, role, scope: scopeName ?? '' }
  return {
    kind: 'people.role_offered',
    to: { address: email },
    language,
    subject: t('offerSubject', values),
    body: (
      <Letter>
        <Paragraph>{t(scopeName ? 'offerTextFor' : 'offerText', values)}</Paragraph>
        <Action href={href}>{t('offerOpen')}</Action>
        <Small>{t('offerSmall')}</Small>
      </Letter>
    ),
  }
}

interface Ending {
  kind: string
  holder: string
  day: string
  over: boolean
}

/** To the holder, and to those who trust them with what needs the check. */
export const checkEndsLetter = (
  to: { address: string; name: string },
  { language, community }: Writing,
  { kind, holder, day, over }: Ending,
  href: string,
): OutgoingLetter => {
  const t = wordsIn(language)
  const values = { check: t(`kind_${kind}` as TrustKey), name: holder, date: day, community }
  return {
    kind: over ? 'people.check_over' : 'people.check_ends',
    to,
    language,
    subject: t(over ? 'checkOverSubject' : 'checkEndsSubject', values),
    body: (
      <Letter>
        <Paragraph>{t(over ? 'checkOverText' : 'checkEndsText', values)}</Paragraph>
        <Action href={href}>{t('checkOpen')}</Action>
      </Letter>
    ),
  }
}
