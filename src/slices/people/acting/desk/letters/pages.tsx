import type { Hours } from '#kernel/mail/hours.ts'
import { direction } from '#kernel/messages/messages.ts'
import { Empty, Facts } from '#ui/card.tsx'
import { Press, Sheet } from '../../../pages.tsx'
import type { Words } from '../../pages.tsx'
import { reach } from '../pages.tsx'
import type { ByHand, OpenedByHand } from '../queries.ts'

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const hoursWords = (t: Words, { from, to, zone }: Hours) =>
  `${t('hours', { from: clock(from), to: clock(to) })} (${zone.replaceAll('_', ' ')})`

interface Shown<Letter> {
  t: Words
  letter: Letter
  day: (date: Date) => string
}

const HowToReach = ({ t, letter: { manners, since }, day }: Shown<ByHand>) => (
  <Facts
    facts={[
      { words: reach(t, manners) },
      ...(manners.hours ? [{ words: hoursWords(t, manners.hours) }] : []),
      { words: t('since', { date: day(since) }) },
    ]}
  />
)

const Waiting = ({ t, letter, day }: Shown<ByHand>) => (
  <section class="account-part" aria-labelledby={`letter-${letter.id}`}>
    <h2 id={`letter-${letter.id}`}>
      <bdi>{letter.name}</bdi>
    </h2>
    <HowToReach t={t} letter={letter} day={day} />
    <p>
      <a class="btn quiet" href={`/desk/letters/${letter.id}`} aria-describedby={`letter-${letter.id}`}>
        {t('letterOpenFor', { name: letter.name })}
      </a>
    </p>
  </section>
)

/** One letter, opened so as to be read out, handed over or copied. */
export const ShowLetter = ({ t, letter, day }: Shown<OpenedByHand>) => (
  <Sheet title={t('letterFor', { name: letter.name })} lead={t('letterIsWrittenDown')}>
    <HowToReach t={t} letter={letter} day={day} />
    <blockquote class="said" lang={letter.language} dir={direction(letter.language)}>
      <p>
        <strong>{letter.subject}</strong>
      </p>
      <p class="desk-letter">{letter.text}</p>
    </blockquote>
    <Press action={`/desk/letters/${letter.id}/passed-on`} label={t('passedOn')} about={letter.name} />
    <p>
      <a href="/desk/letters">{t('lettersBack')}</a>
    </p>
  </Sheet>
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
