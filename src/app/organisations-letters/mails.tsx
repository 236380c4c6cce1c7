import { Action, Letter, Paragraph, Small } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { type MessageKey, organisationWords } from '../organisations-words/messages/catalogue.ts'

const wordsIn = (language: string) =>
  translator<MessageKey>(
    (languages as readonly string[]).includes(language) ? (language as Language) : 'en',
    organisationWords,
  )

interface Reader {
  address: string
  name?: string | null
  language: string
}

interface Told {
  kind: string
  subject: MessageKey
  text: MessageKey
  values: Record<string, string>
  href: string
}

/** A letter about an organisation: what happened, and one link. */
export const organisationLetter = (to: Reader, { kind, subject, text, values, href }: Told): OutgoingLetter => {
  const t = wordsIn(to.language)
  return {
    kind: `organisations.${kind}`,
    to: { address: to.address, name: to.name ?? null },
    language: to.language,
    subject: t(subject, values),
    body: (
      <Letter>
        <Paragraph>{t(text, values)}</Paragraph>
        <Action href={href}>{t('mailOpen')}</Action>
      </Letter>
    ),
  }
}

/** To an address at an organisation's own domain: whoever reads it there may say that it is theirs. */
export const proofLetter = (to: Reader, values: Record<string, string>, href: string): OutgoingLetter => {
  const t = wordsIn(to.language)
  return {
    kind: 'organisations.proof',
    to: { address: to.address },
    language: to.language,
    subject: t('mailProofSubject'),
    body: (
      <Letter>
        <Paragraph>{t('mailProofText', values)}</Paragraph>
        <Action href={href}>{t('mailOpen')}</Action>
        <Small>{t('mailProofSmall')}</Small>
      </Letter>
    ),
  }
}
