import type { ComponentChildren } from 'preact'
import type { T } from '#kernel/messages/messages.ts'
import { Axes, Card, Checked, Doors, Empty, Facts, More, Note, Panel, type Tone } from '#ui/card.tsx'
import { Icon } from '#ui/icon.tsx'
import { type IconName, iconShapes } from '#ui/icon-shapes.ts'
import { PlaceMap } from '#ui/map.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Chips, Search } from '#ui/search.tsx'
import { Pagination, Table } from '#ui/table.tsx'
import { GoodForm, WrongForm } from './forms/pages.tsx'
import type { StyleguideKey } from './messages/en.ts'

interface Says {
  t: T<StyleguideKey>
}

const Specimen = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="specimen">
    <h2>{title}</h2>
    {children}
  </section>
)

const tones: Tone[] = ['pine', 'marigold', 'plum', 'sky', 'clay']

const Type = ({ t }: Says) => {
  const [before, after] = t('typeText', { link: '\u0000' }).split('\u0000')
  return (
    <Specimen title={t('type')}>
      <p class="lead">{t('pantryText')}</p>
      <p>
        {before}
        <a href="#main">{t('aLink')}</a>
        {after}
      </p>
      <h3>{t('room')}</h3>
      <p class="soft small">{t('roomText')}</p>
    </Specimen>
  )
}

const Colours = ({ t }: Says) => (
  <Specimen title={t('colour')}>
    <p>{t('colourText')}</p>
    <ul class="row">
      {tones.map((tone) => (
        <li key={tone} class={`swatch tone-${tone}`}>
          {t(tone)}
        </li>
      ))}
    </ul>
  </Specimen>
)

const Buttons = ({ t }: Says) => (
  <Specimen title={t('buttons')}>
    <p class="inline">
      <a class="btn" href="#main">
        {t('save')}
      </a>
      <a class="btn quiet" href="#main">
        <Icon name="phone" />
        {t('ring')}
      </a>
      <a class="btn grave" href="#main">
        {t('cancel')}
      </a>
      <button class="btn quiet less" type="button" data-print hidden>
        <Icon name="printer" />
        {t('print')}
      </button>
    </p>
  </Specimen>
)

const Searching = ({ t }: Says) => (
  <Specimen title={t('searching')}>
    <Search action="/styleguide" />
    <Chips
      chips={[
        { label: t('openNow'), href: '?', on: true, icon: 'clock' },
        { label: t('free'), href: '?', on: false, icon: 'hand-coins' },
        { label: t('stepFree'), href: '?', on: false, icon: 'accessibility' },
      ]}
    />
  </Specimen>
)

const Cards = ({ t }: Says) => (
  <Specimen title={t('cards')}>
    <ul class="row">
      <li>
        <Card
          title={t('pantry')}
          href="#card-1"
          by={t('pantryBy')}
          text={t('pantryText')}
          far="600 m"
          edged
          id="card-1"
        >
          <Facts
            facts={[
              { words: t('openTill'), icon: 'clock', tone: 'open' },
              { words: t('walk'), icon: 'footprints' },
              { words: t('stepFree'), icon: 'accessibility' },
            ]}
          />
          <Checked words={t('checked')} />
        </Card>
      </li>
      <li>
        <Card title={t('room')} href="#card-2" by={t('roomBy')} text={t('roomText')} tone="sky" edged id="card-2">
          <Facts facts={[{ words: t('free'), icon: 'hand-coins' }]} />
        </Card>
      </li>
      <li>
        <Card
          title={t('parcel')}
          href="#card-3"
          by={t('parcelBy')}
          text={t('parcelText')}
          tone="clay"
          edged
          id="card-3"
        >
          <Facts facts={[{ words: t('opens'), icon: 'clock', tone: 'shut' }]} />
          <Checked words={t('stale')} sure={false} />
        </Card>
      </li>
    </ul>
  </Specimen>
)

const WaysIn = ({ t }: Says) => (
  <Specimen title={t('doors')}>
    <Doors
      doors={[
        { href: '#main', title: t('doorHelp'), text: t('doorHelpText'), tone: 'pine', icon: 'hand-heart' },
        { href: '#top', title: t('doorGo'), text: t('doorGoText'), tone: 'marigold', icon: 'map-pin' },
        { href: '#foot', title: t('doorJoin'), text: t('doorJoinText'), tone: 'plum', icon: 'sprout' },
      ]}
    />
  </Specimen>
)

const BeforeGoing = ({ t }: Says) => (
  <Specimen title={t('axes')}>
    <Axes
      axes={[
        { icon: 'accessibility', name: t('gettingIn'), value: t('gettingInText'), how: t('gettingInHow') },
        { icon: 'hand-coins', name: t('cost'), value: t('costText') },
        { icon: 'map-pin', name: t('where'), value: t('whereText') },
        { icon: 'clock', name: t('when'), value: t('whenText'), how: t('whenHow') },
      ]}
    />
  </Specimen>
)

const Remarks = ({ t }: Says) => (
  <Specimen title={t('notes')}>
    <Note>{t('noteText')}</Note>
    <Note tone="clay" icon="circle-alert">
      {t('urgentText')}
    </Note>
    <Note tone="pine" icon="check">
      {t('goodText')}
    </Note>
    <Panel title={t('panel')}>
      <a class="btn" href="#main">
        <Icon name="phone" />
        {t('ring')}
      </a>
      <p class="soft small">{t('panelText')}</p>
    </Panel>
    <More title={t('more')}>
      <p>{t('moreText')}</p>
    </More>
    <Empty title={t('nothing')} text={t('nothingText')}>
      <a class="btn quiet" href="#main">
        {t('wayOn')}
      </a>
    </Empty>
  </Specimen>
)

const Tables = ({ t }: Says) => (
  <Specimen title={t('tables')}>
    <Table
      caption={t('hours')}
      columns={[t('day'), t('from'), t('till')]}
      rows={[
        { key: 'tuesday', cells: [t('tuesday'), '14:00', '18:00'], current: true },
        { key: 'friday', cells: [t('friday'), '14:00', '18:00'] },
      ]}
    />
    <Pagination page={2} pages={7} href={(page) => `?page=${page}`} />
  </Specimen>
)

/** Invented doors around the canal, so that the map has something to show in every community. */
const MapAndList = ({ t }: Says) => (
  <Specimen title={t('map')}>
    <p>{t('mapText')}</p>
    <PlaceMap
      centre={{ lat: 53.425, lon: -2.32 }}
      points={[
        { lat: 53.427, lon: -2.325, title: t('pantry'), href: '#card-1', number: 1, card: 'card-1', open: true },
        { lat: 53.421, lon: -2.312, title: t('room'), href: '#card-2', number: 2, card: 'card-2', open: true },
        { lat: 53.43, lon: -2.31, title: t('parcel'), href: '#card-3', number: 3, card: 'card-3', open: false },
      ]}
    />
  </Specimen>
)

const Icons = ({ t }: Says) => (
  <Specimen title={t('icons')}>
    <ul class="inline">
      {(Object.keys(iconShapes) as IconName[]).map((name) => (
        <li key={name} class="inline">
          <Icon name={name} />
          <span lang="en">{name}</span>
        </li>
      ))}
    </ul>
  </Specimen>
)

export const ShowStyleguide = ({ t }: Says) => (
  <Page title={t('title')} noindex>
    <div class="wrap stack">
      <Crumbs links={[{ href: '/about', label: t('crumb') }]} />
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <Type t={t} />
      <Colours t={t} />
      <Buttons t={t} />
      <Searching t={t} />
      <Cards t={t} />
      <WaysIn t={t} />
      <BeforeGoing t={t} />
      <Remarks t={t} />
      <Tables t={t} />
      <GoodForm t={t} />
      <p>
        <a href="/styleguide/mistakes">{t('formsWrong')}</a>
      </p>
      <MapAndList t={t} />
      <Icons t={t} />
    </div>
  </Page>
)

/** Apart, because the summary of mistakes takes the focus; and sensitive, so that «leave quickly» is seen once. */
export const ShowMistakes = ({ t }: Says) => (
  <Page title={t('formsWrong')} noindex>
    <div class="wrap narrow stack">
      <Crumbs links={[{ href: '/styleguide', label: t('title') }]} />
      <h1>{t('formsWrong')}</h1>
      <WrongForm t={t} />
    </div>
  </Page>
)
