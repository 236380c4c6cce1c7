import type { Problem } from '#kernel/errors/errors.ts'
import type { Language } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty, Note, Panel } from '#ui/card.tsx'
import { EmailField, Form, Hidden, SelectField } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { ListingFields } from '../../editing/form/pages.tsx'
import { type FreshnessWords, ReadOut } from '../answering/pages.tsx'
import type { FreshnessKey } from '../messages/catalogue.ts'
import { againAfter } from '../rules.ts'
import type { Call, Calls, OpenCall } from './queries.ts'

interface Spoken {
  t: FreshnessWords
  language: Language
  now: Date
  zone: string
}

const hint = ({ claim, wrong_number_at, calls, phone }: Call, t: FreshnessWords) => {
  if (claim === 'others') return t('callTaken')
  if (wrong_number_at) return t('callWrongNumber')
  if (!phone) return t('callNoNumber')
  return calls ? t('callTried', { count: calls }) : ''
}

/** The row says whom already: the name is repeated for those who hear one button after the other. */
const TakeOn = ({ call, t }: { call: Call; t: FreshnessWords }) => {
  if (call.claim === 'others') return null
  const whom = (
    <span class="sr">
      {' '}
      <bdi>{call.name}</bdi>
    </span>
  )
  if (call.claim === 'mine')
    return (
      <a href={`/directory/checks/${call.id}`}>
        {t('callGoOn')}
        {whom}
      </a>
    )
  const words = (
    <>
      {t('callTake')}
      {whom}
    </>
  )
  return <Form action={`/directory/checks/${call.id}/claim`} submit={words} tone="quiet less" />
}

/** Who is to be rung, with the one thing to do: take the next. */
export const ShowCalls = ({ calls, steward, t, language, now, zone }: Spoken & { calls: Calls; steward: boolean }) => {
  const words = timeWords(language, zone, now)
  return (
    <Page title={t('callsTitle')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('callsTitle')}</h1>
        <p class="lead">{t('callsLead')}</p>
        {calls.now === 0 ? (
          <Empty title={t('callsEmpty')} text={t('callsEmptyText', { later: calls.later })}>
            <p>
              <a href="/directory/freshness">{t('toDashboard')}</a>
            </p>
          </Empty>
        ) : (
          <>
            <Form action="/directory/checks/next" submit={t('callNext')} />
            <Table
              caption={t('callsCount', { now: calls.now, later: calls.later })}
              columns={[t('callWhat'), t('callWhose'), t('callKnown'), t('callHint'), t('callDo')]}
              rows={calls.calls.map((call) => ({
                key: call.id,
                cells: [
                  <bdi>{call.name}</bdi>,
                  call.organisation ? <bdi>{call.organisation}</bdi> : '',
                  call.known_at ? words.date(call.known_at) : t('callNever'),
                  hint(call, t),
                  <TakeOn call={call} t={t} />,
                ],
              }))}
            />
          </>
        )}
        {steward && (
          <p>
            <a href="/directory/checkers">{t('toCheckers')}</a>
          </p>
        )}
      </div>
    </Page>
  )
}

const Script = ({ call, community, t }: { call: OpenCall; community: string; t: FreshnessWords }) => (
  <ol class="stack">
    <li>{t('scriptHello', { community })}</li>
    <li>{t('scriptMay', { name: call.record.name })}</li>
    <li>{t('scriptRead')}</li>
    <li>{t('scriptAsk')}</li>
    <li>{t('scriptThanks')}</li>
  </ol>
)

const outcomes: Record<string, FreshnessKey> = { no_answer: 'beforeNoAnswer', wrong_number: 'beforeWrongNumber' }

const Before = ({ call, t, language, now, zone }: Spoken & { call: OpenCall }) => {
  const words = timeWords(language, zone, now)
  return call.before.length ? (
    <ul class="small soft">
      {call.before.map(({ called_at, outcome }) => (
        <li key={String(called_at)}>
          {words.date(called_at)}: {t(outcomes[outcome] ?? 'beforeAnswered')}
        </li>
      ))}
    </ul>
  ) : null
}

/** One call: the number, what to say, what people read, and how it went. */
export const ShowCall = (props: Spoken & { call: OpenCall; community: string; problems?: Problem[] }) => {
  const { call, t, language, now, zone, problems = [] } = props
  const path = `/directory/checks/${call.id}`
  const until = timeWords(language, zone, now).clock(call.claimedUntil)
  return (
    <Page title={t('callTitle', { name: call.record.name })} noindex>
      <div class="wrap">
        <Crumbs links={[{ href: '/directory/checks', label: t('callsTitle') }]} />
        <div class="with-side">
          <div class="stack">
            <h1>{t('callTitle', { name: call.record.name })}</h1>
            <p class="lead">{t('callYours', { until })}</p>
            {call.phone ? (
              <p>
                <a class="btn" href={`tel:${call.phone.replace(/[^+\d]/gu, '')}`}>
                  <Icon name="phone" />
                  <span>
                    {t('callRing')} <bdi>{call.phone}</bdi>
                  </span>
                </a>
              </p>
            ) : (
              <Note tone="marigold">
                <p>{t('callFindNumber')}</p>
              </Note>
            )}
            <Before {...props} />
            <h2>{t('scriptTitle')}</h2>
            <Script {...props} />
            <h2>{t('scriptRecord')}</h2>
            <ReadOut record={call.record} {...{ t, language, now, zone }} />
          </div>
          <aside>
            <Panel title={t('howDidItGo')}>
              <Form action={`${path}/right`} submit={t('wentRight')} />
              <p>
                <a class="btn quiet" href={`${path}/change`}>
                  {t('wentChange')}
                </a>
              </p>
              <Form action={`${path}/no-answer`} submit={t('wentNoAnswer')} tone="quiet" problems={problems}>
                <SelectField
                  name="again"
                  label={t('againWhen')}
                  value="threeDays"
                  problems={problems}
                  choices={Object.keys(againAfter).map((value) => ({
                    value,
                    label: t(`again_${value as keyof typeof againAfter}`),
                  }))}
                />
              </Form>
              <Form action={`${path}/wrong-number`} submit={t('wentWrongNumber')} tone="quiet" />
              <Form action={`${path}/closed`} submit={t('wentClosed')} tone="grave" />
              <Form action={`${path}/release`} submit={t('wentNotNow')} tone="quiet" />
            </Panel>
          </aside>
        </div>
      </div>
    </Page>
  )
}

/** What somebody says by telephone, written into the listing at once. */
export const ShowCallChange = ({
  call,
  typed,
  problems,
  t,
  language,
}: Spoken & { call: OpenCall; typed?: Typed; problems?: Problem[] }) => {
  const title = t('changeTitle', { name: call.record.name })
  return (
    <Page title={title} noindex>
      <div class="wrap narrow stack">
        <Crumbs links={[{ href: `/directory/checks/${call.id}`, label: t('callTitle', { name: call.record.name }) }]} />
        <h1>{title}</h1>
        <Form action={`/directory/checks/${call.id}/change`} submit={t('changeButton')} problems={problems ?? []}>
          <ListingFields form={{ ...call.record, typed, problems }} t={t} language={language} />
        </Form>
      </div>
    </Page>
  )
}

interface CheckersProps extends Spoken {
  checkers: { person_id: string; since: Date; calls: number; name: string }[]
  typed?: Typed
  problems?: Problem[]
}

/** The volunteers who ring, for stewards. */
export const ShowCheckers = ({ checkers, typed = {}, problems = [], t, language, now, zone }: CheckersProps) => {
  const words = timeWords(language, zone, now)
  return (
    <Page title={t('checkersTitle')} noindex>
      <div class="wrap narrow stack">
        <Crumbs links={[{ href: '/directory/checks', label: t('callsTitle') }]} />
        <h1>{t('checkersTitle')}</h1>
        <p class="lead">{t('checkersLead')}</p>
        <Form action="/directory/checkers" submit={t('checkerAdd')} problems={problems}>
          <EmailField
            name="email"
            label={t('checkerEmail')}
            hint={t('checkerEmailHint')}
            value={typed.email}
            problems={problems}
          />
        </Form>
        {checkers.length === 0 ? (
          <Empty title={t('checkersEmpty')} />
        ) : (
          <Table
            caption={t('checkersTitle')}
            columns={[t('checkerName'), t('checkerSince'), t('checkerCalls'), t('callDo')]}
            rows={checkers.map(({ person_id, name, since, calls }) => ({
              key: person_id,
              cells: [
                <bdi>{name}</bdi>,
                words.date(since),
                String(calls),
                <Form action="/directory/checkers/end" submit={t('checkerEnd', { name })} tone="quiet">
                  <Hidden name="person" value={person_id} />
                </Form>,
              ],
            }))}
          />
        )}
      </div>
    </Page>
  )
}
