import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty, Facts, Note, Panel } from '#ui/card.tsx'
import { Form, NumberField, Radios, TextArea } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import type { SafetyKey } from '../messages/catalogue.ts'
import type { OpenAppeal } from '../notices/queries.ts'
import { dueWords } from './due/pages.tsx'
import type { Decision, Evidence, Report } from './queries.ts'
import { choicesFor, dueIn } from './rules.ts'

/** Who reads, when, in which language. */
export interface Reader {
  t: T<SafetyKey>
  language: Language
  zone: string
  now: Date
  me: string | null
  clock: (at: Date) => string
}

interface Around {
  t: T<SafetyKey>
  language: Language
  community: { zone: string }
  now: Date
  actor: Actor
}

/** What pages of this slice need to know of whoever reads them. */
export const readerOf = ({ t, language, community, now, actor }: Around): Reader => ({
  t,
  language,
  zone: community.zone,
  now,
  me: actor.personId,
  clock: timeWords(language, community.zone, now).clock,
})

export interface Names {
  names: Map<string, string>
}

const things = new Set(['person', 'organization', 'group', 'post', 'service', 'place'])
export const thingKey = (kind: string): SafetyKey => (things.has(kind) ? (`thing_${kind}` as SafetyKey) : 'thing_other')

/** «12 November, 3 pm», short enough for a table. */
const at = ({ language, zone, now }: Reader, moment: Date) => {
  const words = timeWords(language, zone, now)
  return `${words.dayAndMonth(moment)}, ${words.clock(moment)}`
}

export const dayOf = ({ language, zone, now }: Reader, moment: Date) => timeWords(language, zone, now).date(moment)

const nameOf = ({ t, me }: Reader, names: Map<string, string>, id: string | null) => {
  if (id === null) return t('somebody')
  return id === me ? t('you') : (names.get(id) ?? t('somebody'))
}

export const decisionWords = (reader: Reader, { kind, until }: Pick<Decision, 'kind' | 'until'>) =>
  reader.t(`decision_${kind}` as SafetyKey, until ? { date: dayOf(reader, until) } : { date: '' })

interface QueueShown extends Reader, Names {
  open: Report[]
  closed: Report[]
  appeals: OpenAppeal[]
  onCall: string | null
  isLead: boolean
}

export const ShowQueue = (shown: QueueShown) => {
  const { t, open, appeals, closed, onCall, isLead, now } = shown
  const overdue = open.filter(({ dueAt }) => dueAt < now).length
  return (
    <Page title={t('queueTitle')} noindex>
      <div class="wrap stack roomy">
        <Crumbs />
        <h1>{t('queueTitle')}</h1>
        <p class="lead">{t('queueLead')}</p>
        <p>{onCall ? t('onCallNow', { name: onCall }) : t('onCallNobody')}</p>
        {overdue > 0 && (
          <Note icon="clock" tone="clay">
            {t('queueOverdue', { count: overdue })}
          </Note>
        )}
        <ul class="inline">
          <li>
            <a href="/moderation/first-posts">{t('toFirstPosts')}</a>
          </li>
          {isLead && (
            <>
              <li>
                <a href="/safeguarding/on-call">{t('toRota')}</a>
              </li>
              <li>
                <a href="/safeguarding/audit">{t('toAudit')}</a>
              </li>
            </>
          )}
        </ul>
        {open.length === 0 ? (
          <Empty title={t('queueNone')} text={t('queueNoneText')} />
        ) : (
          <Table
            caption={t('queueCaption')}
            columns={[t('columnWhat'), t('columnWhy'), t('columnDue'), t('columnWho')]}
            rows={open.map((report) => ({ key: report.id, cells: cellsOf(shown, report) }))}
          />
        )}
        {appeals.length > 0 && <Appeals {...shown} />}
        {closed.length > 0 && <Recent {...shown} closed={closed} />}
      </div>
    </Page>
  )
}

const reasonWords = (t: T<SafetyKey>, reason: string) => t(`reason_${reason}` as SafetyKey)

const cellsOf = (shown: QueueShown, report: Report) => {
  const { t, names } = shown
  return [
    <a key="what" href={`/moderation/${report.id}`}>
      {t(thingKey(report.thing.kind))}
      <span class="when soft small">{at(shown, report.madeAt)}</span>
    </a>,
    reasonWords(t, report.reason),
    <span key="due" class={dueIn(report.dueAt, shown.now).kind === 'overdue' ? 'problem' : undefined}>
      {dueWords(shown, report.dueAt)}
    </span>,
    report.assignedTo ? <bdi key="who">{nameOf(shown, names, report.assignedTo)}</bdi> : t('nobodyYet'),
  ]
}

const Appeals = (shown: QueueShown) => (
  <section class="stack">
    <h2>{shown.t('appealsTitle')}</h2>
    <ul>
      {shown.appeals.map((appeal) => (
        <li key={appeal.id}>
          <a href={`/moderation/appeals/${appeal.id}`}>
            {shown.t('appealOpen', { decision: decisionWords(shown, appeal) })}{' '}
            <span class="soft">{at(shown, appeal.madeAt)}</span>
          </a>
        </li>
      ))}
    </ul>
  </section>
)

const Recent = (shown: QueueShown) => (
  <section class="stack">
    <h2>{shown.t('recently')}</h2>
    <ul>
      {shown.closed.map(({ id, thing, reason, closedAt }) => (
        <li key={id}>
          <a href={`/moderation/${id}`}>
            {shown.t(thingKey(thing.kind))} · {reasonWords(shown.t, reason)}{' '}
            <span class="soft">{closedAt && at(shown, closedAt)}</span>
          </a>
        </li>
      ))}
    </ul>
  </section>
)

interface CaseShown extends Reader, Names {
  report: Report
  evidence: Evidence | null
  decisions: Decision[]
  typed?: Typed
  problems?: Problem[]
}

export const ShowCase = (shown: CaseShown) => {
  const { t, report, evidence } = shown
  const mine = report.assignedTo !== null && report.assignedTo === shown.me
  return (
    <Page title={t('caseTitle')} noindex>
      <div class="wrap narrow stack roomy">
        <Crumbs links={[{ href: '/moderation', label: t('queueTitle') }]} />
        <h1>{reasonWords(t, report.reason)}</h1>
        <Facts
          facts={[
            { words: t(thingKey(report.thing.kind)) },
            { words: t(`severity_${report.severity}`), icon: 'clock' },
            ...(report.closedAt
              ? [{ words: t('caseClosed', { date: dayOf(shown, report.closedAt) }), icon: 'check' as const }]
              : [{ words: dueWords(shown, report.dueAt) }]),
          ]}
        />
        {report.confidential && (
          <Note icon="key-round">
            <p>{t('caseConfidential')}</p>
            {mine && report.scope && (
              <p>
                <a href={`/safeguarding/circles?circle=${report.scope}`}>{t('caseLookIn')}</a>
              </p>
            )}
          </Note>
        )}
        {!report.confidential && report.scope && <p>{t('casePrivate')}</p>}
        {mine ? <SealedCopy {...shown} evidence={evidence} /> : <NotTaken {...shown} />}
        {mine && !report.closedAt && <Verdict {...shown} />}
        <Before {...shown} />
      </div>
    </Page>
  )
}

const NotTaken = (shown: CaseShown) => {
  const { t, report, names } = shown
  if (report.assignedTo) return <p>{t('caseTakenBy', { name: nameOf(shown, names, report.assignedTo) })}</p>
  if (report.closedAt) return null
  return (
    <Panel title={t('caseCopy')}>
      <p>{t('caseTakeText')}</p>
      <Form action={`/moderation/${report.id}/take`} submit={t('caseTake')} />
    </Panel>
  )
}

/** The copy, as text and nothing else: whatever was reported, it runs and links nowhere here. */
export const SealedCopy = ({ t, report, evidence }: Reader & { report: Report; evidence: Evidence | null }) =>
  evidence ? (
    <section class="stack">
      <h2>{t('caseCopy')}</h2>
      <p class="soft small">{t('caseCopySealed')}</p>
      <figure class="sealed">
        {!evidence.copy.startsWith(evidence.title.replace(/\s*…$/u, '')) && (
          <figcaption>
            <bdi>{evidence.title}</bdi>
          </figcaption>
        )}
        <blockquote dir="auto">{evidence.copy}</blockquote>
      </figure>
      <p>
        <a href={report.thing.path}>{t('caseSeeThing')}</a>
      </p>
      <h2>{t('caseWords')}</h2>
      {evidence.words ? (
        <blockquote class="sealed" dir="auto">
          {evidence.words}
        </blockquote>
      ) : (
        <p>{t('caseNoWords')}</p>
      )}
    </section>
  ) : (
    <p>{t('caseCopyGone')}</p>
  )

const Verdict = ({ t, report, typed = {}, problems = [] }: CaseShown) => {
  const choices = choicesFor(report.thing.kind, report.aboutId !== null)
  return (
    <Panel title={t('caseDecide')}>
      <Form action={`/moderation/${report.id}/decision`} submit={t('caseDecideNow')} problems={problems}>
        <Radios
          name="kind"
          legend={t('caseChoice')}
          value={typed.kind}
          choices={choices.map((value) => ({ value, label: t(`choice_${value}`) }))}
          problems={problems}
        />
        {choices.includes('suspend') && (
          <div class="if-suspend">
            <NumberField
              name="days"
              label={t('caseDays')}
              value={typed.days ?? '7'}
              min={1}
              max={365}
              problems={problems}
            />
          </div>
        )}
        {choices.includes('slow') && (
          <div class="if-slow">
            <NumberField
              name="minutes"
              label={t('caseMinutes')}
              value={typed.minutes ?? '10'}
              min={1}
              max={1440}
              problems={problems}
            />
          </div>
        )}
        <TextArea
          name="reason"
          label={t('caseReason')}
          hint={t('caseReasonHint')}
          value={typed.reason}
          problems={problems}
          rows={4}
        />
      </Form>
      <Form action={`/moderation/${report.id}/return`} submit={t('caseGiveBack')} tone="quiet" />
    </Panel>
  )
}

const Before = (shown: CaseShown) => {
  const { t, decisions, report } = shown
  return (
    <section class="stack">
      <h2>{t('caseBefore')}</h2>
      {decisions.length === 0 && <p>{t('caseBeforeNone')}</p>}
      <ul class="plain stack">
        {decisions.map((decision) => (
          <li key={decision.id} class="card">
            <strong>{decisionWords(shown, decision)}</strong>
            <p dir="auto">{decision.reason}</p>
            <p class="soft small">
              {t('decidedBy', {
                name: nameOf(shown, shown.names, decision.decidedBy),
                date: dayOf(shown, decision.decidedAt),
              })}
            </p>
            {decision.undoneAt ? (
              <p>{t('undone', { date: dayOf(shown, decision.undoneAt), because: decision.undoneBecause ?? '' })}</p>
            ) : (
              <Undo t={t} report={report} decision={decision} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Undo = ({ t, report, decision }: { t: T<SafetyKey>; report: Report; decision: Decision }) => (
  <details>
    <summary>{t('undo')}</summary>
    <Form action={`/moderation/${report.id}/decisions/${decision.id}/undo`} submit={t('undo')} tone="quiet">
      <label for={`because-${decision.id}`}>{t('undoWhy')}</label>
      <textarea id={`because-${decision.id}`} name="because" rows={2} required />
    </Form>
  </details>
)

interface AppealShown extends Reader {
  appeal: OpenAppeal
  evidence: Evidence | null
  typed?: Typed
  problems?: Problem[]
}

export const ShowAppeal = (shown: AppealShown) => {
  const { t, appeal, evidence, typed = {}, problems = [] } = shown
  const mine = appeal.takenBy !== null && appeal.takenBy === shown.me
  return (
    <Page title={t('appealTitle')} noindex>
      <div class="wrap narrow stack roomy">
        <Crumbs links={[{ href: '/moderation', label: t('queueTitle') }]} />
        <h1>{t('appealTitle')}</h1>
        <p class="lead">{t('appealLead')}</p>
        <h2>{t('appealDecision')}</h2>
        <p>
          <strong>{decisionWords(shown, appeal)}</strong>
        </p>
        <blockquote class="sealed" dir="auto">
          {appeal.reason}
        </blockquote>
        {mine ? (
          <>
            <h2>{t('appealSays')}</h2>
            <blockquote class="sealed" dir="auto">
              {appeal.words}
            </blockquote>
            {appeal.report && <SealedCopy {...shown} report={appeal.report} evidence={evidence} />}
            <Form action={`/moderation/appeals/${appeal.id}/answer`} submit={t('appealAnswerNow')} problems={problems}>
              <Radios
                name="outcome"
                legend={t('appealOutcome')}
                value={typed.outcome}
                choices={[
                  { value: 'stands', label: t('appealStands') },
                  { value: 'overturned', label: t('appealOverturned') },
                ]}
                problems={problems}
              />
              <TextArea name="answer" label={t('appealAnswer')} value={typed.answer} problems={problems} rows={4} />
            </Form>
          </>
        ) : (
          !appeal.takenBy && <Form action={`/moderation/appeals/${appeal.id}/take`} submit={t('appealTake')} />
        )}
      </div>
    </Page>
  )
}
