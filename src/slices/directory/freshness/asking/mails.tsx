import { Action, Facts, Letter, Paragraph, Small } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { isolated, type Language, languages, translator } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import { valueWords } from '../../editing/form/pages.tsx'
import type { RecordShown } from '../../editing/queries.ts'
import { type Field, isYesNo, openFields } from '../../editing/rules.ts'
import { type FreshnessKey, freshnessSentences } from '../messages/catalogue.ts'
import type { Stage } from '../rules.ts'

interface Asked {
  to: { address: string }
  /** Of the community. */
  name: string
  language: string
  zone: string
  origin: string
  key: string
  record: RecordShown
  stage: Stage
  now: Date
}

const subjects: Partial<Record<Stage, FreshnessKey>> = {
  asked: 'mailCheckSubject',
  reminded: 'mailCheckAgainSubject',
  reminded_again: 'mailCheckLastSubject',
}

const openings: Partial<Record<Stage, FreshnessKey>> = {
  asked: 'mailCheckWhy',
  reminded: 'mailCheckAgainWhy',
  reminded_again: 'mailCheckLastWhy',
}

const nothing: readonly Field[] = ['name', 'free']

/** What people read of a listing, line by line. What is empty is named, since somebody may know it; of yes and no only what is told. */
export const linesOf = (record: RecordShown, spoken: Parameters<typeof valueWords>[2]): string[] =>
  openFields(record.kind, record.confidential)
    .filter((field) => record.values[field] || !(isYesNo(field) || nothing.includes(field)))
    .map(
      (field) =>
        `${spoken.t(`field_${field}`)}: ${isolated(spoken.language, valueWords(field, record.values[field] ?? '', spoken))}`,
    )

const saidIn = (language: string): Language =>
  (languages as readonly string[]).includes(language) ? (language as Language) : 'en'

/** The question whether a listing is still true, with all of it in the letter, and three answers that need no account. */
export const checkLetter = ({ to, name, language, zone, origin, key, record, stage, now }: Asked): OutgoingLetter => {
  const said = saidIn(language)
  const t = translator<FreshnessKey>(said, freshnessSentences)
  const known = { name: isolated(said, record.name), community: name }
  const link = (answer: string) => `${origin}/check/${answer}?key=${key}`
  const peopleRead = (at: Date | null, today: Date) =>
    at ? t('mailPeopleReadSince', { date: timeWords(said, zone, today).date(at) }) : t('mailPeopleRead')
  return {
    kind: `directory.check_${stage}`,
    to,
    language: said,
    list: 'checks',
    subject: t(subjects[stage]!, known),
    body: (
      <Letter>
        <Paragraph>{t('mailHello')}</Paragraph>
        <Paragraph>{t(openings[stage]!, known)}</Paragraph>
        <Paragraph>{peopleRead(record.checkedAt, now)}</Paragraph>
        <Facts items={linesOf(record, { t, language: said })} />
        <Action href={link('right')}>{t('answerRight')}</Action>
        <Action href={link('change')} quiet>
          {t('answerChange')}
        </Action>
        <Action href={link('closed')} quiet>
          {t('answerClosed')}
        </Action>
        <Small>{t('mailCheckSmall')}</Small>
      </Letter>
    ),
  }
}
