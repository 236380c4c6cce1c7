import type { Language, T } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Checked, Empty, Panel } from '#ui/card.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { pathOf } from '../editing/rules.ts'
import { localeOf } from '../wording/rules.ts'
import type { DashboardKey } from './messages/catalogue.ts'
import { en } from './messages/en.ts'
import type { Freshness, Share } from './queries.ts'

interface DashboardProps {
  freshness: Freshness
  steward: boolean
  t: T<DashboardKey>
  language: Language
  now: Date
  zone: string
}

const minutesEach = 10

const percent = (part: number, whole: number, language: Language) =>
  new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 0 }).format(
    whole ? part / whole : 0,
  )

const Bar = ({ words, part, most }: { words: string; part: number; most: number }) => (
  <span class="share">
    <span>{words}</span>
    <progress aria-hidden="true" value={part} max={most || 1} />
  </span>
)

const kindName = (name: string, t: T<DashboardKey>) => (`name_${name}` in en ? t(`name_${name}` as DashboardKey) : name)

type Named = (share: Share) => string

const Shares = ({
  title,
  first,
  shares,
  name,
  t,
  language,
}: Pick<DashboardProps, 't' | 'language'> & { title: string; first: string; shares: Share[]; name: Named }) => (
  <Table
    caption={title}
    fits
    columns={[first, t('listings'), t('checkedShare')]}
    rows={shares.map((share) => ({
      key: share.name,
      cells: [
        <bdi>{name(share)}</bdi>,
        String(share.total),
        <Bar words={percent(share.fresh, share.total, language)} part={share.fresh} most={share.total} />,
      ],
    }))}
  />
)

const Work = ({ freshness: { asking }, steward, t }: DashboardProps) => (
  <Panel title={t('workNow')}>
    <ul>
      <li>{t('workLetters', { count: asking.letters })}</li>
      <li>{t('workCalls', { count: asking.calls, later: asking.later })}</li>
      <li>{t('workSuggestions', { count: asking.suggestions })}</li>
      <li>{t('workAnswered', { count: asking.answered })}</li>
    </ul>
    <a class="btn wide" href="/directory/checks">
      {t('toCalls')}
    </a>
    {steward && (
      <>
        <a class="btn quiet wide" href="/directory/suggestions">
          {t('toSuggestions')}
        </a>
        <a class="btn quiet wide" href="/directory/holidays">
          {t('toHolidays')}
        </a>
      </>
    )}
  </Panel>
)

/** Under an hour in minutes, above it in whole hours: nobody plans six minutes. */
const timeFor = (due: number, t: DashboardProps['t']) => {
  const minutes = due * minutesEach
  return minutes < 60 ? t('minutes', { count: minutes }) : t('hours', { count: Math.round(minutes / 60) })
}

const Weeks = ({ freshness: { weeks }, t }: DashboardProps) => {
  const most = Math.max(...weeks.map(({ due }) => due), 1)
  return (
    <>
      <Table
        caption={t('weeksTitle')}
        fits
        columns={[t('week'), t('due'), t('hoursEach')]}
        rows={weeks.map(({ week, due }) => ({
          key: String(week),
          cells: [
            week === 0 ? t('thisWeek') : t('inWeeks', { count: week }),
            <Bar words={String(due)} part={due} most={most} />,
            timeFor(due, t),
          ],
        }))}
      />
      <p class="small soft">{t('weeksLead')}</p>
    </>
  )
}

const ChangeIt = ({ href, name, t }: { href: string; name: string } & Pick<DashboardProps, 't'>) => (
  <a href={href}>
    {t('change')}
    <span class="sr">
      {' '}
      <bdi>{name}</bdi>
    </span>
  </a>
)

const OldestFirst = ({ freshness: { oldest }, steward, t, language, now, zone }: DashboardProps) => {
  const words = timeWords(language, zone, now)
  if (!oldest.length) return <Empty title={t('oldestEmpty')} />
  return (
    <Table
      caption={t('oldestTitle')}
      columns={[t('listing'), t('organisation'), t('known'), ...(steward ? [t('change')] : [])]}
      rows={oldest.map((one) => {
        const path = pathOf({ kind: one.thing_kind, id: one.thing_id })
        return {
          key: one.thing_id,
          cells: [
            <a href={path}>
              <bdi>{one.name}</bdi>
            </a>,
            <bdi>{one.organisation ?? ''}</bdi>,
            one.known_at ? words.date(one.known_at) : t('never'),
            ...(steward ? [<ChangeIt href={`${path}/edit`} name={one.name} t={t} />] : []),
          ],
        }
      })}
    />
  )
}

/** How fresh the directory is, for those who keep it so: as tables, with bars beside the numbers. */
export const ShowFreshness = (props: DashboardProps) => {
  const { freshness, t, language } = props
  const { whole, kinds, areas, organisations } = freshness
  const lead = t('dashboardLead', { percent: percent(whole.fresh, whole.total, language), total: whole.total })
  const shares = { t, language }
  return (
    <Page title={t('dashboardTitle')} noindex>
      <div class="wrap">
        <div class="with-side">
          <div class="stack">
            <Crumbs />
            <h1>{t('dashboardTitle')}</h1>
            <Checked words={lead} sure={whole.fresh * 2 >= whole.total} />
            <Shares
              title={t('byKind')}
              first={t('kind')}
              shares={kinds}
              name={({ name }) => kindName(name, t)}
              {...shares}
            />
            <OldestFirst {...props} />
            <Weeks {...props} />
            <Shares
              title={t('byArea')}
              first={t('area')}
              shares={areas}
              name={({ name }) => name || t('noArea')}
              {...shares}
            />
            {organisations.length > 0 && (
              <Shares
                title={t('byOrganisation')}
                first={t('organisation')}
                shares={organisations}
                name={({ name }) => name}
                {...shares}
              />
            )}
          </div>
          <aside>
            <Work {...props} />
          </aside>
        </div>
      </div>
    </Page>
  )
}
