import type { Problem } from '#kernel/errors/errors.ts'
import { languageNames, type T } from '#kernel/messages/messages.ts'
import { Form, Hidden, SelectField, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { MessageKey } from '../messages/catalogue.ts'
import type { AskedSynonyms } from './fields.ts'
import type { Meaning, Synonyms } from './queries.ts'
import { firstLetter } from './rules.ts'

interface SynonymsProps extends Synonyms {
  asked?: AskedSynonyms
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
    <h3>
      <bdi>{meaning}</bdi>
    </h3>
    <ul class="inline">
      {phrases.map((phrase) => (
        <Phrase key={phrase.id} phrase={phrase} t={t} />
      ))}
    </ul>
  </section>
)

const Letters = ({ letters, letter, t }: { letters: string[]; letter: string; t: T<MessageKey> }) => (
  <nav aria-label={t('synonymLetters')}>
    <ul class="inline">
      {letters.map((one) => (
        <li key={one}>
          <a
            class="btn quiet less"
            href={`/steward/synonyms?letter=${encodeURIComponent(one)}`}
            aria-current={one === firstLetter(letter) ? 'page' : undefined}
          >
            {one}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const LookUp = ({ letters, shown, asked, t }: Required<Pick<SynonymsProps, 'letters' | 'shown' | 'asked' | 't'>>) => (
  <section class="stack" aria-labelledby="look-up">
    <h2 id="look-up">{t('synonymLookUp')}</h2>
    <Form action="/steward/synonyms" method="get" submit={t('synonymFind')} tone="quiet">
      <TextField name="q" label={t('synonymWord')} value={asked.q} maxLength={60} />
    </Form>
    <Letters letters={letters} letter={asked.q ? '' : asked.letter} t={t} />
    {shown.map((one) => (
      <MeaningShown key={one.meaning} {...one} t={t} />
    ))}
    {!shown.length && (asked.q || asked.letter) && <p>{t('noSynonyms')}</p>}
  </section>
)

const nothingAsked: AskedSynonyms = { letter: '', q: '' }

/** The steward's words that mean the same: a form to add one, and each to look up with a button to remove it. */
export const ShowSynonyms = ({ letters, shown, asked = nothingAsked, typed = {}, problems = [], t }: SynonymsProps) => (
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
      <LookUp letters={letters} shown={shown} asked={asked} t={t} />
    </div>
  </Page>
)
