import type { T } from '#kernel/messages/messages.ts'
import { Empty } from '#ui/card.tsx'
import { Form } from '#ui/form.tsx'
import { Press, Sheet } from '../pages.tsx'
import type { BlocksKey } from './messages/en.ts'
import type { KeptAway } from './queries.ts'

type Words = T<BlocksKey>

interface Other {
  id: string
  name: string
}

const GoBack = ({ t, id }: { t: Words; id: string }) => (
  <p>
    <a href={`/people/${id}`}>{t('goBack')}</a>
  </p>
)

/** Says everything that will happen before it does: it cannot be half meant. */
export const ShowBlock = ({ t, other: { id, name } }: { t: Words; other: Other }) => (
  <Sheet title={t('blockTitle', { name })} lead={t('blockLead')}>
    <ul>
      <li>{t('blockGone', { name })}</li>
      <li>{t('blockYou')}</li>
      <li>{t('blockTogether')}</li>
      <li>{t('blockSecret')}</li>
      <li>{t('blockUndo')}</li>
    </ul>
    <Form action={`/people/${id}/block`} submit={t('blockPress', { name })} tone="grave" />
    <GoBack t={t} id={id} />
  </Sheet>
)

export const ShowAvoid = ({ t, other: { id, name } }: { t: Words; other: Other }) => (
  <Sheet title={t('avoidTitle')} lead={t('avoidLead', { name })}>
    <ul>
      <li>{t('avoidSecret', { name })}</li>
      <li>{t('avoidStill')}</li>
    </ul>
    <Form action={`/people/${id}/not-meet`} submit={t('avoidPress')} />
    <GoBack t={t} id={id} />
  </Sheet>
)

interface ListShown {
  t: Words
  list: KeptAway[]
  day: (date: Date) => string
}

const words = {
  blocks: {
    title: 'blocksTitle',
    lead: 'blocksLead',
    empty: 'noBlocks',
    emptyText: 'noBlocksText',
    press: 'unblock',
  },
  'not-meet': {
    title: 'avoidsTitle',
    lead: 'avoidsLead',
    empty: 'noAvoids',
    emptyText: 'noAvoidsText',
    press: 'stopAvoiding',
  },
} as const satisfies Record<string, Record<string, BlocksKey>>

/** Both lists look alike: whom it is about, since when, and the way out. */
export const ShowKeptAway = ({ t, list, day, which }: ListShown & { which: keyof typeof words }) => (
  <Sheet title={t(words[which].title)} lead={list.length ? t(words[which].lead) : undefined}>
    {list.length ? (
      <ul class="account">
        {list.map(({ id, name, since }) => (
          <li key={id} class="account-row">
            <strong>
              <bdi>{name}</bdi>
            </strong>
            <span class="soft">{t('since', { date: day(since) })}</span>
            <Press action={`/account/${which}/${id}/end`} label={t(words[which].press)} about={name} />
          </li>
        ))}
      </ul>
    ) : (
      <Empty title={t(words[which].empty)} text={t(words[which].emptyText)}>
        <a href="/people">{t('seePeople')}</a>
      </Empty>
    )}
    <p>
      <a href="/account">{t('back')}</a>
    </p>
  </Sheet>
)
