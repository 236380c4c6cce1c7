import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty } from '#ui/card.tsx'
import { Form, Radios } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Chips } from '#ui/search.tsx'
import { Table } from '#ui/table.tsx'
import type { MergeKey } from './messages/catalogue.ts'
import type { Merged, Pair, Side } from './queries.ts'
import { type MergeKind, mergeFields, mergeKinds } from './rules.ts'

interface Voice {
  t: T<MergeKey>
  language: Language
  zone: string
  now: Date
}

const home = '/directory/duplicates'

interface PairsProps extends Voice {
  kind: MergeKind
  pairs: Pair[]
  recent: Merged[]
}

/** Pairs of one kind that look alike, and what was made one lately. */
export const ShowPairs = ({ kind, pairs, recent, ...voice }: PairsProps) => {
  const { t } = voice
  return (
    <Page title={t('title')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('title')}</h1>
        <p class="lead">{t('lead')}</p>
        <Chips
          label={t('title')}
          chips={mergeKinds.map((one) => ({ label: t(one), href: `${home}?kind=${one}`, on: one === kind }))}
        />
        {pairs.length === 0 ? (
          <Empty title={t('none')} text={t('noneText')} />
        ) : (
          <Table
            caption={t('caption')}
            columns={[t('pair'), t('alike'), t('score'), t('look')]}
            rows={pairs.map(({ one, other, oneName, otherName, alike, score }) => ({
              key: `${one} ${other}`,
              cells: [
                <span key="pair">
                  <bdi>{oneName}</bdi>
                  <br />
                  <bdi>{otherName}</bdi>
                </span>,
                alike.map((like) => t(`like_${like}`)).join(', '),
                `${score} %`,
                <a key="look" href={`${home}/${kind}/${one}/${other}`}>
                  {t('look')}
                  <span class="sr">
                    {' '}
                    <bdi>{oneName}</bdi>
                  </span>
                </a>,
              ],
            }))}
          />
        )}
        {recent.length > 0 && <Recent recent={recent} {...voice} />}
      </div>
    </Page>
  )
}

const Recent = ({ recent, t, language, zone, now }: { recent: Merged[] } & Voice) => {
  const words = timeWords(language, zone, now)
  return (
    <section class="stack">
      <h2>{t('recent')}</h2>
      <p>{t('recentText')}</p>
      <Table
        caption={t('recentCaption')}
        columns={[t('record'), t('when'), t('undo')]}
        rows={recent.map(({ id, name, mergedAt }) => ({
          key: id,
          cells: [
            <bdi key="name">{name}</bdi>,
            words.date(mergedAt),
            <Form
              key="undo"
              action={`/directory/merges/${id}/undo`}
              submit={
                <>
                  {t('undo')}
                  <span class="sr">
                    {' '}
                    <bdi>{name}</bdi>
                  </span>
                </>
              }
              tone="quiet"
            />,
          ],
        }))}
      />
    </section>
  )
}

interface CompareProps extends Voice {
  kind: MergeKind
  sides: [Side, Side]
  typed?: Typed
  problems?: Problem[]
}

const shownName = (side: Side) => side.fields.name ?? side.id

const states = ['active', 'inactive', 'defunct', 'temporarily closed'] as const
const isState = (value: string): value is (typeof states)[number] => (states as readonly string[]).includes(value)

const Value = ({ field, value, t }: { field: string; value: string; t: T<MergeKey> }) => (
  <bdi class={/\S{30}/u.test(value) ? 'breaks' : undefined}>
    {field === 'status' && isState(value) ? t(`status_${value}`) : value}
  </bdi>
)

/** Two records side by side: which stays, and whose words where they differ. */
export const ShowCompare = ({ kind, sides, typed = {}, problems = [], t }: CompareProps) => {
  const [one, other] = sides
  const differing = mergeFields[kind].filter((field) => one.fields[field] !== other.fields[field])
  const path = `${home}/${kind}/${one.id}/${other.id}`
  return (
    <Page title={t('compare')} noindex>
      <div class="wrap stack">
        <Crumbs links={[{ href: `${home}?kind=${kind}`, label: t('back') }]} />
        <h1>{t('compare')}</h1>
        <p class="lead">{t('compareLead')}</p>
        <Table
          caption={t('compare')}
          columns={[t('field'), t('one'), t('other')]}
          rows={[
            {
              key: 'source',
              cells: [
                t('source'),
                <bdi key="one">{one.source ?? '–'}</bdi>,
                <bdi key="other">{other.source ?? '–'}</bdi>,
              ],
            },
            ...mergeFields[kind]
              .filter((field) => one.fields[field] || other.fields[field])
              .map((field) => ({
                key: field,
                cells: [
                  t(`of_${field}`),
                  ...sides.map((side) => <Value key={side.id} {...{ field, t }} value={side.fields[field] ?? '–'} />),
                ],
              })),
            {
              key: 'around',
              cells: [
                t('around'),
                ...sides.map((side) => <bdi key={side.id}>{side.around.join(' · ') || t('nothing')}</bdi>),
              ],
            },
          ]}
        />
        <div class="narrow stack">
          <Form action={path} submit={t('merge')} problems={problems}>
            <Radios
              name="keep"
              legend={t('stays')}
              value={typed.keep ?? (other.around.length > one.around.length ? 'other' : 'one')}
              choices={[
                { value: 'one', label: `${t('one')}: ${shownName(one)}` },
                { value: 'other', label: `${t('other')}: ${shownName(other)}` },
              ]}
              problems={problems}
            />
            {differing.map((field) => (
              <Radios
                key={field}
                name={field}
                legend={t('differ', { field: t(`of_${field}`) })}
                value={typed[field] ?? (one.fields[field] ? 'one' : 'other')}
                choices={[
                  { value: 'one', label: t('one'), hint: shortened(one.fields[field], t) },
                  { value: 'other', label: t('other'), hint: shortened(other.fields[field], t) },
                ]}
                problems={problems}
              />
            ))}
            {differing.length < mergeFields[kind].length && <p class="soft">{t('sameFields')}</p>}
            <p class="soft">{t('mergeThen')}</p>
          </Form>
          <Form action={`${path}/different`} submit={t('different')} tone="quiet" />
        </div>
      </div>
    </Page>
  )
}

const shortened = (value: string | null | undefined, t: T<MergeKey>) =>
  value ? (value.length > 140 ? `${value.slice(0, 140)} …` : value) : t('nothing')
