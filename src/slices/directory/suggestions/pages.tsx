import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Note, Panel } from '#ui/card.tsx'
import { Checkbox, EmailField, Form, TextArea, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { ListingFields } from '../editing/form/pages.tsx'
import type { RecordShown } from '../editing/queries.ts'
import { pathOf } from '../editing/rules.ts'
import type { SuggestionKey } from './messages/catalogue.ts'
import type { Similar } from './queries.ts'

export type SuggestionWords = T<SuggestionKey>

interface Typing {
  t: SuggestionWords
  language: Language
  typed?: Typed
  problems?: Problem[]
}

/** Programs fill in whatever they find; people neither see this nor come to it by keyboard. */
const ForNobody = ({ t }: { t: SuggestionWords }) => (
  <div class="for-nobody" aria-hidden="true">
    <label>
      {t('suggestNobody')}
      <input type="text" name="fax_number" tabIndex={-1} autocomplete="off" />
    </label>
  </div>
)

const Around = ({ t, typed = {}, problems = [] }: Typing) => (
  <>
    <EmailField
      name="reply_to"
      label={t('suggestReply')}
      hint={t('suggestReplyHint')}
      value={typed.reply_to}
      problems={problems}
      autocomplete="email"
      optional
    />
    <ForNobody t={t} />
  </>
)

const Next = ({ t, report }: { t: SuggestionWords; report: string | null }) => (
  <aside>
    <Panel title={t('besideSuggest')}>
      <p>{t(report ? 'besideSuggestText' : 'besideNewText')}</p>
      {report && (
        <p class="small">
          {t('besideOther')} <a href={report}>{t('besideReport')}</a>
        </p>
      )}
    </Panel>
  </aside>
)

const reported = { service: 'service', place: 'place', organisation: 'organization' } as const

/** Anybody puts a listing right; somebody looks at it first. */
export const ShowSuggest = ({ record, ...typing }: Typing & { record: RecordShown }) => {
  const { t, language, typed, problems } = typing
  const title = t('suggestTitle', { name: record.name })
  return (
    <Page title={title} noindex>
      <div class="wrap">
        <Crumbs links={[{ href: pathOf(record), label: record.name }]} />
        <div class="with-side">
          <div class="stack">
            <h1>{title}</h1>
            <p class="lead">{t('suggestLead')}</p>
            <Form action={`${pathOf(record)}/suggest`} submit={t('suggestSend')} problems={problems ?? []}>
              <TextArea
                name="note"
                label={t('suggestWhat')}
                hint={t('suggestWhatHint')}
                value={typed?.note}
                problems={problems ?? []}
                rows={3}
                optional
              />
              <h2>{t('suggestKnow')}</h2>
              <ListingFields form={{ ...record, typed, problems }} t={t} language={language} folded />
              <Checkbox name="gone" label={t('suggestGone')} checked={typed?.gone !== undefined} />
              <Around {...typing} />
            </Form>
          </div>
          <Next t={t} report={`/report/${reported[record.kind]}/${record.id}`} />
        </div>
      </div>
    </Page>
  )
}

export const SimilarList = ({ similar }: { similar: Similar[] }) => (
  <ul>
    {similar.map((one) => (
      <li key={one.id}>
        <a href={pathOf(one)}>
          <bdi>{one.name}</bdi>
        </a>
      </li>
    ))}
  </ul>
)

/** Anybody names a listing that is missing. */
export const ShowNew = ({ similar, ...typing }: Typing & { similar: Similar[] }) => {
  const { t, language, typed, problems } = typing
  return (
    <Page title={t('newTitle')} noindex>
      <div class="wrap with-side">
        <div class="stack">
          <h1>{t('newTitle')}</h1>
          <p class="lead">{t('newLead')}</p>
          <Form action="/suggest" submit={t('suggestSend')} problems={problems ?? []}>
            {similar.length > 0 && (
              <Note icon="search" tone="marigold">
                <p>
                  <strong>{t('similarTitle')}</strong> {t('similarText')}
                </p>
                <SimilarList similar={similar} />
                <Checkbox name="sure" label={t('newSure')} problems={problems ?? []} />
              </Note>
            )}
            <ListingFields
              form={{ kind: 'service', confidential: false, values: {}, typed, problems }}
              t={t}
              language={language}
            />
            <TextField
              name="where"
              label={t('newWhere')}
              hint={t('newWhereHint')}
              value={typed?.where}
              problems={problems ?? []}
              optional
            />
            <TextArea
              name="note"
              label={t('suggestNote')}
              hint={t('suggestNoteHint')}
              value={typed?.note}
              problems={problems ?? []}
              rows={3}
              optional
            />
            <Around {...typing} />
          </Form>
        </div>
        <Next t={t} report={null} />
      </div>
    </Page>
  )
}
