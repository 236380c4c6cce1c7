import { Action, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import { type SafetyKey, safetySentences } from './messages/catalogue.ts'

/** Who is written to, from which community. */
export interface Envelope {
  to: { address: string; name: string }
  language: string
  zone: string
  origin: string
}

interface Said {
  kind: string
  subject: SafetyKey
  text: SafetyKey
  button: SafetyKey
  path: string
  due?: Date
  urgent?: boolean
}

/** Letters about safety name neither the thing nor a person: whoever reads over a shoulder learns nothing. */
const letter = ({ to, language, zone, origin }: Envelope, said: Said): OutgoingLetter => {
  const known = (languages as readonly string[]).includes(language) ? (language as Language) : 'en'
  const t = translator<SafetyKey>(known, safetySentences)
  const words = timeWords(known, zone, said.due ?? new Date(0))
  const when = said.due ? { date: words.date(said.due), time: words.clock(said.due) } : {}
  return {
    kind: `safety.${said.kind}`,
    to,
    language: known,
    urgent: said.urgent ?? false,
    subject: t(said.subject),
    body: (
      <Letter>
        <Paragraph>{t('mailGreeting', { name: to.name })}</Paragraph>
        <Paragraph>{t(said.text, when)}</Paragraph>
        <Action href={`${origin}${said.path}`}>{t(said.button)}</Action>
      </Letter>
    ),
  }
}

const ownReports = { button: 'mailSeeHow', path: '/account/reports' } as const
const ownNotices = { subject: 'mailNoticeSubject', button: 'mailNoticeOpen', path: '/account/notices' } as const

export const receivedLetter = (to: Envelope, due: Date) =>
  letter(to, { kind: 'received', subject: 'mailReceivedSubject', text: 'mailReceivedText', due, ...ownReports })

export const outcomeLetter = (to: Envelope) =>
  letter(to, { kind: 'outcome', subject: 'mailOutcomeSubject', text: 'mailOutcomeText', ...ownReports })

export const turnLetter = (to: Envelope, due: Date) =>
  letter(to, {
    kind: 'turn',
    subject: 'mailReportSubject',
    text: 'mailReportText',
    button: 'mailReportOpen',
    path: '/moderation',
    due,
    urgent: true,
  })

/** For stewards, who do not look into reports: only that somebody must be found. */
export const alarmLetter = (to: Envelope) =>
  letter(to, {
    kind: 'alarm',
    subject: 'mailAlarmSubject',
    text: 'mailAlarmText',
    button: 'mailAlarmOpen',
    path: '/steward/roles',
    urgent: true,
  })

export const appealLetter = (to: Envelope) =>
  letter(to, {
    kind: 'appeal',
    subject: 'mailAppealSubject',
    text: 'mailAppealText',
    button: 'mailReportOpen',
    path: '/moderation',
  })

export const noticeLetter = (to: Envelope) => letter(to, { kind: 'notice', text: 'mailNoticeText', ...ownNotices })
export const undoneLetter = (to: Envelope) => letter(to, { kind: 'undone', text: 'mailUndoneText', ...ownNotices })
export const answeredLetter = (to: Envelope) =>
  letter(to, { kind: 'answered', text: 'mailAnsweredText', ...ownNotices })
