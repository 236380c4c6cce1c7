import { Action, Letter, Paragraph, Small } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, type T, translator } from '#kernel/messages/messages.ts'
import { ar } from './messages/ar.ts'
import { en, type PeopleKey } from './messages/en.ts'
import { es } from './messages/es.ts'

const catalogue = { en, es, ar }

/** Our own translator for a letter, in the person's language where we speak it. */
const wordsIn = (language: string): T<PeopleKey> =>
  translator<PeopleKey>((languages as readonly string[]).includes(language) ? (language as Language) : 'en', catalogue)

interface Envelope {
  to: { address: string; name?: string | null }
  language: string
  community: string
}

interface Said {
  kind: string
  subject: PeopleKey
  text: PeopleKey
  values?: Record<string, string>
  more?: PeopleKey
  button?: { label: PeopleKey; href: string }
  /** What to know besides: how long a link works, what to do if it was not you. */
  small?: PeopleKey[]
}

/** Every letter about an account has one shape: who, what happened, one button, what to do if it was somebody else. */
const letter = ({ to, language, community }: Envelope, said: Said): OutgoingLetter => {
  const t = wordsIn(language)
  const values = { community, ...said.values }
  return {
    kind: `people.${said.kind}`,
    to,
    language,
    urgent: true,
    subject: t(said.subject, values),
    body: (
      <Letter>
        <Paragraph>{to.name ? t('greeting', { name: to.name }) : t('greetingNoName')}</Paragraph>
        <Paragraph>{t(said.text, values)}</Paragraph>
        {said.more && <Paragraph>{t(said.more)}</Paragraph>}
        {said.button && <Action href={said.button.href}>{t(said.button.label)}</Action>}
        {said.small?.map((key) => (
          <Small>{t(key)}</Small>
        ))}
      </Letter>
    ),
  }
}

const once: PeopleKey[] = ['linkLasts', 'notYou']

export const signUpLetter = (envelope: Envelope, href: string) =>
  letter(envelope, {
    kind: 'sign_up',
    subject: 'signUpSubject',
    text: 'signUpText',
    button: { label: 'signUpButton', href },
    small: once,
  })

export const alreadyLetter = (envelope: Envelope, href: string) =>
  letter(envelope, {
    kind: 'already',
    subject: 'alreadySubject',
    text: 'alreadyText',
    button: { label: 'signInButton', href },
  })

export const linkLetter = (envelope: Envelope, href: string) =>
  letter(envelope, {
    kind: 'sign_in',
    subject: 'linkSubject',
    text: 'linkText',
    button: { label: 'signInButton', href },
    small: once,
  })

export const resetLetter = (envelope: Envelope, href: string) =>
  letter(envelope, {
    kind: 'reset',
    subject: 'resetSubject',
    text: 'resetText',
    button: { label: 'resetButton', href },
    small: once,
  })

export const unknownLetter = (envelope: Envelope, href: string) =>
  letter(envelope, {
    kind: 'unknown',
    subject: 'unknownSubject',
    text: 'unknownText',
    button: { label: 'signUpHereButton', href },
  })

export const emailOldLetter = (envelope: Envelope, email: string, href: string) =>
  letter(envelope, {
    kind: 'email_old',
    subject: 'emailOldSubject',
    text: 'emailOldText',
    values: { email },
    button: { label: 'emailButton', href },
    small: ['linkLasts', 'ifNotYouPassword'],
  })

export const emailNewLetter = (envelope: Envelope, href: string) =>
  letter(envelope, {
    kind: 'email_new',
    subject: 'emailNewSubject',
    text: 'emailNewText',
    button: { label: 'emailButton', href },
    small: once,
  })

export const emailTakenLetter = (envelope: Envelope) =>
  letter(envelope, { kind: 'email_taken', subject: 'emailTakenSubject', text: 'emailTakenText' })

const told = {
  passwordChanged: 'password_changed',
  secondStepAdded: 'second_step_added',
  secondStepRemoved: 'second_step_removed',
  passkeyAdded: 'passkey_added',
}
export type Told = keyof typeof told

/** Something about the account changed: its owner hears of it, whoever did it. */
export const changeLetter = (envelope: Envelope, what: Told, href: string) =>
  letter(envelope, {
    kind: told[what],
    subject: `${what}Subject`,
    text: `${what}Text`,
    more: 'ifNotYouPassword',
    button: { label: 'resetButton', href },
  })
