import { Action, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { groupSentences, type MessageKey } from './messages/catalogue.ts'

export interface Reader {
  address: string
  name: string | null
  language: string
}

interface Told {
  kind: string
  /** Of a confidential circle no letter says a name: not in the subject, not in the text. */
  confidential: boolean
  subject: MessageKey
  text: MessageKey
  values?: Record<string, string>
  href: string
  button?: MessageKey
}

const wordsIn = (language: string) =>
  translator<MessageKey>(
    (languages as readonly string[]).includes(language) ? (language as Language) : 'en',
    groupSentences,
  )

/** Every letter about a group: what happened, and one link. */
export const groupLetter = (
  to: Reader,
  { kind, confidential, subject, text, values, href, button = 'mailOpen' }: Told,
): OutgoingLetter => {
  const t = wordsIn(to.language)
  return {
    kind: `groups.${kind}`,
    to: { address: to.address, name: confidential ? null : to.name },
    subject: t(confidential ? 'mailNeutralSubject' : subject, values),
    language: to.language,
    body: (
      <Letter>
        {!confidential && <Paragraph>{t(text, values)}</Paragraph>}
        <Action href={href}>{t(button)}</Action>
      </Letter>
    ),
  }
}
