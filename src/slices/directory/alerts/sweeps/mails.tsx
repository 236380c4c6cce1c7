import { Action, Letter, Paragraph, Small } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import { type AlertKey, alertSentences } from '../messages/catalogue.ts'
import type { Sweep } from './queries.ts'

interface SweepLetter {
  address: string
  key: string
  organisation: string
  sweep: Sweep
  community: { name: string; language: string; zone: string }
  origin: string
  now: Date
}

/** The question for the hours of some holidays: one page, no account. */
export const sweepLetter = ({
  address,
  key,
  organisation,
  sweep,
  community,
  origin,
  now,
}: SweepLetter): OutgoingLetter => {
  const said = (languages as readonly string[]).includes(community.language) ? (community.language as Language) : 'en'
  const t = translator<AlertKey>(said, alertSentences)
  const words = timeWords(said, community.zone, now)
  const about = {
    holiday: sweep.name,
    name: organisation,
    from: words.calendarDate(sweep.from_on),
    to: words.calendarDate(sweep.to_on),
    until: words.date(new Date(sweep.answer_until.getTime() - 1)),
  }
  return {
    kind: 'directory.holiday_hours',
    to: { address },
    language: said,
    list: 'checks',
    subject: t('mailSweepSubject', about),
    body: (
      <Letter>
        <Paragraph>{t('mailHello')}</Paragraph>
        <Paragraph>{t('mailSweepText', about)}</Paragraph>
        <Action href={`${origin}/holiday-hours?key=${key}`}>{t('mailSweepOpen')}</Action>
        <Small>{t('mailSweepSmall', about)}</Small>
      </Letter>
    ),
  }
}
