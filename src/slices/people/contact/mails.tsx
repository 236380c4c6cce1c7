import { Action, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { type ContactKey, contactSentences } from './messages/catalogue.ts'

interface Writing {
  language: string
  community: string
  origin: string
}

/** Not urgent, though somebody asked for it: it is there to show how all the others come. */
export const testLetter = (
  to: { address: string; name: string; language: string | null },
  { language, community, origin }: Writing,
): OutgoingLetter => {
  const wanted = to.language ?? language
  const known = (languages as readonly string[]).includes(wanted) ? (wanted as Language) : 'en'
  const t = translator<ContactKey>(known, contactSentences)
  return {
    kind: 'people.contact_test',
    to: { address: to.address, name: to.name },
    language: known,
    subject: t('testSubject', { community }),
    body: (
      <Letter>
        <Paragraph>{t('testText', { community })}</Paragraph>
        <Action href={`${origin}/account/contact`}>{t('testOpen')}</Action>
      </Letter>
    ),
  }
}
