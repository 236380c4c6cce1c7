import { Action, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { type FreshnessKey, freshnessSentences } from '../messages/catalogue.ts'

interface Welcome {
  to: { address: string; name: string }
  language: string
  community: string
  origin: string
}

/** To somebody whom a steward asked to ring: what it is, and where. */
export const checkerLetter = ({ to, language, community, origin }: Welcome): OutgoingLetter => {
  const said = (languages as readonly string[]).includes(language) ? (language as Language) : 'en'
  const t = translator<FreshnessKey>(said, freshnessSentences)
  return {
    kind: 'directory.checker_named',
    to,
    language: said,
    subject: t('mailCheckerSubject'),
    body: (
      <Letter>
        <Paragraph>{t('mailHello')}</Paragraph>
        <Paragraph>{t('mailCheckerText', { community })}</Paragraph>
        <Action href={`${origin}/directory/checks`}>{t('callsTitle')}</Action>
      </Letter>
    ),
  }
}
