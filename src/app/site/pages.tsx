import type { Language, T } from '#kernel/messages/messages.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { FindingCard } from '#slices/finder/pages.tsx'
import type { FoundItem, KindCounts } from '#slices/finder/queries.ts'
import type { CrisisLine } from '#slices/safety/crisis/rules.ts'
import { Doors, Empty, Note, Panel } from '#ui/card.tsx'
import { Icon } from '#ui/icon.tsx'
import { ForgetKept } from '#ui/offline.tsx'
import { Page } from '#ui/page.tsx'
import { Search } from '#ui/search.tsx'
import { Table } from '#ui/table.tsx'
import type { MessageKey } from '../messages/en.ts'
import { crisisWords } from './crisis-words.ts'

type Say = T<MessageKey>

interface Listed {
  open: FoundItem[]
  /** What opens next, where nothing is open. */
  next: FoundItem[]
  counts: KindCounts
  now: Date
  t: Say
  language: Language
}

export const ShowHome = ({ open, next, counts, now, t, language, community }: Listed & { community: string }) => (
  <Page title={t('homeTitle')} description={t('homeDescription', { community })}>
    <div class="wrap hero">
      <h1>{t('homeTitle')}</h1>
      <p class="lead">{t('homeLead')}</p>
      <Search />
      <Doors
        doors={[
          {
            href: '/find?kind=service',
            title: t('doorHelp'),
            text: t('doorHelpLine', { count: counts.service }),
            tone: 'pine',
            icon: 'hand-heart',
          },
          {
            href: '/whats-on',
            title: t('doorGo'),
            text: t('doorGoLine', { count: counts.place }),
            tone: 'marigold',
            icon: 'map-pin',
          },
          {
            href: '/join-in',
            title: t('doorJoin'),
            text: t('doorJoinLine', { count: counts.organisation }),
            tone: 'plum',
            icon: 'sprout',
          },
        ]}
      />
    </div>
    <OpenNow open={open} next={next} now={now} t={t} language={language} title={t('openNowIn', { community })} />
  </Page>
)

/** Whole rows of three: one card left over looks like something forgotten. */
const wholeRows = (items: FoundItem[]): FoundItem[] =>
  items.length > 3 ? items.slice(0, items.length - (items.length % 3)) : items

const OpenNow = ({ open, next, now, t, language, title }: Omit<Listed, 'counts'> & { title: string }) => (
  <section class="band raised" aria-labelledby="open-now">
    <div class="wrap">
      <header>
        <h2 id="open-now">{open.length || !next.length ? title : t('opensNext')}</h2>
        {open.length > 0 && <a href="/find?open=1">{t('seeAllOpen')}</a>}
        {!open.length && next.length > 0 && <a href="/find?order=open">{t('seeWhatOpens')}</a>}
      </header>
      {open.length || next.length ? (
        <ul class="row">
          {wholeRows([...open, ...next]).map((item) => (
            <li key={item.id}>
              <FindingCard item={item} now={now} language={language} />
            </li>
          ))}
        </ul>
      ) : (
        <Empty title={t('nothingOpen')}>
          <a class="btn quiet" href="/find?order=open">
            {t('seeWhatOpens')}
          </a>
        </Empty>
      )}
    </div>
  </section>
)

/** Kinds of places where anybody may simply turn up, each a search of its own: worth a look at any hour. */
const placesToGo = [
  { href: '/find?kind=library', title: 'goLibraries', text: 'goLibrariesLine', tone: 'sky', icon: 'book-open' },
  { href: '/find?kind=park', title: 'goParks', text: 'goParksLine', tone: 'pine', icon: 'trees' },
  { href: '/find?kind=sports_facility', title: 'goSports', text: 'goSportsLine', tone: 'marigold', icon: 'dumbbell' },
  { href: '/find?kind=nature_reserve', title: 'goNature', text: 'goNatureLine', tone: 'pine', icon: 'leaf' },
  { href: '/find?kind=play_space', title: 'goChildren', text: 'goChildrenLine', tone: 'plum', icon: 'baby' },
  { href: '/find?kind=place_of_worship', title: 'joinFaith', text: 'joinFaithLine', tone: 'sky', icon: 'church' },
] as const

export const ShowWhatsOn = ({ open, next, now, t, language }: Omit<Listed, 'counts'>) => (
  <Page title={t('whatsOnTitle')} description={t('whatsOnLead')}>
    <div class="wrap hero">
      <h1>{t('whatsOnTitle')}</h1>
      <p class="lead">{t('whatsOnLead')}</p>
      <Search keep={{ kind: 'place' }} />
      <Doors doors={placesToGo.map(({ title, text, ...door }) => ({ ...door, title: t(title), text: t(text) }))} />
    </div>
    <OpenNow open={open} next={next} now={now} t={t} language={language} title={t('openNowPlaces')} />
  </Page>
)

/** Kinds of groups that anybody may ask to join, each a search of its own. */
const groupsToJoin = [
  { href: '/groups', title: 'joinGroups', text: 'joinGroupsLine', tone: 'plum', icon: 'users' },
  { href: '/find?kind=sports_club', title: 'joinSports', text: 'joinSportsLine', tone: 'sky', icon: 'dumbbell' },
  { href: '/find?kind=allotment', title: 'joinGardens', text: 'joinGardensLine', tone: 'pine', icon: 'shovel' },
  { href: '/find?kind=place_of_worship', title: 'joinFaith', text: 'joinFaithLine', tone: 'marigold', icon: 'church' },
  {
    href: '/find?kind=organisation',
    title: 'joinCharities',
    text: 'joinCharitiesLine',
    tone: 'plum',
    icon: 'heart-handshake',
  },
  { href: '/whats-on', title: 'joinPlaces', text: 'joinPlacesLine', tone: 'sky', icon: 'map-pin' },
] as const

export const ShowJoinIn = ({ counts, t }: { counts: KindCounts; t: Say }) => (
  <Page title={t('joinInTitle')} description={t('joinInLead')}>
    <div class="wrap hero">
      <h1>{t('joinInTitle')}</h1>
      <p class="lead">{t('joinInLead')}</p>
      <Search />
      <Doors
        doors={groupsToJoin.map(({ href, title, text, tone, icon }) => ({
          href,
          title: t(title),
          text: t(text, { count: text === 'joinGroupsLine' ? counts.group : counts.organisation }),
          tone,
          icon,
        }))}
      />
      <Note icon="users" tone="plum">
        <p>
          {t('joinInMemberText')} <a href="/sign-up">{t('joinInMember')}</a>
        </p>
      </Note>
    </div>
  </Page>
)

const About = ({ title, text, href, link }: { title: string; text: string; href?: string; link?: string }) => (
  <section class="stack">
    <h2>{title}</h2>
    {text && <p>{text}</p>}
    {href && (
      <p>
        <a href={href}>{link}</a>
      </p>
    )}
  </section>
)

export const ShowAbout = ({ t, community }: { t: Say; community: string }) => (
  <Page title={t('aboutTitle', { community })} description={t('aboutLead')}>
    <div class="wrap narrow stack">
      <h1>{t('aboutTitle', { community })}</h1>
      <p class="lead">{t('aboutLead')}</p>
      <About title={t('aboutWhatTitle')} text={t('aboutWhatText')} />
      <About title={t('aboutPrivacyTitle')} text={`${t('aboutPrivacyText')} ${t('aboutCookiesText')}`} />
      <About title={t('aboutExitTitle')} text={t('aboutExitText')} />
      <About title={t('aboutGuideTitle')} text={t('aboutGuideText')} href="/guide" link={t('aboutGuideLink')} />
      <About title={t('aboutNewTitle')} text={t('aboutNewText')} href="/newcomer" link={t('aboutNewLink')} />
      <About title={t('aboutDataTitle')} text="" href="/about/data" link={t('aboutDataLink')} />
      <About title={t('aboutSourceTitle')} text={t('aboutSourceText')} href="/api" link={t('aboutApiLink')} />
    </div>
  </Page>
)

export const ShowCrisis = ({ t, lines, language }: { t: Say; lines: CrisisLine[]; language: Language }) => (
  <Page title={t('crisisTitle')}>
    <div class="wrap narrow stack">
      <h1>{t('crisisTitle')}</h1>
      <p class="lead">{t('crisisLead')}</p>
      {lines.length === 0 && <p>{t('crisisNone')}</p>}
      {lines.map((line) => (
        <Panel key={line.ref} title={line.name}>
          <p>{t(crisisWords[line.answers])}</p>
          <a class="btn" href={`tel:${line.number.replace(/\s/gu, '')}`}>
            <Icon name="phone" />
            {t('crisisRing', { number: line.number })}
          </a>
          {line.checkedOn && (
            <p class="soft small">
              {t('crisisChecked', { date: timeWords(language, 'UTC', new Date()).date(new Date(line.checkedOn)) })}
            </p>
          )}
        </Panel>
      ))}
    </div>
  </Page>
)

const parametersOf = (route: Route): string => {
  const shape = route.input && 'shape' in route.input ? Object.keys(route.input.shape as object) : []
  return shape.join(', ')
}

export const ShowApi = ({ t, endpoints, limit }: { t: Say; endpoints: Route[]; limit: number }) => (
  <Page title={t('apiTitle')} description={t('apiLead', { limit })}>
    <div class="wrap stack">
      <h1>{t('apiTitle')}</h1>
      <p class="lead">{t('apiLead', { limit })}</p>
      <Table
        caption={t('apiTitle')}
        columns={[t('apiPath'), t('apiMethod'), t('apiAbout'), t('apiParameters')]}
        rows={endpoints.map((route) => ({
          key: `${route.method} ${route.path}`,
          cells: [
            <code key="path">{route.path}</code>,
            route.method,
            route.about,
            <code key="input">{parametersOf(route)}</code>,
          ],
        }))}
      />
      <p>
        <a href="/api/openapi.json">{t('apiDocument')}</a>
      </p>
    </div>
  </Page>
)

/** What somebody sees who kept something and has no connection: links to it, and at the foot the numbers to ring. */
export const ShowOffline = ({ t }: { t: Say }) => (
  <Page title={t('offlineTitle')} noindex>
    <div class="wrap narrow stack">
      <h1>{t('offlineTitle')}</h1>
      <p class="lead">{t('offlineText')}</p>
      <p>{t('offlineNumbers')}</p>
      <section class="stack" hidden>
        <h2>{t('offlineKept')}</h2>
        <ul
          data-kept={JSON.stringify({
            '/list': t('offlineList'),
            '/guide.pdf': t('offlineGuide'),
            '/newcomer.pdf': t('offlinePack'),
          })}
        />
      </section>
      <ForgetKept />
    </div>
  </Page>
)
