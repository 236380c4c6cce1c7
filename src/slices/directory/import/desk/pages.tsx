import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty, Facts, Note, Panel } from '#ui/card.tsx'
import { describedBy, Explained, problemOf } from '#ui/field.tsx'
import { Form, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { sheetFields } from '../../hsds/sheet/rules.ts'
import type { DefectKind } from '../queries.ts'
import { Defects, Words } from './defects/pages.tsx'
import type { ImportKey } from './messages/catalogue.ts'
import { en } from './messages/en.ts'
import type { ShownRun, SourceRow } from './queries.ts'
import { healthOf } from './rules.ts'

interface Voice {
  t: T<ImportKey>
  language: Language
  zone: string
  now: Date
}

interface SourcesProps extends Voice {
  sources: SourceRow[]
  typed?: Typed
  problems?: Problem[]
}

const FileField = ({ t, problems }: { t: T<ImportKey>; problems: Problem[] }) => {
  const problem = problemOf(problems, 'file')
  return (
    <div class={problem ? 'field wrong' : 'field'}>
      <label for="field-file">{t('file')}</label>
      <Explained name="file" hint={t('fileHint')} problem={problem} />
      <input
        type="file"
        id="field-file"
        name="file"
        accept=".csv,.tsv,.json,.ndjson,.jsonl,.zip"
        aria-describedby={describedBy('file', t('fileHint'), problem)}
        aria-invalid={problem ? 'true' : undefined}
      />
    </div>
  )
}

/** Handing in a list, and every source with how it stands. */
export const ShowSources = (props: SourcesProps) => {
  const { t, typed = {}, problems = [] } = props
  return (
    <Page title={t('title')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('title')}</h1>
        <p class="lead">{t('lead')}</p>
        <div class="narrow stack">
          <p>{t('what')}</p>
          <Form action="/directory/import" submit={t('look')} problems={problems} encoding="multipart/form-data">
            <FileField t={t} problems={problems} />
            <TextField
              name="name"
              label={t('name')}
              hint={t('nameHint')}
              value={typed.name}
              problems={problems}
              maxLength={60}
              optional
            />
            <TextField
              name="licence"
              label={t('licence')}
              hint={t('licenceHint')}
              value={typed.licence}
              problems={problems}
              maxLength={120}
              optional
            />
          </Form>
        </div>
        <Sources {...props} />
      </div>
    </Page>
  )
}

const Sources = ({ sources, t, language, zone, now }: SourcesProps) => {
  if (!sources.length) return <Empty title={t('noSources')} text={t('noSourcesText')} />
  const words = timeWords(language, zone, now)
  return (
    <section class="stack">
      <h2>{t('sources')}</h2>
      <Table
        caption={t('sources')}
        columns={[t('source'), t('lastRun'), t('services'), t('wrong'), t('state')]}
        rows={sources.map((source) => ({
          key: source.id,
          cells: [
            <a key="name" href={`/directory/import/${source.id}`}>
              <bdi>{source.label}</bdi>
            </a>,
            words.date(source.started_at),
            String(source.services),
            String(source.defects),
            t(`health_${healthOf(source, now)}`),
          ],
        }))}
      />
    </section>
  )
}

const headings = {
  reading: 'readingTitle',
  ready: 'runTitle',
  writing: 'writingTitle',
  done: 'doneTitle',
  undone: 'doneTitle',
  refused: 'refusedTitle',
} as const

/** One run: what it would change, or did; what was wrong; and the yes or no. */
export const ShowRun = ({ shown, problems = [], ...voice }: { shown: ShownRun; problems?: Problem[] } & Voice) => {
  const { run } = shown
  const { t } = voice
  const title = t(headings[run.state], { name: run.label })
  return (
    <Page title={title} noindex>
      <div class="wrap stack">
        <Crumbs links={[{ href: '/directory/import', label: t('back') }]} />
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <Standing shown={shown} {...voice} />
        {run.state === 'ready' && <Yes id={run.id} wrong={shown.defects} t={t} />}
        <Findings shown={shown} problems={problems} t={t} />
      </div>
    </Page>
  )
}

const Standing = ({ shown: { run, isOpenSheet }, t }: { shown: ShownRun } & Voice) => {
  if (run.state === 'reading' || run.state === 'writing')
    return (
      <>
        <p class="lead">{t(run.state === 'reading' ? 'readingText' : 'writingText')}</p>
        <p>
          <a class="btn" href={`/directory/import/${run.id}`}>
            {t('again')}
          </a>
        </p>
      </>
    )
  if (run.state === 'refused')
    return (
      <Note icon="circle-alert" tone="clay">
        <p>{t('refusedText')}</p>
        <p>{isOpenSheet ? t('sheetUnclear') : <Words said={run.reason ?? ''} t={t} />}</p>
      </Note>
    )
  const counts = run.state === 'ready' ? run.preview : run
  if (!counts) return null
  return (
    <>
      <Facts
        facts={[
          { words: t('fresh', { count: counts.inserted }) },
          { words: t('changed', { count: counts.updated }) },
          { words: t('same', { count: counts.unchanged }), icon: 'check' },
          ...[counts.kept].filter(Boolean).map((count) => ({ words: t('kept', { count }) })),
        ]}
      />
      <p class="soft">{t('counted')}</p>
      {run.state === 'done' && counts.inserted > 0 && (
        <p>
          {t('perhapsTwice')} <a href="/directory/duplicates">{t('lookForTwins')}</a>
        </p>
      )}
    </>
  )
}

const Yes = ({ id, wrong, t }: { id: string; wrong: DefectKind[]; t: T<ImportKey> }) => (
  <Panel title={t('yesTitle')}>
    <p>{t('yesText')}</p>
    {wrong.length > 0 && (
      <p>
        <a href="#defects">{t('yesDefects', { count: wrong.reduce((sum, { count }) => sum + count, 0) })}</a>
      </p>
    )}
    <Form action={`/directory/import/${id}/confirm`} submit={t('yes')} />
    <Form action={`/directory/import/${id}/drop`} submit={t('drop')} tone="quiet" />
  </Panel>
)

const cell = (value: string | null) => (
  <bdi>{value === null ? '–' : value.length > 160 ? `${value.slice(0, 160)} …` : value}</bdi>
)

const homes: Record<string, string> = { service: 'services', organization: 'organisations', location: 'places' }

/** A name of the open standard, as our catalogue says it; what it does not know stays as the standard writes it. */
const Standard = ({ prefix, name, t }: { prefix: 'is' | 'record'; name: string; t: T<ImportKey> }) =>
  `${prefix}_${name}` in en ? (
    t(`${prefix}_${name}` as ImportKey)
  ) : (
    <span lang="en" dir="ltr">
      {name.replaceAll('_', ' ')}
    </span>
  )

/** The record, with the way to it where it has a page. */
const recordCell = (kind: string, id: string, t: T<ImportKey>) => {
  const words = <Standard prefix="record" name={kind} t={t} />
  return homes[kind] ? <a href={`/${homes[kind]}/${id}`}>{words}</a> : words
}

const fieldCell = (field: string, t: T<ImportKey>) => <Standard prefix="is" name={field} t={t} />

const Findings = ({ shown, problems, t }: { shown: ShownRun; problems: Problem[]; t: T<ImportKey> }) => {
  const { run, differences, defects } = shown
  if (run.state === 'reading' || run.state === 'writing') return null
  const changes = run.state === 'ready' ? (run.preview?.changes ?? []) : []
  return (
    <>
      {run.columns_read &&
        (shown.isOpenSheet ? (
          <Meanings run={run.id} columns={run.columns_read} problems={problems} t={t} />
        ) : (
          <Columns columns={run.columns_read} t={t} />
        ))}
      {changes.length > 0 && (
        <section class="stack">
          <h2>{t('changesTitle')}</h2>
          <Table
            caption={t('changesCaption')}
            columns={[t('kind'), t('field'), t('before'), t('after')]}
            rows={changes.map(({ kind, id, field, before, after }) => ({
              key: `${id} ${field}`,
              cells: [recordCell(kind, id, t), fieldCell(field, t), cell(before), cell(after)],
            }))}
          />
        </section>
      )}
      {differences.length > 0 && (
        <section class="stack">
          <h2>{t('differencesTitle')}</h2>
          <p>{t('differencesText')}</p>
          <Table
            caption={t('differencesCaption')}
            columns={[t('kind'), t('field'), t('ours'), t('theirs')]}
            rows={differences.map(({ kind, id, field, ours, theirs }) => ({
              key: `${id} ${field}`,
              cells: [recordCell(kind, id, t), fieldCell(field, t), cell(ours), cell(theirs)],
            }))}
          />
        </section>
      )}
      {shown.missing.count > 0 && <Gone missing={shown.missing} isWritten={run.state === 'done'} t={t} />}
      {(run.state !== 'refused' || defects.length > 0) && (
        <Defects run={run.id} defects={defects} columns={run.columns_read ?? []} t={t} />
      )}
      {run.not_read.length > 0 && (
        <p class="soft">
          <bdi>{t('notRead', { files: run.not_read.slice(0, 20).join(', ') })}</bdi>
        </p>
      )}
    </>
  )
}

const ways = { service: 'services', organisation: 'organisations', place: 'places' } as const

const Gone = ({ missing, isWritten, t }: { missing: ShownRun['missing']; isWritten: boolean; t: T<ImportKey> }) => (
  <section class="stack">
    <h2>{t('goneTitle', { count: missing.count })}</h2>
    {missing.isPart ? (
      <Note icon="circle-alert" tone="marigold">
        <p>{t('gonePart')}</p>
      </Note>
    ) : (
      <>
        <p>{t(isWritten ? 'goneText' : 'goneWould')}</p>
        {isWritten && (
          <p>
            <a href="/directory/checks">{t('goneCalls')}</a>
          </p>
        )}
      </>
    )}
    {missing.records.length > 0 && (
      <Table
        caption={t('goneCaption')}
        columns={[t('goneName'), t('kind'), t('goneState')]}
        rows={missing.records.map(({ id, kind, name, state }) => ({
          key: id,
          cells: [
            <a key="name" href={`/${ways[kind]}/${id}`}>
              <bdi>{name || t(`kind_${kind}`)}</bdi>
            </a>,
            t(`kind_${kind}`),
            t(`gone_${state}`),
          ],
        }))}
      />
    )}
  </section>
)

type SheetColumns = NonNullable<ShownRun['run']['columns_read']>

const Meaning = ({ read, at, t }: { read: SheetColumns[number]; at: number; t: T<ImportKey> }) => {
  const hint = !read.field && read.suggestion ? t('maybe', { field: t(`is_${read.suggestion}`) }) : undefined
  return (
    <div class="field">
      <label for={`meaning-${at}`}>
        <bdi>{read.column.slice(0, 100) || t('noHeader', { at: at + 1 })}</bdi>
      </label>
      {hint && (
        <p class="hint" id={`meaning-${at}-hint`}>
          {hint}
        </p>
      )}
      <select id={`meaning-${at}`} name="meaning" aria-describedby={hint && `meaning-${at}-hint`}>
        <option value="">{t('notUsed')}</option>
        {sheetFields.map((field) => (
          <option key={field} value={field} selected={field === read.field}>
            {t(`is_${field}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Each column with what it is read as: somebody who knows the sheet puts it right here, and it is read again. */
const Meanings = (props: { run: string; columns: SheetColumns; problems: Problem[]; t: T<ImportKey> }) => {
  const { run, columns, problems, t } = props
  return (
    <section class="stack">
      <h2>{t('columnsTitle')}</h2>
      <p>{t('columnsChoose')}</p>
      <Form action={`/directory/import/${run}/columns`} submit={t('readAgain')} problems={problems} tone="quiet">
        <div class="pair-fields">
          {columns.map((read, at) => (
            <Meaning key={String(at)} {...{ read, at, t }} />
          ))}
        </div>
      </Form>
    </section>
  )
}

const Columns = ({ columns, t }: { columns: SheetColumns; t: T<ImportKey> }) => (
  <section class="stack">
    <h2>{t('columnsTitle')}</h2>
    <Table
      caption={t('columnsCaption')}
      columns={[t('column'), t('meaning')]}
      rows={columns.map(({ column, field }) => ({
        key: column,
        cells: [cell(column), field ? t(`is_${field}`) : t('notUsed')],
      }))}
    />
  </section>
)
