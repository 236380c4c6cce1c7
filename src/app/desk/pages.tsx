import type { ComponentChildren } from 'preact'
import type { T } from '#kernel/messages/messages.ts'
import type { Claim } from '#slices/organisations/claims/queries.ts'
import type { HandOver } from '#slices/organisations/leaving/queries.ts'
import { type DayWords, Sheet } from '#slices/organisations/pages.tsx'
import type { EndingMark } from '#slices/organisations/verification/queries.ts'
import { Empty, type Fact, Facts } from '#ui/card.tsx'
import type { Mine } from '../organisations-staff/queries.ts'
import type { MessageKey } from '../organisations-words/messages/en.ts'
import type { DeskItem, Urgency } from './rules.ts'

interface Words {
  t: T<MessageKey>
  day: DayWords
  now: Date
}

interface DeskShown extends Words {
  organisation: { id: string; name: string }
  items: DeskItem[]
}

const tones: Record<Urgency, string> = { now: 'clay', soon: 'marigold', calm: 'pine' }

const dueFact = ({ due }: DeskItem, { t, day, now }: Words): Fact[] => {
  if (!due) return []
  const words = { date: day(due) }
  return due < now
    ? [{ words: t('overdue', words), icon: 'clock-alert', tone: 'shut' }]
    : [{ words: t('due', words), icon: 'clock' }]
}

const Item = ({ item, ...words }: Words & { item: DeskItem }) => {
  const { t, day } = words
  return (
    <li>
      <article class={`card edged tone-${tones[item.urgency]}`}>
        <div class="card-head">
          <h2>
            <a href={item.href}>{item.title}</a>
          </h2>
        </div>
        <p>
          <bdi>{item.why}</bdi>
        </p>
        <Facts
          facts={[
            ...(item.urgency === 'now' ? [{ words: t('urgent'), icon: 'circle-alert' as const }] : []),
            ...dueFact(item, words),
            { words: t('since', { date: day(item.since) }) },
          ]}
        />
      </article>
    </li>
  )
}

const ways = [
  ['', 'waySeen', 'waySeenText'],
  ['/edit', 'wayEdit', 'wayEditText'],
  ['/logo', 'wayLogo', 'wayLogoText'],
  ['/staff', 'wayStaff', 'wayStaffText'],
  ['/partnerships', 'wayPartnerships', 'wayPartnershipsText'],
  ['/history', 'wayHistory', 'wayHistoryText'],
] as const

const Kettle = () => (
  <svg class="desk-kettle" viewBox="0 0 120 96" aria-hidden="true">
    <path class="steam" d="M52 26c-6-6 6-9 0-16M66 26c-6-6 6-9 0-16" />
    <path d="M36 84h48c4-10 6-16 6-24a30 26 0 0 0-60 0c0 8 2 14 6 24Z" />
    <path d="M90 56c10-2 12-8 18-10M30 52C10 46 10 76 32 72M50 34h20M60 34v-4" />
  </svg>
)

export const ShowDesk = ({ organisation, items, ...words }: DeskShown) => {
  const { t } = words
  return (
    <Sheet
      title={t('deskTitle', { name: organisation.name })}
      lead={items.length ? t('deskLead') : undefined}
      back={{ href: '/account/organisations', label: t('mineTitle') }}
    >
      {items.length ? (
        <ul class="desk">
          {items.map((item) => (
            <Item key={item.key} item={item} {...words} />
          ))}
        </ul>
      ) : (
        <div class="desk-calm">
          <Kettle />
          <Empty title={t('deskEmpty')} text={t('deskEmptyText')} />
        </div>
      )}
      <section class="account-part" aria-labelledby="ways">
        <h2 id="ways">{t('deskMore')}</h2>
        <dl class="account">
          {ways.map(([path, name, text]) => (
            <div class="account-row" key={path}>
              <dt>
                <a href={`/organisations/${organisation.id}${path}`}>{t(name)}</a>
              </dt>
              <dd>{t(text)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Sheet>
  )
}

interface MineShown extends Words {
  mine: (Mine & { waiting: number })[]
  claims: Claim[]
}

export const ShowMine = ({ t, day, mine, claims }: MineShown) => (
  <Sheet title={t('mineTitle')} lead={t('mineLead')} back={{ href: '/account', label: t('backAccount') }}>
    {mine.length ? (
      <ul class="desk">
        {mine.map(({ id, name, role, waiting }) => (
          <li key={id}>
            <article class={`card edged tone-${waiting ? 'marigold' : 'pine'}`}>
              <div class="card-head">
                <h2>
                  <a href={`/organisations/${id}/desk`}>
                    <bdi>{name}</bdi>
                  </a>
                </h2>
              </div>
              <Facts
                facts={[
                  { words: t(role === 'admin' ? 'roleAdmin' : 'roleEditor'), icon: 'user-round' },
                  { words: t('mineWaits', { count: waiting }), icon: waiting ? 'inbox' : 'check' },
                ]}
              />
            </article>
          </li>
        ))}
      </ul>
    ) : (
      <Empty title={t('mineNone')} text={t('mineNoneText')}>
        <p>
          <a class="btn quiet" href="/organisations">
            {t('mineFind')}
          </a>
        </p>
      </Empty>
    )}
    {claims.length > 0 && (
      <section class="account-part" aria-labelledby="claims">
        <h2 id="claims">{t('mineClaims')}</h2>
        <ul class="account">
          {claims.map((claim) => (
            <li class="account-row" key={claim.id}>
              <a href={`/organisations/${claim.organisationId}/claim`}>
                <bdi>{claim.organisation}</bdi>
              </a>
              <span class="soft">{t('since', { date: day(claim.askedAt) })}</span>
            </li>
          ))}
        </ul>
      </section>
    )}
  </Sheet>
)

interface StewardShown extends Words {
  claims: Claim[]
  handOvers: HandOver[]
  marks: EndingMark[]
  names: Map<string, string>
}

const StewardPart = ({ id, title, children }: { id: string; title: string; children: ComponentChildren }) => (
  <section class="account-part" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    <ul class="account">{children}</ul>
  </section>
)

/** What stewards decide about organisations: who speaks for them, who made sure of them. */
export const ShowStewardDesk = ({ t, day, now, claims, handOvers, marks, names }: StewardShown) => {
  const nameOf = (id: string) => names.get(id) ?? t('somebody')
  return (
    <Sheet title={t('stewardTitle')} lead={t('stewardLead')} back={{ href: '/steward', label: t('backSteward') }}>
      {!claims.length && !handOvers.length && !marks.length && (
        <Empty title={t('stewardEmpty')} text={t('stewardEmptyText')} />
      )}
      {claims.length > 0 && (
        <StewardPart id="claims" title={t('stewardClaims')}>
          {claims.map((claim) => (
            <li class="account-row" key={claim.id}>
              <a href={`/organisations/${claim.organisationId}/claims/${claim.id}`}>
                {t('claimFor', { person: nameOf(claim.personId), name: claim.organisation })}
              </a>
              <span class="soft">{t('since', { date: day(claim.askedAt) })}</span>
            </li>
          ))}
        </StewardPart>
      )}
      {handOvers.length > 0 && (
        <StewardPart id="hand-overs" title={t('stewardHandOvers')}>
          {handOvers.map((one) => (
            <li class="account-row" key={one.organisationId}>
              <span>{t('stewardHandOver', { person: nameOf(one.personId), name: one.organisation })}</span>
              <a href={`/organisations/${one.organisationId}/staff`}>{t('stewardStaff')}</a>
            </li>
          ))}
        </StewardPart>
      )}
      {marks.length > 0 && (
        <StewardPart id="marks" title={t('stewardMarks')}>
          {marks.map(({ organisationId, name, until }) => (
            <li class="account-row" key={organisationId}>
              <a href={`/organisations/${organisationId}/verification`}>
                <bdi>{name}</bdi>
              </a>
              <span class="soft">{t(until > now ? 'stewardMarkEnds' : 'stewardMarkOver', { date: day(until) })}</span>
            </li>
          ))}
        </StewardPart>
      )}
    </Sheet>
  )
}
