import type { Problem } from '#kernel/errors/errors.ts'
import { languageNames, type T } from '#kernel/messages/messages.ts'
import { More } from '#ui/card.tsx'
import { Form, Hidden, SelectField, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { MessageKey } from '../messages/catalogue.ts'
import type { Meaning } from './queries.ts'

interface SynonymsProps {
  meanings: Meaning[]
  typed?: Record<string, string>
  problems?: Problem[]
  t: T<MessageKey>
}

const choices = Object.entries(languageNames).map(([value, label]) => ({ value, label }))

const Phrase = ({ phrase, t }: { phrase: Meaning['phrases'][number]; t: T<MessageKey> }) => (
  <li>
    <details>
      <summary>
        <bdi lang={phrase.language}>{phrase.phrase}</bdi>
      </summary>
      <Form action="/steward/synonyms/remove" submit={t('removeSynonym', { phrase: phrase.phrase })} tone="quiet">
        <Hidden name="synonym" value={phrase.id} />
      </Form>
    </details>
  </li>
)

const MeaningShown = ({ meaning, phrases, t }: Meaning & { t: T<MessageKey> }) => (
  <section class="stack">
    <h2>
      <bdi>{meaning}</bdi>
    </h2>
    <ul class="inline">
      {phrases.map((phrase) => (
        <Phrase key={phrase.id} phrase={phrase} t={t} />
      ))}
    </ul>
  </section>
)

/** Hundreds of groups of words: folded under their first letter, they are a page and not a scroll. */
const byLetter = (meanings: Meaning[]): [string, Meaning[]][] => [
  ...Map.groupBy(meanings, ({ meaning }) => (meaning[0] ?? '').toLocaleUpperCase()),
]

/** The steward's list of words that mean the same, with a form to add one and a button at each to remove it. */
export const ShowSynonyms = ({ meanings, typed = {}, problems = [], t }: SynonymsProps) => (
  <Page title={t('synonymsTitle')} noindex>
    <div class="wrap narrow stack">
      <Crumbs />
      <h1>{t('synonymsTitle')}</h1>
      <p class="lead">{t('synonymsLead')}</p>
      <Form action="/steward/synonyms" submit={t('addSynonym')} problems={problems}>
        <TextField name="phrase" label={t('phrase')} value={typed.phrase} problems={problems} maxLength={60} />
        <SelectField
          name="language"
          label={t('language')}
          value={typed.language ?? 'en'}
          choices={choices}
          problems={problems}
        />
        <TextField
          name="meaning"
          label={t('meaning')}
          hint={t('meaningHint')}
          value={typed.meaning}
          problems={problems}
          maxLength={60}
        />
      </Form>
      {meanings.length === 0 && <p>{t('noSynonyms')}</p>}
      {byLetter(meanings).map(([letter, some]) => (
        <More key={letter} title={`${letter} · ${some[0]!.meaning} … ${some.at(-1)!.meaning}`}>
          {some.map((one) => (
            <MeaningShown key={one.meaning} {...one} t={t} />
          ))}
        </More>
      ))}
    </div>
  </Page>
)
