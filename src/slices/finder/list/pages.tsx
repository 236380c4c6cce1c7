import type { Language, T } from '#kernel/messages/messages.ts'
import { Empty, Note } from '#ui/card.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { KeepOffline } from '#ui/offline.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { FindingCard } from '../pages.tsx'
import type { FoundItem } from '../tables.ts'
import type { ListKey } from './messages/catalogue.ts'
import { listText } from './rules.ts'

type Say = T<ListKey>

interface ListProps {
  items: FoundItem[]
  /** Somebody's list that was sent, or the list of this browser. */
  isOwn: boolean
  /** The link to this very list. */
  link: string
  now: Date
  language: Language
  t: Say
}

const Sending = ({ link, items, t }: Pick<ListProps, 'link' | 'items' | 't'>) => {
  const words = `${t('sendText')}\n${link}`
  const of = listText(items.map(({ thing }) => thing))
  return (
    <section class="panel no-print" aria-labelledby="send-list">
      <h2 id="send-list">{t('send')}</h2>
      <p>{t('sendHint')}</p>
      <p class="buttons">
        <a
          class="btn quiet"
          href={`mailto:?subject=${encodeURIComponent(t('listTitle'))}&body=${encodeURIComponent(words)}`}
        >
          <Icon name="mail" />
          {t('byMail')}
        </a>
        <a class="btn quiet" href={`sms:?&body=${encodeURIComponent(words)}`}>
          <Icon name="smartphone" />
          {t('byText')}
        </a>
        <a class="btn quiet" href={`/guide.pdf?of=${of}`}>
          <Icon name="printer" />
          {t('asPaper')}
        </a>
        <a class="btn quiet" href={`/guide.pdf?of=${of}&large=1`}>
          <Icon name="printer" />
          {t('asLargePaper')}
        </a>
      </p>
      <KeepOffline paths={[`/list?of=${of}`, `/guide.pdf?of=${of}`]} />
      <p class="small">
        {t('linkIs')}{' '}
        <a href={link} class="break">
          {link}
        </a>
      </p>
    </section>
  )
}

const Item = ({ item, isOwn, now, language, t }: { item: FoundItem } & Omit<ListProps, 'items' | 'link'>) => (
  <li>
    <FindingCard item={item} now={now} language={language} level={2} />
    {isOwn && (
      <Form action="/list/drop" submit={t('drop', { title: item.title })} tone="quiet">
        <Hidden name="thing" value={item.thing} />
      </Form>
    )}
  </li>
)

/** What somebody wants to remember: to look at again, print, or send by their own means. */
export const ShowList = ({ items, isOwn, link, now, language, t }: ListProps) => (
  <Page title={t(isOwn ? 'listTitle' : 'sharedTitle')} noindex>
    <div class="wrap narrow stack">
      <Crumbs links={[{ href: '/find', label: t('find') }]} />
      <h1>{t(isOwn ? 'listTitle' : 'sharedTitle')}</h1>
      <p class="lead no-print">{t(isOwn ? 'listLead' : 'sharedLead')}</p>
      {items.length ? (
        <>
          <ol class="plain stack">
            {items.map((item) => (
              <Item key={item.id} item={item} isOwn={isOwn} now={now} language={language} t={t} />
            ))}
          </ol>
          {!isOwn && (
            <Form action="/list/take" submit={t('take')} tone="quiet">
              <Hidden name="of" value={listText(items.map(({ thing }) => thing))} />
            </Form>
          )}
          <Sending link={link} items={items} t={t} />
          {isOwn && (
            <Form action="/list/forget" submit={t('forget')} tone="grave">
              <p>{t('forgetHint')}</p>
            </Form>
          )}
        </>
      ) : (
        <Empty title={t('empty')} text={t('emptyText')}>
          <a class="btn" href="/find">
            {t('find')}
          </a>
        </Empty>
      )}
    </div>
  </Page>
)

/** One tap more than a button at each thing would be, and no page of the search is anybody's own because of it. */
export const ShowKeep = ({
  item,
  back,
  now,
  language,
  t,
}: {
  item: FoundItem
  back: string
  now: Date
  language: Language
  t: Say
}) => (
  <Page title={t('keepTitle')} noindex>
    <div class="wrap narrow stack">
      <h1>{t('keepTitle')}</h1>
      <FindingCard item={item} now={now} language={language} level={2} />
      <Form action="/list/keep" submit={t('keep')}>
        <Hidden name="thing" value={item.thing} />
        <Hidden name="back" value={back} />
      </Form>
      <Note>
        <p>{t('keepHint')}</p>
      </Note>
    </div>
  </Page>
)
