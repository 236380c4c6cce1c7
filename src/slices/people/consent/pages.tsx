import type { ComponentChildren } from 'preact'
import type { T } from '#kernel/messages/messages.ts'
import { Empty, More } from '#ui/card.tsx'
import { Press, Sheet } from '../pages.tsx'
import type { ConsentKey } from './messages/en.ts'
import type { Agreement } from './queries.ts'
import { standingOf } from './rules.ts'

interface Shown {
  t: T<ConsentKey>
  agreements: Agreement[]
  /** Names of those who wrote it down, where they may be seen. */
  names: Map<string, string>
  day: (date: Date) => string
  languageName: (language: string) => string
  now: Date
}

const Line = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div class="account-row">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const Details = ({ agreement, t, day, names, languageName }: Shown & { agreement: Agreement }) => {
  const { recipient, data, until, givenAt, how, language, recordedBy } = agreement
  const writer = recordedBy && names.get(recordedBy)
  return (
    <dl class="account">
      <Line name={t('who')}>
        <bdi>{recipient}</bdi>
      </Line>
      {data.length > 0 && (
        <Line name={t('which')}>
          <bdi>{data.join(', ')}</bdi>
        </Line>
      )}
      <Line name={t('until')}>{day(until)}</Line>
      <Line name={t('given')}>{t(`how_${how}`, { date: day(givenAt) })}</Line>
      <Line name={t('inLanguage')}>{languageName(language)}</Line>
      {writer && (
        <Line name={t('writtenBy')}>
          <bdi>{writer}</bdi>
        </Line>
      )}
    </dl>
  )
}

const Holding = ({ agreement, ...shown }: Shown & { agreement: Agreement }) => (
  <section class="account-part" aria-labelledby={`consent-${agreement.id}`}>
    <h2 id={`consent-${agreement.id}`} lang={agreement.language}>
      <bdi>{agreement.words}</bdi>
    </h2>
    <Details {...shown} agreement={agreement} />
    <Press action={`/account/agreed/${agreement.id}/withdraw`} label={shown.t('takeBack')} about={agreement.words} />
  </section>
)

const Ended = ({ agreement, t, day, now }: Shown & { agreement: Agreement }) => {
  const standing = standingOf(agreement, now)
  const at = standing === 'withdrawn' ? agreement.withdrawnAt! : agreement.until
  return (
    <li class="account-row">
      <bdi lang={agreement.language}>{agreement.words}</bdi>
      <span class="soft">{t(standing === 'withdrawn' ? 'ended_withdrawn' : 'ended_over', { date: day(at) })}</span>
    </li>
  )
}

export const ShowAgreed = (shown: Shown) => {
  const { t, agreements, now } = shown
  const holding = agreements.filter((one) => standingOf(one, now) === 'holds')
  const ended = agreements.filter((one) => !holding.includes(one))
  return (
    <Sheet title={t('agreedTitle')} lead={t('agreedLead')}>
      {holding.map((agreement) => (
        <Holding key={agreement.id} {...shown} agreement={agreement} />
      ))}
      {!holding.length && <Empty title={t('nothingTitle')} text={t('nothingText')} />}
      {ended.length > 0 && (
        <More title={t('over')}>
          <p class="soft">{t('overText')}</p>
          <ul class="account">
            {ended.map((agreement) => (
              <Ended key={agreement.id} {...shown} agreement={agreement} />
            ))}
          </ul>
        </More>
      )}
      <p>
        <a href="/account">{t('back')}</a>
      </p>
    </Sheet>
  )
}
