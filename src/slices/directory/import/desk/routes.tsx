import { Readable } from 'node:stream'
import { Invalid } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { file, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import { byteOrderMark, sheetLine } from '../../export/sheets/rules.ts'
import { wrongMeanings } from '../../hsds/sheet/rules.ts'
import type { DirectoryTables } from '../../tables.ts'
import { defectsOf } from '../queries.ts'
import { askForImport, confirmImport, dropImport, readColumnsAs } from './commands.ts'
import { largestUpload, Meanings, Upload } from './fields.ts'
import { type ImportKey, importSentences } from './messages/catalogue.ts'
import { ShowRun, ShowSources } from './pages.tsx'
import { runPage, sourcesRun } from './queries.ts'

const steward = anyOf('steward')
const home = '/directory/import'

type Anything = Asked<DirectoryTables, ImportKey, unknown, string>

const voiceOf = ({ t, language, community, now }: Pick<Anything, 't' | 'language' | 'community' | 'now'>) => ({
  t,
  language,
  zone: community.zone,
  now,
})

async function* defectLines(db: Anything['db'], id: string) {
  yield byteOrderMark + sheetLine(['file', 'row', 'column', 'problem', 'done'])
  for await (const { file: name, row, column, problem, done } of defectsOf(db, id))
    yield sheetLine([name, row, column, problem, done])
}

const streamed = (lines: AsyncGenerator<string>) =>
  Readable.toWeb(Readable.from(lines).map((line) => Buffer.from(line))) as ReadableStream<Uint8Array>

export const importRoutes = routes<DirectoryTables, ImportKey>(
  'directory',
  importSentences,
  ({ page, action, endpoint }) => [
    page(
      home,
      { access: steward, shows: 'own', about: 'Bringing in a directory; every source with its last run' },
      async (asked) => <ShowSources sources={await sourcesRun(asked.db)} {...voiceOf(asked)} />,
    ),
    action(
      home,
      {
        access: steward,
        input: Upload,
        effect: 'writes',
        maxBody: largestUpload,
        limit: { perMinute: 6 },
        about: 'Takes a file with a directory, to be read and shown before anything changes',
      },
      async ({ db, actor, input, now, t }) =>
        seeOther(`${home}/${await askForImport(db, actor, input, now)}`, t('handedIn')),
      async (asked, typed, problems) => (
        <ShowSources sources={await sourcesRun(asked.db)} typed={typed} problems={problems} {...voiceOf(asked)} />
      ),
    ),
    page(
      `${home}/:id`,
      { access: steward, shows: 'own', about: 'What a source would change, and what was wrong in it' },
      async (asked) => <ShowRun shown={await runPage(asked.db, asked.params.id)} {...voiceOf(asked)} />,
    ),
    endpoint(
      'GET',
      `${home}/:id/defects.csv`,
      {
        access: steward,
        effect: 'reads',
        shows: 'own',
        about: 'All that was wrong in a source, as a sheet for people',
      },
      async ({ db, params }) => {
        await runPage(db, params.id)
        return file(streamed(defectLines(db, params.id)), 'text/csv; charset=utf-8', { name: 'defects.csv' })
      },
    ),
    action(
      `${home}/:id/columns`,
      {
        access: steward,
        input: Meanings,
        effect: 'writes',
        limit: { perMinute: 12 },
        about: 'Reads a plain sheet again, with its columns as somebody named them',
      },
      async ({ db, actor, params, input, now, t }) => {
        const wrong = wrongMeanings(input.meaning)
        if (wrong) throw new Invalid([{ field: 'meaning', message: t(`meaning_${wrong}`) }])
        await readColumnsAs(db, actor, params.id, input, now)
        return seeOther(`${home}/${params.id}`, t('handedIn'))
      },
      async (asked, _, problems) => (
        <ShowRun shown={await runPage(asked.db, asked.params.id)} problems={problems} {...voiceOf(asked)} />
      ),
    ),
    action(
      `${home}/:id/confirm`,
      { access: steward, effect: 'writes', about: 'Says yes to what was shown: it is written' },
      async ({ db, actor, params, now, t }) => {
        await confirmImport(db, actor, params.id, now)
        return seeOther(`${home}/${params.id}`, t('confirmed'))
      },
    ),
    action(
      `${home}/:id/drop`,
      { access: steward, effect: 'writes', about: 'Throws away what was read' },
      async ({ db, actor, params, t }) => {
        await dropImport(db, actor, params.id)
        return seeOther(home, t('dropped'))
      },
    ),
  ],
)
