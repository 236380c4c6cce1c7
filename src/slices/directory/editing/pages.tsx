import type { Problem } from '#kernel/errors/errors.ts'
import type { Language } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty, More, Note, Panel } from '#ui/card.tsx'
import { Form, Hidden, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { type EditingWords, ListingFields, valueWords } from './form/pages.tsx'
import type { EditingKey } from './messages/catalogue.ts'
import type { ChangeShown, RecordShown } from './queries.ts'
import { folders, pathOf } from './rules.ts'

export interface EditVoice {
  t: EditingWords
  language: Language
  now: Date
  zone: string
}

interface Shown extends EditVoice {
  record: RecordShown
}

const Way = ({ record }: { record: RecordShown }) => <Crumbs links={[{ href: pathOf(record), label: record.name }]} />

const Places = ({ record, t, typed, problems }: Shown & { typed: Typed; problems: Problem[] }) => (
  <section class="stack" aria-labelledby="places">
    <h2 id="places">{t('placesTitle')}</h2>
    {record.spots.length === 0 && <p>{t('noPlaces')}</p>}
    <ul class="stack plain">
      {record.spots.map(({ id, name, address, organisationId }) => (
        <li key={id}>
          <p>
            <bdi>{[name, address].filter(Boolean).join(', ')}</bdi>
          </p>
          {organisationId === record.organisationId && (
            <p>
              <a href={`/places/${id}/edit`}>{t('changePlace')}</a>
            </p>
          )}
          <Form
            action={`${pathOf(record)}/edit/place/gone`}
            submit={t('leavePlace', { name: name ?? address ?? '…' })}
            tone="quiet"
          >
            <Hidden name="location" value={id} />
          </Form>
        </li>
      ))}
    </ul>
    <More title={t('addPlaceTitle')} open={problems.length > 0}>
      <Form action={`${pathOf(record)}/edit/place`} submit={t('addPlace')} tone="quiet" problems={problems}>
        <TextField name="name" label={t('placeName')} value={typed.name} problems={problems} />
        <TextField name="address_1" label={t('field_address_1')} value={typed.address_1} problems={problems} />
        <TextField name="city" label={t('field_city')} value={typed.city} problems={problems} />
        <TextField
          name="postal_code"
          label={t('field_postal_code')}
          value={typed.postal_code}
          problems={problems}
          short
        />
      </Form>
    </More>
  </section>
)

const Beside = ({ record, t }: Shown) => {
  const path = pathOf(record)
  const closed = record.status !== 'active'
  return (
    <aside>
      <Panel title={t('besideEditing')}>
        {!closed && (
          <p>
            <a href={path}>{t('seeListing')}</a>
          </p>
        )}
        <p>
          <a href={`${path}/history`}>{t('seeHistory')}</a>
        </p>
        <p>
          <a href={`${path}/alerts`}>{t('alertsLink')}</a>
        </p>
        {record.kind === 'place' && (
          <p>
            <a href={`${path}/whereabouts`}>{t('whereaboutsLink')}</a>
          </p>
        )}
      </Panel>
      <Panel title={t('closeTitle')}>
        <p class="small">{t('closeLead')}</p>
        <Form
          action={`${path}/edit/${closed ? 'open' : 'closed'}`}
          submit={t(closed ? 'openAgain' : 'closeForGood')}
          tone={closed ? 'quiet' : 'grave'}
        />
      </Panel>
    </aside>
  )
}

interface EditProps extends Shown {
  /** Which of the page's forms came back, with what was typed in it. */
  again?: 'listing' | 'place'
  typed?: Typed
  problems?: Problem[]
}

/** Everything of a listing, to be changed by those whose listing it is. */
export const ShowEdit = (props: EditProps) => {
  const { record, t, language, again, typed, problems } = props
  const ofListing = again === 'listing' ? { typed, problems } : {}
  const ofPlace = again === 'place' ? { typed: typed ?? {}, problems: problems ?? [] } : { typed: {}, problems: [] }
  return (
    <Page title={t('editTitle', { name: record.name })} noindex>
      <div class="wrap">
        <Way record={record} />
        <div class="with-side">
          <div class="stack">
            <h1>{t('editTitle', { name: record.name })}</h1>
            <p class="lead">{t('editLead')}</p>
            {record.status !== 'active' && (
              <Note tone="clay">
                <p>{t('isClosed')}</p>
              </Note>
            )}
            <Form action={`${pathOf(record)}/edit`} submit={t('saveListing')} problems={ofListing.problems ?? []}>
              <ListingFields form={{ ...record, ...ofListing }} t={t} language={language} />
            </Form>
            {record.kind === 'service' && <Places {...props} {...ofPlace} />}
          </div>
          <Beside {...props} />
        </div>
      </div>
    </Page>
  )
}

const doers: Record<string, EditingKey> = {
  organisation: 'by_organisation',
  steward: 'by_steward',
  checker: 'by_checker',
  contributor: 'by_contributor',
  merge: 'by_merge',
}

const doer = (by: string, t: EditingWords) => (doers[by] ? t(doers[by]) : t('bySource', { source: by }))

const fieldWords = (change: ChangeShown, t: EditingWords) => (change.field ? t(`field_${change.field}`) : change.name)

/** What changed, newest first, each with the button that takes it back. */
export const ShowHistory = ({ record, changes, t, language, now, zone }: Shown & { changes: ChangeShown[] }) => {
  const words = timeWords(language, zone, now)
  const spoken = { t, language }
  return (
    <Page title={t('historyTitle', { name: record.name })} noindex>
      <div class="wrap stack">
        <Crumbs
          links={[
            { href: pathOf(record), label: record.name },
            { href: `${pathOf(record)}/edit`, label: t('editTitle', { name: record.name }) },
          ]}
        />
        <h1>{t('historyTitle', { name: record.name })}</h1>
        <p class="lead">{t('historyLead')}</p>
        {changes.length === 0 ? (
          <Empty title={t('historyEmpty')} />
        ) : (
          <Table
            caption={t('historyTitle', { name: record.name })}
            columns={[
              t('historyWhat'),
              t('historyWhen'),
              t('historyFrom'),
              t('historyTo'),
              t('historyBy'),
              t('historyUndo'),
            ]}
            rows={changes.map((change) => ({
              key: change.id,
              cells: [
                fieldWords(change, t),
                words.date(change.at),
                <bdi>{valueWords(change.field, change.previous, spoken)}</bdi>,
                <bdi>{valueWords(change.field, change.replacement, spoken)}</bdi>,
                doer(change.by, t),
                change.field && (
                  <Form
                    action={`/${folders[record.kind]}/${record.id}/history/undo`}
                    submit={t('undoThis', { field: fieldWords(change, t) })}
                    tone="quiet"
                  >
                    <Hidden name="change" value={change.id} />
                  </Form>
                ),
              ],
            }))}
          />
        )}
      </div>
    </Page>
  )
}
