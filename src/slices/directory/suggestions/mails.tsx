import { Action, Facts, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { valueWords } from '../editing/form/pages.tsx'
import { pathOf } from '../editing/rules.ts'
import { type SuggestionKey, suggestionSentences } from './messages/catalogue.ts'
import type { Outcome } from './queries.ts'
import { type Reason, reasons } from './rules.ts'

const isReason = (reason: string | null): reason is Reason => (reasons as readonly string[]).includes(reason ?? '')

/** «Thank you», with what became of each thing that was suggested. */
export const thanksLetter = (
  to: { address: string },
  { name, thing, language, fields }: Outcome,
  origin: string,
  community: string,
): OutgoingLetter => {
  const said = (languages as readonly string[]).includes(language) ? (language as Language) : 'en'
  const t = translator<SuggestionKey>(said, suggestionSentences)
  const lines = fields.map(({ field, proposed, state, taken, reason }) => {
    const what = t(field === 'where' ? 'field_address_1' : `field_${field}`)
    const value = valueWords(field === 'where' ? null : field, taken ?? proposed, { t, language: said })
    if (state === 'accepted') return t('becameAccepted', { what, value })
    if (state === 'changed') return t('becameChanged', { what, value })
    return t('becameRefused', { what, reason: t(isReason(reason) ? `reason_${reason}` : 'reason_notSure') })
  })
  return {
    kind: 'directory.suggestion_thanks',
    to,
    language: said,
    subject: t('mailThanksSubject', { name }),
    body: (
      <Letter>
        <Paragraph>{t('mailHello')}</Paragraph>
        <Paragraph>{t('mailThanksText', { name, community })}</Paragraph>
        <Facts items={lines} />
        {thing && <Action href={`${origin}${pathOf(thing)}`}>{t('mailThanksSee')}</Action>}
        <Paragraph>{t('mailThanksForgotten')}</Paragraph>
      </Letter>
    ),
  }
}
