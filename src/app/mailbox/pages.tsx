import type { Language, T } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty, Note, Panel } from '#ui/card.tsx'
import { EmailField } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import type { MessageKey } from './messages/en.ts'
import type { ListedLetter } from './queries.ts'

interface Shown {
  t: T<MessageKey>
  language: Language
  zone: string
  now: Date
}

const moment = ({ language, zone, now }: Shown, at: Date) => {
  const words = timeWords(language, zone, now)
  return `${words.date(at)}, ${words.clock(at)}`
}

export const ShowMailbox = ({ letters, to, ...shown }: Shown & { letters: ListedLetter[]; to: string | null }) => {
  const { t } = shown
  return (
    <Page title={t('title')} noindex>
      <div class="wrap stack">
        <h1>{t('title')}</h1>
        <p class="lead">{t('lead')}</p>
        <Note icon="info">
          <p>{t('warning')}</p>
        </Note>
        <form class="form" method="get" action="/mailbox">
          <EmailField name="to" label={t('onlyFor')} value={to ?? ''} optional autocomplete="off" />
          <div>
            <button class="btn quiet" type="submit">
              {t('show')}
            </button>
          </div>
        </form>
        {letters.length === 0 && <Empty title={t('emptyTitle')} text={t('emptyText')} />}
        {letters.length > 0 && (
          <Table
            caption={t('caption')}
            columns={[t('about'), t('to'), t('written')]}
            rows={letters.map((letter) => ({
              key: letter.id,
              cells: [
                <a key="about" href={`/mailbox/${letter.id}`}>
                  <bdi>{letter.subject}</bdi>
                </a>,
                <bdi key="to">{letter.to}</bdi>,
                letter.sent ? moment(shown, letter.at) : `${moment(shown, letter.at)} (${t('onItsWay')})`,
              ],
            }))}
          />
        )}
        <p>
          <a class="btn quiet" href={to ? `/mailbox?to=${encodeURIComponent(to)}` : '/mailbox'}>
            <Icon name="rotate-cw" />
            {t('lookAgain')}
          </a>
        </p>
      </div>
    </Page>
  )
}

export interface ReadLetter {
  id: string
  subject: string
  to: string
  from: string
  at: Date
  text: string
  links: string[]
}

/** The letter's own page stands in a frame that may do nothing at all, so its links are repeated beside it. */
export const ShowLetter = ({ letter, ...shown }: Shown & { letter: ReadLetter }) => {
  const { t } = shown
  return (
    <Page title={letter.subject} noindex>
      <div class="wrap stack">
        <Crumbs links={[{ href: '/mailbox', label: t('back') }]} />
        <h1>
          <bdi>{letter.subject}</bdi>
        </h1>
        <p class="soft">
          {t('from')} <bdi>{letter.from}</bdi> · {t('to')} <bdi>{letter.to}</bdi> · {moment(shown, letter.at)}
        </p>
        {letter.links.length > 0 && (
          <Panel title={t('openTitle')}>
            <ul>
              {letter.links.map((link) => (
                <li key={link}>
                  <a href={link}>{t('openLink', { path: link.replace(/\?.*$/u, '') })}</a>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <iframe class="letter" title={t('asShown')} src={`/mailbox/${letter.id}/letter.html`} sandbox="" />
        <details>
          <summary>{t('asText')}</summary>
          <pre class="letter-text" dir="auto">
            {letter.text}
          </pre>
        </details>
      </div>
    </Page>
  )
}
