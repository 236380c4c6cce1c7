import { Axes, type Axis, Facts, Note } from '#ui/card.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { PaperCode } from '#ui/paper.tsx'
import { ReportLink } from '#ui/report-link.tsx'
import { Table } from '#ui/table.tsx'
import { DaysAhead } from './alerts/shown/pages.tsx'
import {
  type AnyShown,
  Contact,
  HowWeKnow,
  kindName,
  Lead,
  Needs,
  OneMap,
  Others,
  Title,
  WayOn,
} from './around/pages.tsx'
import {
  costAxis,
  factsOf,
  gettingIn,
  outcomeAxis,
  Said,
  type Say,
  type Voice,
  Week,
  waiting,
  whenAxis,
  whereAxis,
  withTold,
} from './axes/pages.tsx'
import { hoursOf } from './axes/rules.ts'
import type { MessageKey } from './messages/en.ts'
import type { OrganisationShown, PlaceShown, ServiceShown } from './queries.ts'
import { type Cost, costOfPlace, costOfService, isFoundKind } from './rules.ts'
import type { Standing } from './standing/rules.ts'
import type { AxisName } from './traits/rules.ts'

/** A place of the world that stands in where none is known: hours and dates must have some zone. */
const nowhere = { zone: 'UTC', holiday_region: null }

const description = (shown: AnyShown) => shown.description?.slice(0, 200)

const Alert = ({ shown, t }: { shown: ServiceShown; t: Say }) =>
  shown.alert || shown.status !== 'active' ? (
    <Note icon="circle-alert" tone="clay">
      <p>
        <strong>{t('alertNow')}</strong> {shown.status !== 'active' && t('temporarilyClosed')} {shown.alert}
      </p>
    </Note>
  ) : null

export const ShowService = ({ shown, voice }: { shown: ServiceShown; voice: Voice }) => {
  const { t } = voice
  const spot = shown.spots[0] ?? null
  const hours = hoursOf(shown.schedules, spot ?? nowhere, voice.now, shown)
  const cost = costOfService(shown.kind, shown.prices, shown.fees)
  const source = shown.source?.name ?? shown.name
  const told = (axis: Axis, name: AxisName) => withTold(axis, name, shown.told, voice)
  return (
    <Page title={shown.name} description={description(shown)}>
      <div class="wrap">
        <Crumbs
          links={[
            { href: '/find', label: t('findHelp') },
            { href: `/find?kind=${shown.kind}`, label: kindName(shown.kind, t) },
          ]}
        />
        <div class="with-side">
          <div class="stack first">
            <Title shown={shown} voice={voice} />
            <Lead shown={shown} voice={voice} />
            <Facts facts={factsOf({ kind: shown.kind, hours, spot, cost }, voice)} />
            <DaysAhead days={shown} zone={spot?.zone ?? 'UTC'} voice={voice} />
            <Alert shown={shown} t={t} />
          </div>
          <Aside shown={shown} listPath={`/services/${shown.id}`} t={t} />
          <div class="stack">
            <Axes
              axes={[
                told(
                  gettingIn({ spot, source, how: shown.how, who: shown.who, languages: shown.languages }, voice),
                  'gettingIn',
                ),
                told(costAxis(cost, voice), 'cost'),
                told(whereAxis(shown.spots, voice), 'where'),
                told(waiting(whenAxis(shown.kind, hours, spot?.zone ?? 'UTC', voice), shown, voice), 'when'),
                outcomeAxis(voice),
              ]}
            />
            {hours.week && <Week week={hours.week} zone={spot?.zone ?? 'UTC'} voice={voice} />}
            <Needs codes={shown.needs} t={t} />
            <HowWeKnow shown={shown} voice={voice} />
            <Others shown={shown} title={t('moreOfOrganisation', { name: shown.organisation?.name ?? '' })} t={t} />
            <WayOn shown={shown} t={t} />
            <PutRight path={`/services/${shown.id}`} name={shown.name} t={t} />
            <ReportLink kind="service" id={shown.id} what={shown.name} />
          </div>
        </div>
      </div>
    </Page>
  )
}

/** What to do, and where it is: beside the facts, and on a phone before them, where a thumb finds it. */
const Aside = ({ shown, listPath, t }: { shown: ServiceShown | PlaceShown; listPath: string; t: Say }) => (
  <aside>
    <Contact shown={shown} pagePath={listPath} listPath={listPath} t={t} />
    <PaperCode />
    <OneMap shown={shown} t={t} />
  </aside>
)

const CostWord = ({ cost, voice }: { cost: Cost; voice: Voice }) => {
  if (cost.kind === 'worded') return <Said words={cost.words} voice={voice} />
  return <span>{voice.t(cost.kind === 'free' ? 'free' : 'notKnown')}</span>
}

const Parts = ({ shown, voice }: { shown: PlaceShown; voice: Voice }) => {
  const { t } = voice
  if (!shown.parts.length) return null
  return (
    <Table
      caption={t('whatIsThere')}
      columns={[t('partName'), t('whoMayUse'), t('cost')]}
      rows={shown.parts.map((part) => {
        const cost = costOfService(part.kind, part.prices, part.fees)
        const anybody = t(cost.kind === 'unknown' ? 'notKnown' : 'anybody')
        return {
          key: part.id,
          cells: [
            <a href={`/services/${part.id}`} lang={voice.recordsIn}>
              {nameOfPart(part, shown)}
            </a>,
            part.who ? <Said words={part.who} voice={voice} /> : anybody,
            <CostWord cost={cost} voice={voice} />,
          ],
        }
      })}
    />
  )
}

/** «Swimming pools, Sale Leisure Centre» → «Swimming pools», where the place itself is the heading. */
const nameOfPart = (part: { name: string }, place: PlaceShown) => part.name.replace(`, ${place.name}`, '')

export const ShowPlace = ({ shown, voice }: { shown: PlaceShown; voice: Voice }) => {
  const { t } = voice
  const spot = shown.spots[0]!
  const hours = hoursOf(shown.schedules, spot, voice.now, shown)
  const parts = shown.parts.map((part) => ({
    name: nameOfPart(part, shown),
    cost: costOfService(part.kind, part.prices, part.fees),
  }))
  const cost = costOfPlace(shown.kind, parts)
  const source = shown.source?.name ?? shown.name
  const told = (axis: Axis, name: AxisName) => withTold(axis, name, shown.told, voice)
  return (
    <Page title={shown.name} description={description(shown)}>
      <div class="wrap">
        <Crumbs
          links={[
            { href: '/find', label: t('findHelp') },
            { href: '/places', label: t('places') },
            ...(isFoundKind(shown.kind)
              ? [{ href: `/places?kind=${shown.kind}`, label: kindName(shown.kind, t) }]
              : []),
          ]}
        />
        <div class="with-side">
          <div class="stack first">
            <Title shown={shown} voice={voice} />
            <Lead shown={shown} voice={voice} />
            <Facts facts={factsOf({ kind: shown.kind, hours, spot, cost }, voice)} />
            <DaysAhead days={shown} zone={spot.zone} voice={voice} />
          </div>
          <Aside shown={shown} listPath={`/places/${shown.id}`} t={t} />
          <div class="stack">
            <Axes
              axes={[
                told(gettingIn({ spot, source, how: null, who: null, languages: shown.languages }, voice), 'gettingIn'),
                told(costAxis(cost, voice), 'cost'),
                told(whereAxis(shown.spots, voice), 'where'),
                told(whenAxis(shown.kind, hours, spot.zone, voice), 'when'),
                outcomeAxis(voice),
              ]}
            />
            <Parts shown={shown} voice={voice} />
            {hours.week && <Week week={hours.week} zone={spot.zone} voice={voice} />}
            <Others shown={shown} title={t('happensHere')} t={t} />
            <Needs codes={shown.needs} t={t} />
            <HowWeKnow shown={shown} voice={voice} />
            <WayOn shown={shown} t={t} />
            <PutRight path={`/places/${shown.id}`} name={shown.name} t={t} />
            <ReportLink kind="place" id={shown.id} what={shown.name} />
          </div>
        </div>
      </div>
    </Page>
  )
}

/** Whoever stands before the door knows best: one way to say so, without an account. */
const PutRight = ({ path, name, t }: { path: string; name: string; t: Say }) => (
  <p class="small no-print">
    {t('notRightAnyMore')}{' '}
    <a href={`${path}/suggest`} rel="nofollow">
      {t('putItRight')}
      <span class="sr">
        {': '}
        <bdi>{name}</bdi>
      </span>
    </a>{' '}
    · <a href="/suggest">{t('somethingMissing')}</a>
  </p>
)

/** Registers whose numbers we can name in each language; any other has the name that its record gives. */
const registers: Record<string, MessageKey> = { 'GB-CHC': 'charityNumber', 'GB-COH': 'companyNumber' }

const Numbers = ({ shown, t }: { shown: OrganisationShown; t: Say }) =>
  shown.identifiers.length ? (
    <section class="stack" aria-labelledby="numbers">
      <h2 id="numbers">{t('numbers')}</h2>
      <ul>
        {shown.identifiers.map(({ identifier, identifier_type, identifier_scheme }) => {
          const known = registers[identifier_scheme ?? '']
          return (
            <li key={identifier}>
              {known ? t(known) : identifier_type}: <bdi>{identifier}</bdi>
            </li>
          )
        })}
      </ul>
    </section>
  ) : null

interface OrganisationPage {
  shown: OrganisationShown
  voice: Voice
  standing: Standing
}

export const ShowOrganisation = ({ shown, voice, standing }: OrganisationPage) => {
  const { t } = voice
  return (
    <Page title={shown.name} description={description(shown)}>
      <div class="wrap">
        <Crumbs
          links={[
            { href: '/find', label: t('findHelp') },
            { href: '/organisations', label: t('organisations') },
          ]}
        />
        <div class="with-side">
          <div class="stack first">
            {standing.logo}
            <Title shown={shown} voice={voice} />
            {standing.mark}
            <Lead shown={shown} voice={voice} />
            <DaysAhead days={shown} zone={shown.spots[0]?.zone ?? 'UTC'} voice={voice} />
            {shown.year_incorporated && <p class="soft">{t('since', { year: String(shown.year_incorporated) })}</p>}
          </div>
          <aside>
            <Contact shown={shown} pagePath={`/organisations/${shown.id}`} t={t} />
            <PaperCode />
          </aside>
          <div class="stack">
            <Others shown={shown} title={t('whatItOffers')} t={t} />
            {standing.partners}
            <Axes axes={[whereAxis(shown.spots, voice), outcomeAxis(voice)]} />
            <Needs codes={shown.needs} t={t} />
            <Numbers shown={shown} t={t} />
            <HowWeKnow shown={shown} voice={voice} />
            <WayOn shown={shown} t={t} />
            <div class="no-print">{standing.ways}</div>
            <PutRight path={`/organisations/${shown.id}`} name={shown.name} t={t} />
            <ReportLink kind="organization" id={shown.id} what={shown.name} />
          </div>
        </div>
      </div>
    </Page>
  )
}
