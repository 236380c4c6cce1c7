import type { Problem } from '#kernel/errors/errors.ts'
import { direction, type T } from '#kernel/messages/messages.ts'
import { Note } from '#ui/card.tsx'
import { Form, PasswordField } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Table } from '#ui/table.tsx'
import { Sheet } from '../pages.tsx'
import { en, type MyDataKey } from './messages/en.ts'
import type { ExportedPart, Kept } from './queries.ts'
import type { Named } from './rules.ts'

type Words = T<MyDataKey>

/** A heading in the page's language. */
export const wordsOf = (named: Named, language: string): string => named[language as keyof Named] ?? named.en

interface DataShown {
  t: Words
  language: string
  kept: Kept[]
}

export const ShowData = ({ t, language, kept }: DataShown) => (
  <Sheet title={t('dataTitle')} lead={t('dataLead')}>
    <section class="account-part" aria-labelledby="take-along">
      <h2 id="take-along">{t('takeAlong')}</h2>
      <p>{t('takeAlongText')}</p>
      <p class="profile-who">
        <a class="btn" href="/account/data/export.html" download>
          <Icon name="download" />
          {t('asPage')}
        </a>
        <a class="btn quiet" href="/account/data/export.json" download>
          <Icon name="download" />
          {t('asJson')}
        </a>
      </p>
      <p class="soft">{t('careful')}</p>
    </section>
    <div class="account-part">
      <h2>{t('howLong')}</h2>
      <p>{t('howLongText')}</p>
      <Table
        caption={t('keptCaption')}
        columns={[t('what'), t('days'), t('since')]}
        rows={kept.map(({ kind, title, days, since }) => ({
          key: kind,
          cells: [
            wordsOf(title, language),
            <span key="days" class="profile-nowrap">
              {t('dayCount', { count: days })}
            </span>,
            wordsOf(since, language),
          ],
        }))}
      />
    </div>
    <section class="account-part" aria-labelledby="erase">
      <h2 id="erase">{t('eraseTitle')}</h2>
      <p>{t('eraseText')}</p>
      <p>
        <a class="btn quiet" href="/account/data/erase">
          {t('eraseGo')}
        </a>
      </p>
    </section>
    <p>
      <a href="/account">{t('back')}</a>
    </p>
  </Sheet>
)

interface EraseShown {
  t: Words
  language: string
  remains: Named[]
  /** The only steward: somebody else must be named before. */
  last: boolean
  problems?: Problem[]
}

const AnotherFirst = ({ t }: { t: Words }) => (
  <Note icon="users" tone="clay">
    <p>
      <strong>{t('eraseLastTitle')}</strong>
    </p>
    <p>{t('eraseLastText')}</p>
    <p>
      <a class="btn" href="/steward/roles">
        {t('eraseLastGo')}
      </a>
    </p>
  </Note>
)

const ErasePress = ({ t, problems }: Pick<EraseShown, 't' | 'problems'>) => (
  <>
    <Note icon="circle-alert" tone="clay">
      <p>{t('eraseText')}</p>
    </Note>
    <Form action="/account/data/erase" submit={t('erasePress')} tone="grave" problems={problems}>
      <PasswordField
        name="password"
        autocomplete="current-password"
        label={t('yourPassword')}
        hint={t('yourPasswordHint')}
        problems={problems}
      />
    </Form>
  </>
)

export const ShowErase = ({ t, language, remains, last, problems }: EraseShown) => (
  <Sheet title={t('eraseTitle')} lead={t('eraseLead')}>
    <p>
      <a href="/account/data/export.html" download>
        {t('takeAlong')}
      </a>
    </p>
    <section class="stack" aria-labelledby="goes">
      <h2 id="goes">{t('goesTitle')}</h2>
      <ul>
        <li>{t('goesAccount')}</li>
        <li>{t('goesProfile')}</li>
        <li>{t('goesLetters')}</li>
      </ul>
    </section>
    <section class="stack" aria-labelledby="stays">
      <h2 id="stays">{t('staysTitle')}</h2>
      <ul>
        {remains.map((named) => (
          <li key={named.en}>{wordsOf(named, language)}</li>
        ))}
        <li>{t('staysBackup')}</li>
      </ul>
    </section>
    {last ? <AnotherFirst t={t} /> : <ErasePress t={t} problems={problems} />}
    <p>
      <a href="/account">{t('keepIt')}</a>
    </p>
  </Sheet>
)

/** What a column of a table is called for people; one without words is said as the table says it. */
const columnWords = (column: string, t: Words): string => {
  const plainName = column.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
  return `column_${plainName}` in en ? t(`column_${plainName}` as MyDataKey) : plainName.replaceAll('_', ' ')
}

const plain = (value: unknown, when: (at: Date) => string): string => {
  if (value === null || value === undefined) return '–'
  if (value instanceof Date) return when(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const style = `body{font:17px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2a26}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.2rem 1rem;border-block-start:1px solid #ccc;padding-block:.6rem;margin:0}
dt{font-weight:bold}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}`

/** Who somebody is comes before what they did. */
const accountFirst = (all: ExportedPart[]) => [
  ...all.filter(({ name }) => name === 'people.account'),
  ...all.filter(({ name }) => name !== 'people.account'),
]

interface ExportShown {
  t: Words
  language: string
  community: string
  date: string
  /** A moment on the clock of the community. */
  when: (at: Date) => string
  all: ExportedPart[]
}

/** A file that needs nothing else: no script, no picture, no address of ours. */
export const ExportedPage = ({ t, language, community, date, when, all }: ExportShown) => (
  <html lang={language} dir={direction(language)}>
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>{t('exportTitle', { community })}</title>
      <style>{style}</style>
    </head>
    <body>
      <h1>{t('exportTitle', { community })}</h1>
      <p>{t('exportLead', { date })}</p>
      {accountFirst(all).flatMap(({ name, parts }) =>
        parts.map(({ title, rows }) => (
          <section key={`${name} ${title.en}`}>
            <h2>{wordsOf(title, language)}</h2>
            {rows.map((row, at) => (
              <dl key={at}>
                {Object.entries(row).map(([column, value]) => (
                  <>
                    <dt>{columnWords(column, t)}</dt>
                    <dd dir="auto">{plain(value, when)}</dd>
                  </>
                ))}
              </dl>
            ))}
          </section>
        )),
      )}
    </body>
  </html>
)
