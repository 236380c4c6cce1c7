import { Action, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { type ConnectorKey, connectorSentences } from './messages/catalogue.ts'

export interface Writing {
  language: string
  community: string
  origin: string
}

/** Somebody is asked: by a steward, or by the connector who wants to hand over. */
export const askLetter = (
  to: { address: string; name: string; language: string | null },
  { language, community, origin }: Writing,
  { area, from }: { area: string; from: string | null },
): OutgoingLetter => {
  const wanted = to.language ?? language
  const known = (languages as readonly string[]).includes(wanted) ? (wanted as Language) : 'en'
  const t = translator<ConnectorKey>(known, connectorSentences)
  const values = { area, community, name: from }
  return {
    kind: from === null ? 'people.connector_asked' : 'people.hand_over_asked',
    to: { address: to.address, name: to.name },
    language: known,
    subject: t(from === null ? 'askSubject' : 'handSubject', values),
    body: (
      <Letter>
        <Paragraph>{t(from === null ? 'askText' : 'handText', values)}</Paragraph>
        <Action href={`${origin}/account/connector`}>{t('look')}</Action>
      </Letter>
    ),
  }
}
