import type { Language, T } from '#kernel/messages/messages.ts'
import { Crumbs, Page } from '#ui/page.tsx'
import { Search } from '#ui/search.tsx'
import type { FindRequest } from '../fields.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { FindingCard } from '../pages.tsx'
import type { Found } from '../queries.ts'
import { asUnderstood, findPath } from '../rules.ts'

interface EmbedProps {
  asked: FindRequest
  found: Found
  now: Date
  language: Language
  t: T<MessageKey>
}

/** The search in a frame of a partner's site: words, place, the first results; everything else opens on our own pages. */
export const ShowEmbed = ({ asked: given, found, now, language, t }: EmbedProps) => {
  const asked = asUnderstood(given, found.understood)
  const keep = Object.fromEntries(
    Object.entries({ kind: asked.kind, free: asked.free ? '1' : '', open: asked.open ? '1' : '' }).filter(
      ([, on]) => on,
    ),
  )
  return (
    <Page title={t('findTitle')} noindex>
      <div class="wrap stack find">
        <h1 class="sr">{t('findTitle')}</h1>
        <Search q={asked.q} near={asked.near} keep={keep} action="/embed/find" target="_self" />
        <ol class="plain stack">
          {found.items.map((item) => (
            <li key={item.id}>
              <FindingCard item={item} now={now} language={language} level={2} />
            </li>
          ))}
        </ol>
        <p>
          <a class="btn quiet" href={findPath(asked)} target="_blank" rel="noopener">
            {t(found.total ? 'embedAll' : 'seeAll', { total: found.total })}
          </a>
        </p>
      </div>
    </Page>
  )
}

/** For whoever keeps another site: the lines to paste. */
export const ShowEmbedding = ({ origin, t }: { origin: string; t: T<MessageKey> }) => {
  const lines = `<iframe src="${origin}/embed/find?near=" title="${t('findTitle')}" width="100%" height="720" loading="lazy"></iframe>`
  return (
    <Page title={t('embedTitle')} description={t('embedLead')}>
      <div class="wrap narrow stack">
        <Crumbs links={[{ href: '/api', label: 'API' }]} />
        <h1>{t('embedTitle')}</h1>
        <p class="lead">{t('embedLead')}</p>
        <pre class="code">
          <code>{lines}</code>
        </pre>
        <p>{t('embedHow')}</p>
        <ul>
          <li>
            <code>near=M33</code> {t('embedNear')}
          </li>
          <li>
            <code>q=</code>, <code>kind=</code>, <code>free=1</code>, <code>open=1</code> {t('embedFilters')}
          </li>
          <li>
            <code>lang=es</code> {t('embedLanguage')}
          </li>
        </ul>
        <p>{t('embedPrivacy')}</p>
      </div>
    </Page>
  )
}
