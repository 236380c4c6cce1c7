import { Action, Letter, Paragraph, Small } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { beginning } from './found/rules.ts'
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
  button: MessageKey
}

const wordsIn = (language: string) =>
  translator<MessageKey>(
    (languages as readonly string[]).includes(language) ? (language as Language) : 'en',
    groupSentences,
  )

/** Every letter about a group: what happened, and one link. About a circle it says nothing that somebody else could read. */
export const groupLetter = (to: Reader, told: Told): OutgoingLetter => {
  const { kind, confidential, subject, text, values, href, button } = told
  const t = wordsIn(to.language)
  return {
    kind: `groups.${kind}`,
    to: { address: to.address, name: confidential ? null : to.name },
    subject: t(confidential ? 'mailNeutralSubject' : subject, values),
    language: to.language,
    body: (
      <Letter>
        <Paragraph>{t(confidential ? 'mailNeutralText' : text, values)}</Paragraph>
        <Action href={href}>{t(confidential ? 'mailOpen' : button)}</Action>
      </Letter>
    ),
  }
}

interface Invited {
  address: string
  language: string
  /** The host who invites. */
  by: string
  group: { name: string; about: string; confidential: boolean }
  href: string
}

/** Who invites to what; for a circle neither. */
export const invitationLetter = ({ address, language, by, group, href }: Invited): OutgoingLetter => {
  const t = wordsIn(language)
  const { confidential, name, about } = group
  return {
    kind: 'groups.invitation',
    to: { address, name: null },
    subject: confidential ? t('mailInviteNeutralSubject') : t('mailInviteSubject', { by, name }),
    language,
    body: (
      <Letter>
        <Paragraph>{confidential ? t('mailInviteNeutralText') : t('mailInviteText', { by, name })}</Paragraph>
        {!confidential && <Paragraph>{beginning(about, 300)}</Paragraph>}
        <Action href={href}>{t('mailInviteOpen')}</Action>
        <Small>{t('mailInviteIgnore')}</Small>
      </Letter>
    ),
  }
}
