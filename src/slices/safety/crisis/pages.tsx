import type { Problem } from '#kernel/errors/errors.ts'
import { languageNames } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Checked, Panel } from '#ui/card.tsx'
import { Form, Hidden, SelectField, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { Reader } from '../queue/pages.tsx'
import { answers, type CrisisLine, isStale } from './rules.ts'

interface LinesShown extends Reader {
  lines: CrisisLine[]
  typed?: Typed
  problems?: Problem[]
}

const stateOf = ({ t, language, zone, now }: Reader, line: CrisisLine) => {
  if (line.checkedOn === null) return t('linesNever')
  if (isStale(line, now)) return t('linesStale')
  return t('linesRung', { date: timeWords(language, zone, now).calendarDate(line.checkedOn) })
}

export const ShowLines = (shown: LinesShown) => {
  const { t, lines, typed, problems } = shown
  return (
    <Page title={t('linesTitle')} noindex>
      <div class="wrap narrow stack">
        <Crumbs />
        <h1>{t('linesTitle')}</h1>
        <p class="lead">{t('linesLead')}</p>
        {lines.length === 0 && <p>{t('linesNone')}</p>}
        {lines.map((line) => (
          <ShowLine key={line.ref} shown={shown} line={line} />
        ))}
        <Panel title={t('linesAdd')}>
          <LineForm shown={shown} line={null} typed={typed} problems={problems} />
        </Panel>
      </div>
    </Page>
  )
}

/** One number, to put it right or take it off. */
export const ShowChangeLine = (shown: Omit<LinesShown, 'lines'> & { line: CrisisLine }) => {
  const { t, line, typed, problems } = shown
  return (
    <Page title={t('linesChange')} noindex>
      <div class="wrap narrow stack">
        <Crumbs links={[{ href: '/steward/crisis-lines', label: t('linesTitle') }]} />
        <h1>{t('linesChange')}</h1>
        <LineForm shown={shown} line={line} typed={typed} problems={problems} />
        <Form action="/steward/crisis-lines/removals" submit={t('linesRemove')} tone="quiet">
          <Hidden name="line" value={line.ref} />
        </Form>
      </div>
    </Page>
  )
}

const ShowLine = ({ shown, line }: { shown: LinesShown; line: CrisisLine }) => {
  const { t, now } = shown
  return (
    <Panel title={line.name}>
      <p>
        <strong>
          <bdi>{line.number}</bdi>
        </strong>{' '}
        · {t(`answers_${line.answers}`)} · <bdi class="soft">{line.source}</bdi>
      </p>
      <Checked words={stateOf(shown, line)} sure={!isStale(line, now)} />
      <Form action="/steward/crisis-lines/calls" submit={t('linesConfirm')} tone="quiet">
        <Hidden name="line" value={line.ref} />
        <div class="field short">
          <label for={`on-${line.ref}`}>{t('linesOn')}</label>
          <input id={`on-${line.ref}`} type="date" name="on" value={now.toISOString().slice(0, 10)} required />
        </div>
      </Form>
      <p>
        <a href={`/steward/crisis-lines/${line.ref}`}>
          {t('linesChange')}
          <span class="sr">
            {': '}
            <bdi>{line.name}</bdi>
          </span>
        </a>
      </p>
    </Panel>
  )
}

interface LineFormProps {
  shown: Reader
  line: CrisisLine | null
  typed?: Typed
  problems?: Problem[]
}

const LineForm = ({ shown: { t }, line, typed = {}, problems = [] }: LineFormProps) => (
  <Form action="/steward/crisis-lines" submit={t('linesSave')} tone={line ? 'quiet' : undefined} problems={problems}>
    <Hidden name="line" value={line?.ref ?? ''} />
    <TextField name="name" label={t('linesName')} value={typed.name ?? line?.name} problems={problems} maxLength={80} />
    <TextField
      name="number"
      label={t('linesNumber')}
      value={typed.number ?? line?.number}
      problems={problems}
      maxLength={30}
    />
    <SelectField
      name="language"
      label={t('linesLanguage')}
      value={typed.language ?? line?.language ?? 'en'}
      choices={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
      problems={problems}
    />
    <SelectField
      name="answers"
      label={t('linesFor')}
      value={typed.answers ?? line?.answers ?? 'listening'}
      choices={answers.map((value) => ({ value, label: t(`answers_${value}`) }))}
      problems={problems}
    />
    <TextField
      name="source"
      label={t('linesSource')}
      value={typed.source ?? line?.source}
      problems={problems}
      maxLength={300}
    />
  </Form>
)
