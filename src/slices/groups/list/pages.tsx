import { Card, Empty, Facts, Note } from '#ui/card.tsx'
import { Form, Hidden, TextField } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { Chips } from '#ui/search.tsx'
import { Pagination } from '#ui/table.tsx'
import type { GroupFilter } from '../fields.ts'
import { beginning } from '../found/rules.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { type Say, toneOf } from '../pages.tsx'
import { groupKinds } from '../rules.ts'
import { type EndedCard, type GroupCard, type GroupLists, onePage } from './queries.ts'

/** Of a circle no more than that it is one: somebody may look over a shoulder. */
const factsOf = (group: GroupCard, t: Say) =>
  group.confidential
    ? [{ words: t('confidential'), icon: 'key-round' as const }]
    : [
        { words: t(`kind_${group.kind}`) },
        ...(group.area ? [{ words: group.area, icon: 'map-pin' as const }] : []),
        ...(group.members === null ? [] : [{ words: t('members', { count: group.members }), icon: 'users' as const }]),
      ]

/** What one should know of one's own group at a glance: it is over, one still waits, somebody waits for oneself. */
const standing = (group: GroupCard, t: Say) => [
  ...(group.ended ? [{ words: t('ended'), tone: 'shut' as const }] : []),
  ...(group.state === 'asking' ? [{ words: t('youAsked'), icon: 'clock' as const }] : []),
  ...(group.asking ? [{ words: t('someAsk', { count: group.asking }), tone: 'open' as const }] : []),
  ...(group.host ? [{ words: t('youHost'), icon: 'hand-heart' as const }] : []),
]

const Own = ({ group, t }: { group: GroupCard; t: Say }) => (
  <Card title={group.name} href={`/groups/${group.id}`} tone={toneOf[group.kind]} edged>
    <Facts facts={[...standing(group, t), ...factsOf(group, t)]} />
  </Card>
)

const Open = ({ group, t }: { group: GroupCard; t: Say }) => (
  <Card
    title={group.name}
    href={`/groups/${group.id}`}
    text={beginning(group.about, 140)}
    tone={toneOf[group.kind]}
    edged
  >
    <Facts
      facts={[
        ...(group.near ? [{ words: t('near'), icon: 'footprints' as const, tone: 'open' as const }] : []),
        ...(group.liked ? [{ words: t('liked'), icon: 'check' as const, tone: 'open' as const }] : []),
        ...(group.isFull ? [{ words: t('fullNow'), tone: 'shut' as const }] : []),
        ...factsOf(group, t),
        { words: t(`joining_${group.joining}`) },
      ]}
    />
  </Card>
)

const endedKey = ({ state, name }: EndedCard): MessageKey =>
  name === null ? (`ended_${state}_circle` as const) : (`ended_${state}` as const)

/** What ended, told kindly once more where one looks; leaving can be undone for an hour. */
const Ended = ({ ended, t }: { ended: EndedCard; t: Say }) => (
  <Note icon={ended.state === 'left' ? 'rotate-cw' : 'info'} tone="sky">
    <p>{t(endedKey(ended), { name: ended.name ?? '' })}</p>
    {ended.reason && (
      <blockquote>
        <bdi>{ended.reason}</bdi>
      </blockquote>
    )}
    {ended.state === 'left' && <Form action={`/groups/${ended.id}/return`} submit={t('goBackIn')} tone="quiet" />}
  </Note>
)

const hrefOf = ({ kind, q, page }: GroupFilter) => {
  const asked = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(kind ? { kind } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  return asked.size ? `/groups?${asked}` : '/groups'
}

const Filters = ({ filter, t }: { filter: GroupFilter; t: Say }) => (
  <>
    <div class="group-search">
      <Form action="/groups" method="get" submit={t('look')} tone="quiet">
        <TextField name="q" label={t('lookFor')} hint={t('lookForHint')} value={filter.q} />
        {filter.kind && <Hidden name="kind" value={filter.kind} />}
      </Form>
    </div>
    <Chips
      label={t('kind')}
      chips={groupKinds.map((one) => ({
        label: t(`kind_${one}`),
        href: hrefOf({ ...filter, page: 1, kind: filter.kind === one ? null : one }),
        on: filter.kind === one,
      }))}
    />
  </>
)

const StartOne = ({ isMember, t }: { isMember: boolean; t: Say }) => (
  <section class="panel group-start">
    <h2>{t('startTitle')}</h2>
    <p>{t('startText')}</p>
    <p class="inline">
      <a class="btn" href={isMember ? '/groups/new' : '/sign-in?next=%2Fgroups%2Fnew'}>
        {t('foundOne')}
      </a>
      <a class="btn quiet" href="/join-in">
        {t('clubs')}
      </a>
    </p>
  </section>
)

interface ListProps extends GroupLists {
  filter: GroupFilter
  isMember: boolean
  t: Say
}

const ToJoin = ({ open, total, filter, t }: Omit<ListProps, 'own' | 'ended' | 'isMember'>) => (
  <section class="stack" aria-labelledby="to-join">
    <h2 id="to-join">{t('groupsToJoin')}</h2>
    <Filters filter={filter} t={t} />
    {open.length === 0 ? (
      <Empty title={t('noGroups')} text={t('noGroupsText')}>
        {(filter.kind || filter.q) && (
          <a class="btn quiet" href="/groups">
            {t('seeAll')}
          </a>
        )}
      </Empty>
    ) : (
      <ul class="row">
        {open.map((group) => (
          <li key={group.id}>
            <Open group={group} t={t} />
          </li>
        ))}
      </ul>
    )}
    <Pagination page={filter.page} pages={Math.ceil(total / onePage)} href={(page) => hrefOf({ ...filter, page })} />
  </section>
)

export const ShowGroups = ({ own, ended, isMember, t, ...list }: ListProps) => (
  <Page title={t('groups')} description={t('groupsLead')}>
    <div class="wrap stack groups">
      <h1>{t('groups')}</h1>
      <p class="lead">
        {t('groupsLead')} {!isMember && t('lookFreely')}
      </p>
      {ended.map((one) => (
        <Ended key={one.id} ended={one} t={t} />
      ))}
      {own.length > 0 && (
        <section class="stack" aria-labelledby="own-groups">
          <h2 id="own-groups">{t('yourGroups')}</h2>
          <ul class="row">
            {own.map((group) => (
              <li key={group.id}>
                <Own group={group} t={t} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <ToJoin {...list} t={t} />
      <StartOne isMember={isMember} t={t} />
    </div>
  </Page>
)
