import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { isFresh, timeWords } from '#kernel/time/words.ts'
import { Checked, Panel } from '#ui/card.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { ListingFields, valueWords } from '../../editing/form/pages.tsx'
import type { RecordShown } from '../../editing/queries.ts'
import { isYesNo, openFields } from '../../editing/rules.ts'
import type { FreshnessKey } from '../messages/catalogue.ts'

export type FreshnessWords = T<FreshnessKey>

interface Spoken {
  t: FreshnessWords
  language: Language
  now: Date
  zone: string
}

/** A listing read out line by line, as people read it and as it is read out by telephone. */
export const ReadOut = ({ record, t, language, now, zone }: Spoken & { record: RecordShown }) => {
  const fields = openFields(record.kind, record.confidential).filter(
    (field) => record.values[field] || !(isYesNo(field) || field === 'free'),
  )
  return (
    <>
      <dl class="read-out">
        {fields.map((field) => (
          <div key={field}>
            <dt>{t(`field_${field}`)}</dt>
            <dd class={record.values[field] ? undefined : 'soft'}>
              <bdi>{valueWords(field, record.values[field] ?? '', { t, language })}</bdi>
            </dd>
          </div>
        ))}
        {record.spots.some(({ address }) => address) && (
          <div>
            <dt>{t('groupWhere')}</dt>
            <dd>
              {record.spots.map(({ id, name, address }) => (
                <p key={id}>
                  <bdi>{[name, address].filter(Boolean).join(', ')}</bdi>
                </p>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <Checked words={timeWords(language, zone, now).checked(record.checkedAt)} sure={isFresh(record.checkedAt, now)} />
    </>
  )
}

interface AnswerProps extends Spoken {
  record: RecordShown
  answer: 'right' | 'closed'
  /** The key of the letter. */
  letter: string
}

const Other = ({ letter, answer, t }: { letter: string; answer: 'right' | 'change' | 'closed'; t: FreshnessWords }) => {
  const others = (['right', 'change', 'closed'] as const).filter((one) => one !== answer)
  const words = { right: 'answerRight', change: 'answerChange', closed: 'answerClosed' } as const
  return (
    <Panel title={t('otherAnswers')}>
      {others.map((one) => (
        <p key={one}>
          <a href={`/check/${one}?key=${encodeURIComponent(letter)}`}>{t(words[one])}</a>
        </p>
      ))}
      <p class="small soft">{t('answersByButton')}</p>
    </Panel>
  )
}

/** «Still right» and «closed»: what is meant, all of it, and one button. Opening the page has changed nothing. */
export const ShowAnswer = (props: AnswerProps) => {
  const { record, answer, letter, t } = props
  const right = answer === 'right'
  const title = t(right ? 'rightTitle' : 'closedTitle', { name: record.name })
  return (
    <Page title={title} noindex>
      <div class="wrap with-side">
        <div class="stack">
          <h1>{title}</h1>
          <p class="lead">{t(right ? 'rightLead' : 'closedLead')}</p>
          <ReadOut {...props} />
          <Form
            action={`/check/${answer}`}
            submit={t(right ? 'rightButton' : 'closedButton')}
            {...(right ? {} : { tone: 'grave' as const })}
          >
            <Hidden name="key" value={letter} />
          </Form>
        </div>
        <aside>
          <Other letter={letter} answer={answer} t={t} />
        </aside>
      </div>
    </Page>
  )
}

interface ChangeProps extends Spoken {
  record: RecordShown
  letter: string
  typed?: Typed
  problems?: Problem[]
}

/** «Something has changed»: the whole listing as a form. */
export const ShowChange = ({ record, letter, typed, problems, t, language }: ChangeProps) => {
  const title = t('changeTitle', { name: record.name })
  return (
    <Page title={title} noindex>
      <div class="wrap with-side">
        <div class="stack">
          <h1>{title}</h1>
          <p class="lead">{t('changeLead')}</p>
          <Form action="/check/change" submit={t('changeButton')} problems={problems ?? []}>
            <Hidden name="key" value={letter} />
            <ListingFields form={{ ...record, typed, problems }} t={t} language={language} />
          </Form>
        </div>
        <aside>
          <Other letter={letter} answer="change" t={t} />
        </aside>
      </div>
    </Page>
  )
}
