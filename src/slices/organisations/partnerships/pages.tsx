import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Empty, Facts, Note, type Tone } from '#ui/card.tsx'
import { Checkbox, Form, Radios, SelectField, TextField } from '#ui/form.tsx'
import type { MessageKey } from '../messages/en.ts'
import { DateField, type DayWords, Press, Sheet } from '../pages.tsx'
import type { Partnership } from './queries.ts'
import { isDue, type PartnershipKind, partnershipKinds, usualReview } from './rules.ts'

export interface Words {
  t: T<MessageKey>
  day: DayWords
  today: string
}

interface Own extends Words {
  organisation: { id: string; name: string }
}

export const toneOf: Record<PartnershipKind, Tone> = {
  together: 'pine',
  referrals: 'sky',
  space: 'marigold',
  people: 'plum',
  food: 'clay',
  learning: 'sky',
  money: 'marigold',
}

export const kindWords = (t: T<MessageKey>, kind: PartnershipKind) => t(`kind_${kind}`)

const partnerOf = (one: Partnership, organisationId: string) => (one.one.id === organisationId ? one.other : one.one)

const factsOf = (one: Partnership, { t, day, today }: Words) => {
  if (one.state !== 'confirmed')
    return [
      {
        words:
          one.state === 'ended'
            ? t('state_ended', { date: day(one.endedAt ?? one.proposedAt) })
            : t(`state_${one.state}`),
      },
    ]
  return [
    { words: t('sinceDay', { date: day(one.since) }) },
    isDue(one, today)
      ? { words: t('reviewNow'), icon: 'clock-alert' as const }
      : { words: t('reviewDay', { date: day(one.reviewOn) }) },
    { words: t(one.open ? 'isOpen' : 'isInternal'), icon: one.open ? ('globe' as const) : ('users' as const) },
  ]
}

const Row = ({ one, ...own }: Own & { one: Partnership }) => {
  const { t, organisation } = own
  const partner = partnerOf(one, organisation.id)
  return (
    <article class={`card edged tone-${toneOf[one.kind]}`}>
      <div class="card-head">
        <h3>
          <a href={`/organisations/${organisation.id}/partnerships/${one.id}`}>
            <bdi>{partner.name}</bdi>
          </a>
        </h3>
      </div>
      <p class="by">{kindWords(t, one.kind)}</p>
      <p>
        <bdi>{one.words}</bdi>
      </p>
      <Facts facts={factsOf(one, own)} />
    </article>
  )
}

const Part = ({ title, list, ...own }: Own & { title: string; list: Partnership[] }) =>
  list.length ? (
    <section class="stack">
      <h2>{title}</h2>
      <div class="stack">
        {list.map((one) => (
          <Row key={one.id} one={one} {...own} />
        ))}
      </div>
    </section>
  ) : null

export const ShowPartnerships = ({ list, binds, ...own }: Own & { list: Partnership[]; binds: boolean }) => {
  const { t, organisation } = own
  const { id, name } = organisation
  const proposed = list.filter(({ state }) => state === 'proposed')
  return (
    <Sheet
      title={t('title', { name })}
      lead={t('lead')}
      back={{ href: `/organisations/${id}/desk`, label: t('backDesk') }}
    >
      {binds && (
        <p>
          <a class="btn" href={`/organisations/${id}/partnerships/new`}>
            {t('propose')}
          </a>
        </p>
      )}
      <Part title={t('waitingForYou')} list={proposed.filter(({ other }) => other.id === id)} {...own} />
      <Part title={t('current')} list={list.filter(({ state }) => state === 'confirmed')} {...own} />
      <Part title={t('youAsked')} list={proposed.filter(({ one }) => one.id === id)} {...own} />
      <Part
        title={t('past')}
        list={list.filter(({ state }) => state !== 'confirmed' && state !== 'proposed')}
        {...own}
      />
      {!list.length && <Empty title={t('none')} text={t('noneText')} />}
      <p>
        <a href="/organisations/network">{t('networkTitle')}</a>
      </p>
    </Sheet>
  )
}

interface Proposing extends Own {
  typed?: Typed
  problems?: Problem[]
  /** Organisations that the typed words fit, where there are several. */
  choices: { id: string; name: string }[]
}

export const ShowProposal = ({ t, organisation, today, typed, problems, choices }: Proposing) => (
  <Sheet
    title={t('newTitle')}
    lead={t('newLead')}
    back={{ href: `/organisations/${organisation.id}/partnerships`, label: t('backAll') }}
  >
    <Form action={`/organisations/${organisation.id}/partnerships`} submit={t('sendProposal')} problems={problems}>
      <TextField
        name="partner"
        label={t('partner')}
        hint={t('partnerHint')}
        value={typed?.partner}
        problems={problems}
        maxLength={200}
      />
      {choices.length > 1 && (
        <Radios
          name="partner_id"
          legend={t('whichOne')}
          value={typed?.partner_id}
          choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <SelectField
        name="kind"
        label={t('kindLabel')}
        value={typed?.kind}
        problems={problems}
        choices={partnershipKinds.map((kind) => ({ value: kind, label: kindWords(t, kind) }))}
      />
      <TextField
        name="words"
        label={t('wordsLabel')}
        hint={t('wordsHint')}
        value={typed?.words}
        problems={problems}
        maxLength={200}
      />
      <DateField name="since" label={t('sinceLabel')} value={typed?.since ?? today} problems={problems} />
      <DateField
        name="review_on"
        label={t('reviewLabel')}
        hint={t('reviewHint')}
        value={typed?.review_on ?? usualReview(today)}
        problems={problems}
      />
      <Checkbox
        name="open"
        label={t('openLabel')}
        hint={t('openHint')}
        checked={typed ? Boolean(typed.open) : true}
        problems={problems}
      />
    </Form>
  </Sheet>
)

interface OneShown extends Own {
  one: Partnership
  binds: boolean
  typed?: Typed
  problems?: Problem[]
}

const Answering = ({ t, organisation, one, binds }: OneShown) => {
  const base = `/organisations/${organisation.id}/partnerships/${one.id}`
  if (!binds)
    return (
      <Note icon="info" tone="sky">
        <p>{t('onlyAdmins')}</p>
      </Note>
    )
  return one.other.id === organisation.id ? (
    <div class="org-presses">
      <Form action={`${base}/confirm`} submit={t('sayYes')} />
      <Form action={`${base}/decline`} submit={t('sayNo')} tone="quiet" />
    </div>
  ) : (
    <Form action={`${base}/withdraw`} submit={t('takeBack')} tone="quiet" />
  )
}

const Holding = ({ t, organisation, one, today, typed, problems }: OneShown) => {
  const base = `/organisations/${organisation.id}/partnerships/${one.id}`
  return (
    <>
      <section class="stack" aria-labelledby="review">
        <h2 id="review">{t('reviewTitle')}</h2>
        <Form action={`${base}/review`} submit={t('reviewPress')} problems={problems}>
          <DateField
            name="review_on"
            label={t('reviewLabel')}
            hint={t('reviewHint')}
            value={typed?.review_on ?? usualReview(today)}
            problems={problems}
          />
        </Form>
      </section>
      <div class="org-presses">
        {one.open && <Press action={`${base}/hide`} label={t('hide')} />}
        <a class="btn quiet less" href={`${base}/end`}>
          {t('end')}
        </a>
      </div>
    </>
  )
}

export const ShowPartnership = (shown: OneShown) => {
  const { t, day, organisation, one, binds } = shown
  return (
    <Sheet
      title={t('oneTitle', { one: one.one.name, other: one.other.name })}
      back={{ href: `/organisations/${organisation.id}/partnerships`, label: t('backAll') }}
    >
      <article class={`card edged tone-${toneOf[one.kind]}`}>
        <p class="by">{kindWords(t, one.kind)}</p>
        <p class="lead">
          <bdi>{one.words}</bdi>
        </p>
        <Facts facts={factsOf(one, shown)} />
        <p class="small soft">{t('askedBy', { name: one.one.name, date: day(one.proposedAt) })}</p>
        {one.state === 'proposed' && (
          <p class="small soft">
            {t('sinceDay', { date: day(one.since) })} · {t('reviewDay', { date: day(one.reviewOn) })} ·{' '}
            {t(one.open ? 'isOpen' : 'isInternal')}
          </p>
        )}
      </article>
      {one.state === 'proposed' && <Answering {...shown} />}
      {one.state === 'confirmed' && binds && <Holding {...shown} />}
    </Sheet>
  )
}

export const ShowEnding = ({ t, organisation, one }: OneShown) => (
  <Sheet
    title={t('end')}
    lead={t('endLead')}
    back={{
      href: `/organisations/${organisation.id}/partnerships/${one.id}`,
      label: t('oneTitle', { one: one.one.name, other: one.other.name }),
    }}
  >
    <Form action={`/organisations/${organisation.id}/partnerships/${one.id}/end`} submit={t('end')} tone="grave" />
  </Sheet>
)
