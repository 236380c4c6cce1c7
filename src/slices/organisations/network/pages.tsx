import type { T } from '#kernel/messages/messages.ts'
import { Empty } from '#ui/card.tsx'
import { Form, SelectField } from '#ui/form.tsx'
import { useFrame } from '#ui/frame.ts'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import type { MessageKey } from '../messages/en.ts'
import type { DayWords } from '../pages.tsx'
import { kindWords, toneOf } from '../partnerships/pages.tsx'
import type { Partnership } from '../partnerships/queries.ts'
import { partnershipKinds } from '../partnerships/rules.ts'
import type { NetworkFilter } from './fields.ts'
import { arcs, drawingWidth, inOrder, type Knot, rowHeight, type Tie } from './rules.ts'

export interface NetworkShown {
  t: T<MessageKey>
  day: DayWords
  ties: Partnership[]
  /** Areas of work that there are, by code and name, and which was asked for. */
  areas: { code: string; name: string }[]
  filter: NetworkFilter
}

const knotsOf = (ties: readonly Partnership[]): Knot[] => [
  ...new Map(ties.flatMap(({ one, other }) => [one, other]).map((knot) => [knot.id, knot])).values(),
]

const plain = (ties: readonly Partnership[]): Tie[] =>
  ties.map(({ id, one, other }) => ({ id, one: one.id, other: other.id }))

/** While a name is under the pointer or has the focus, only its own lines stay strong. */
const Spotlight = ({ order, ties }: { order: readonly Knot[]; ties: readonly Tie[] }) => {
  const { nonce } = useFrame()
  const rules = order.map(({ id }, at) => {
    const others = ties.flatMap((tie, nth) => (tie.one === id || tie.other === id ? [] : [`.tie-${nth}`]))
    return others.length
      ? `.network:has(.knot-${at} :is(a:hover,a:focus-visible)) :is(${others.join()}){opacity:.12}`
      : ''
  })
  return <style nonce={nonce} dangerouslySetInnerHTML={{ __html: rules.join('') }} />
}

/** Names from top to bottom, and beside them the lines between them. The names are plain links: they wrap, grow and turn with the page. */
const Drawing = ({ t, ties: partnerships }: NetworkShown) => {
  const ties = plain(partnerships)
  const order = inOrder(knotsOf(partnerships), ties)
  const count = ({ id }: Knot) => ties.filter(({ one, other }) => one === id || other === id).length
  const height = order.length * rowHeight
  const words = t('networkDrawing', { ties: ties.length, knots: order.length })
  return (
    <figure class="network">
      <Spotlight order={order} ties={ties} />
      <div class="network-drawing">
        <svg
          viewBox={`0 0 ${drawingWidth} ${height}`}
          width={drawingWidth}
          height={height}
          role="img"
          aria-label={words}
        >
          {arcs(order, ties).map(({ id, path }, nth) => (
            <path key={id} d={path} class={`tie-${nth} tone-${toneOf[partnerships[nth]!.kind]}`} />
          ))}
          {order.map((knot, at) => (
            <circle key={knot.id} cx={drawingWidth - 8} cy={at * rowHeight + rowHeight / 2} r="6" />
          ))}
        </svg>
        <ol>
          {order.map((knot, at) => (
            <li key={knot.id} class={`knot-${at}`}>
              <a href={`/organisations/${knot.id}`}>
                <span>
                  <bdi>{knot.name}</bdi>
                </span>
                <small>{t('tieCount', { count: count(knot) })}</small>
              </a>
            </li>
          ))}
        </ol>
      </div>
      <figcaption class="small soft">{words}</figcaption>
    </figure>
  )
}

const AsTable = ({ t, day, ties }: NetworkShown) => (
  <section class="stack" aria-labelledby="as-table">
    <h2 id="as-table">{t('networkTable')}</h2>
    <Table
      caption={t('networkTitle')}
      columns={[t('organisation'), t('with'), t('whatFor'), t('since'), t('nextReview')]}
      rows={[...ties]
        .sort((a, b) => (a.one.name < b.one.name ? -1 : a.one.name > b.one.name ? 1 : 0))
        .map((tie) => ({
          key: tie.id,
          cells: [
            <a href={`/organisations/${tie.one.id}`}>
              <bdi>{tie.one.name}</bdi>
            </a>,
            <a href={`/organisations/${tie.other.id}`}>
              <bdi>{tie.other.name}</bdi>
            </a>,
            <>
              <strong>{kindWords(t, tie.kind)}</strong>
              <br />
              <bdi>{tie.words}</bdi>
            </>,
            day(tie.since),
            day(tie.reviewOn),
          ],
        }))}
    />
  </section>
)

const Filter = ({ t, areas, filter }: NetworkShown) => (
  <div class="network-filter">
    <Form action="/organisations/network" method="get" submit={t('filter')} tone="quiet">
      <SelectField
        name="kind"
        label={t('filterKind')}
        value={filter.kind}
        optional
        choices={[
          { value: '', label: t('anyKind') },
          ...partnershipKinds.map((kind) => ({ value: kind, label: kindWords(t, kind) })),
        ]}
      />
      <SelectField
        name="area"
        label={t('filterArea')}
        value={filter.area}
        optional
        choices={[{ value: '', label: t('anyArea') }, ...areas.map(({ code, name }) => ({ value: code, label: name }))]}
      />
    </Form>
  </div>
)

const Nothing = ({ t, filter }: NetworkShown) =>
  filter.kind || filter.area ? (
    <Empty title={t('networkNoneHere')}>
      <p>
        <a class="btn quiet" href="/organisations/network">
          {t('showAll')}
        </a>
      </p>
    </Empty>
  ) : (
    <Empty title={t('networkNone')} text={t('networkNoneText')} />
  )

export const ShowNetwork = (shown: NetworkShown) => {
  const { t, ties } = shown
  return (
    <Page title={t('networkTitle')} description={t('networkLead')}>
      <div class="wrap stack">
        <Crumbs links={[{ href: '/organisations', label: t('allOrganisations') }]} />
        <h1>{t('networkTitle')}</h1>
        <p class="lead">{t('networkLead')}</p>
        <Filter {...shown} />
        {ties.length ? (
          <>
            <Drawing {...shown} />
            <AsTable {...shown} />
          </>
        ) : (
          <Nothing {...shown} />
        )}
        <p>
          <a href="/organisations">{t('allOrganisations')}</a>
        </p>
      </div>
    </Page>
  )
}
