import { Action, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { dayIn } from '../account/pages.tsx'
import { type ActingKey, actingSentences } from './messages/catalogue.ts'

export interface Writing {
  /** Of whoever writes, where the reader chose none. */
  language: string
  community: string
  zone: string
  origin: string
}

interface Reader {
  address: string
  name: string
  language: string | null
}

const wordsFor = (reader: Reader, { language }: Writing) => {
  const wanted = reader.language ?? language
  const known = (languages as readonly string[]).includes(wanted) ? (wanted as Language) : 'en'
  return { language: known, t: translator<ActingKey>(known, actingSentences) }
}

const letter = (
  kind: string,
  to: Reader,
  writing: Writing,
  said: (words: ReturnType<typeof wordsFor>) => { subject: string; text: string; open: string },
): OutgoingLetter => {
  const words = wordsFor(to, writing)
  const { subject, text, open } = said(words)
  return {
    kind,
    to: { address: to.address, name: to.name },
    language: words.language,
    subject,
    body: (
      <Letter>
        <Paragraph>{text}</Paragraph>
        <Action href={`${writing.origin}/acting`}>{open}</Action>
      </Letter>
    ),
  }
}

export const givenLetter = (to: Reader, writing: Writing, { name, until }: { name: string; until: Date }) =>
  letter('people.mandate_given', to, writing, ({ t, language }) => ({
    subject: t('givenSubject', { name }),
    text: t('givenText', { name, community: writing.community, date: dayIn(language, writing.zone)(until) }),
    open: t('givenOpen'),
  }))

/** To the young person and to the guardian alike: both know what is written down about them. */
export const guardianLetter = (
  to: Reader,
  writing: Writing,
  { guardian, name, until }: { guardian: string; name: string; until: Date },
) =>
  letter('people.guardian_kept', to, writing, ({ t, language }) => ({
    subject: t('guardianSubject'),
    text: t('guardianText', {
      guardian,
      name,
      community: writing.community,
      date: dayIn(language, writing.zone)(until),
    }),
    open: t('givenOpen'),
  }))

export const endedLetter = (to: Reader, writing: Writing, name: string) =>
  letter('people.mandate_ended', to, writing, ({ t }) => ({
    subject: t('endedSubject', { name }),
    text: t('endedText', { name, community: writing.community }),
    open: t('givenOpen'),
  }))
