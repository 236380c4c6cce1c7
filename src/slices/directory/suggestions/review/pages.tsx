import type { Problem } from '#kernel/errors/errors.ts'
import type { Language } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty, Note } from '#ui/card.tsx'
import { Form, Radios, SelectField, TextArea, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { valueWords } from '../../editing/form/pages.tsx'
import { pathOf } from '../../editing/rules.ts'
import { SimilarList, type SuggestionWords } from '../pages.tsx'
import type { SuggestionShown, Waiting } from '../queries.ts'
import { canBeReworded, freshPart, reasons, type SuggestedField } from '../rules.ts'

interface Spoken {
  t: SuggestionWords
  language: Language
  now: Date
  zone: string
}

const nameOf = ({ thing_id, name }: Waiting, t: SuggestionWords) => (thing_id ? name : t('reviewNew', { name }))

/** What waits to be looked at. */
export const ShowSuggestions = ({ waiting, t, language, now, zone }: Spoken & { waiting: Waiting[] }) => {
  const words = timeWords(language, zone, now)
  return (
    <Page title={t('reviewTitle')} noindex>
      <div class="wrap narrow stack">
        <Crumbs />
        <h1>{t('reviewTitle')}</h1>
        <p class="lead">{t('reviewLead')}</p>
        {waiting.length === 0 ? (
          <Empty title={t('reviewEmpty')} text={t('reviewEmptyText')} />
        ) : (
          <Table
            caption={t('reviewTitle')}
            columns={[t('reviewWhat'), t('reviewSince'), t('reviewFields')]}
            rows={waiting.map((one) => ({
              key: one.id,
              cells: [
                <a href={`/directory/suggestions/${one.id}`}>
                  <bdi>{nameOf(one, t)}</bdi>
                </a>,
                words.date(one.made_at),
                String(one.fields),
              ],
            }))}
          />
        )}
      </div>
    </Page>
  )
}

interface OneProps extends Spoken {
  shown: SuggestionShown
  typed: Typed
  problems: Problem[]
}

const label = (field: SuggestedField, t: SuggestionWords) => (field === 'where' ? t('newWhere') : t(`field_${field}`))

interface SideProps {
  title: string
  value: string
  /** What stands there now: what is not in it is marked. */
  beside?: string
  field: SuggestedField
  spoken: Spoken
}

const Side = ({ title, value, beside = '', field, spoken }: SideProps) => {
  const shown = (raw: string) => valueWords(field === 'where' ? null : field, raw, spoken)
  const { before, fresh, after } = freshPart(beside ? shown(beside) : '', shown(value))
  return (
    <div>
      <h3>{title}</h3>
      <p>
        <bdi>
          {before}
          {fresh && (beside ? <mark>{fresh}</mark> : fresh)}
          {after}
        </bdi>
      </p>
    </div>
  )
}

/** A short value wants one line, a longer one room. */
const Reworded = ({
  line: { field, proposed },
  typed,
  problems,
  t,
}: Pick<OneProps, 'typed' | 'problems' | 't'> & { line: SuggestionShown['fields'][number] }) => {
  const name = `to_${field}`
  const shown = { name, label: t('changeTo'), value: typed[name] ?? proposed, problems, optional: true }
  return /^.{0,60}$/u.test(proposed) ? <TextField {...shown} /> : <TextArea {...shown} rows={4} />
}

/** One line: what it says, what they suggest, side by side, and what to do with it. */
const Line = ({ shown, line, typed, problems, ...spoken }: OneProps & { line: SuggestionShown['fields'][number] }) => {
  const { t } = spoken
  const { field, was, proposed } = line
  const is = field === 'where' ? '' : (shown.record?.values[field] ?? '')
  const name = label(field, t)
  const choices = [
    { value: 'accepted', label: t('takeIt') },
    ...(canBeReworded(field) ? [{ value: 'changed', label: t('changeIt') }] : []),
    { value: 'refused', label: t('refuseIt') },
  ]
  return (
    <section class="suggested stack" aria-labelledby={`line-${field}`}>
      <h2 id={`line-${field}`}>{name}</h2>
      <div class="side-by-side">
        {shown.thing && <Side title={t('reviewIs')} value={is} field={field} spoken={spoken} />}
        {was !== is && <Side title={t('reviewWas')} value={was} field={field} spoken={spoken} />}
        <Side title={t('reviewSaid')} value={proposed} beside={is} field={field} spoken={spoken} />
      </div>
      <Radios
        name={`decision_${field}`}
        legend={t('reviewDecide', { field: name })}
        choices={choices}
        value={typed[`decision_${field}`] ?? ''}
        problems={problems}
      />
      {canBeReworded(field) && (
        <div class="if-changed">
          <Reworded {...{ line, typed, problems, t }} />
        </div>
      )}
      <div class="if-refused">
        <SelectField
          name={`reason_${field}`}
          label={t('because')}
          value={typed[`reason_${field}`] ?? 'notSure'}
          problems={problems}
          choices={reasons.map((reason) => ({ value: reason, label: t(`reason_${reason}`) }))}
        />
      </div>
    </section>
  )
}

/** The name says what all the rest is about. */
const nameFirst = (fields: SuggestionShown['fields']) => [
  ...fields.filter(({ field }) => field === 'name'),
  ...fields.filter(({ field }) => field !== 'name'),
]

const kinds = ['other', 'food_bank', 'mental_health', 'sports_club'] as const

/** A suggestion side by side with what stands there, to be decided line by line. */
export const ShowReview = (props: OneProps) => {
  const { shown, typed, problems, t } = props
  const name = shown.record?.name ?? shown.fields.find(({ field }) => field === 'name')?.proposed ?? '…'
  const title = shown.thing ? t('reviewOne', { name }) : t('reviewNew', { name })
  return (
    <Page title={title} noindex>
      <div class="wrap stack">
        <Crumbs
          links={[
            { href: '/directory/suggestions', label: t('reviewTitle') },
            ...(shown.thing ? [{ href: pathOf(shown.thing), label: name }] : []),
          ]}
        />
        <h1>{title}</h1>
        {shown.note && (
          <Note icon="info" tone="sky">
            <p>
              <strong>{t('reviewNote')}</strong>
            </p>
            <p>
              <bdi>{shown.note}</bdi>
            </p>
          </Note>
        )}
        {shown.wantsAnswer && <p class="soft">{t('reviewWantsAnswer')}</p>}
        {shown.similar.length > 0 && (
          <Note icon="search" tone="marigold">
            <p>{t('reviewSimilar')}</p>
            <SimilarList similar={shown.similar} />
          </Note>
        )}
        {shown.others.length > 0 && (
          <Note icon="info" tone="marigold">
            <p>{t('reviewOthers')}</p>
            <ul>
              {shown.others.map(({ id, name: other, fields }) => (
                <li key={id}>
                  <a href={`/directory/suggestions/${id}`}>
                    {t('reviewOne', { name: other })} ({fields})
                  </a>
                </li>
              ))}
            </ul>
          </Note>
        )}
        <Form action={`/directory/suggestions/${shown.id}`} submit={t('reviewSave')} problems={problems}>
          {nameFirst(shown.fields).map((line) => (
            <Line key={line.field} line={line} {...props} />
          ))}
          {!shown.thing && (
            <SelectField
              name="kind"
              label={t('newKind')}
              value={typed.kind ?? 'other'}
              problems={problems}
              choices={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
            />
          )}
        </Form>
      </div>
    </Page>
  )
}
