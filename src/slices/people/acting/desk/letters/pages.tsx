import type { Hours } from '#kernel/mail/hours.ts'
import { direction } from '#kernel/messages/messages.ts'
import { Empty, Facts } from '#ui/card.tsx'
import { Press, Sheet } from '../../../pages.tsx'
import type { Words } from '../../pages.tsx'
import { reach } from '../pages.tsx'
import type { ByHand } from '../queries.ts'

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const hoursWords = (t: Words, { from, to, zone }: Hours) =>
  `${t('hours', { from: clock(from), to: clock(to) })} (${zone.replaceAll('_', ' ')})`

const Waiting = ({ t, letter, day }: { t: Words; letter: ByHand; day: (date: Date) => string }) => (
  <section class="account-part" aria-labelledby={`letter-${letter.id}`}>
    <h2 id={`letter-${letter.id}`}>
      <bdi>{letter.name}</bdi>
    </h2>
    <Facts
      facts={[
        { words: reach(t, letter.manners) },
        ...(letter.manners.hours ? [{ words: hoursWords(t, letter.manners.hours) }] : []),
        { words: t('since', { date: day(letter.since) }) },
      ]}
    />
    <blockquote class="said" lang={letter.language} dir={direction(letter.language)}>
      <p>
        <strong>{letter.subject}</strong>
      </p>
      <p class="desk-letter">{letter.text}</p>
    </blockquote>
    <Press action={`/desk/letters/${letter.id}/passed-on`} label={t('passedOn')} about={letter.name} />
  </section>
)

export const ShowLetters = ({ t, letters, day }: { t: Words; letters: ByHand[]; day: (date: Date) => string }) => (
  <Sheet title={t('lettersTitle')} lead={t('lettersLead')}>
    {letters.map((letter) => (
      <Waiting key={letter.id} t={t} letter={letter} day={day} />
    ))}
    {!letters.length && <Empty title={t('lettersNone')} text={t('lettersNoneText')} />}
    <p>
      <a href="/desk/people">{t('backDesk')}</a>
    </p>
  </Sheet>
)
