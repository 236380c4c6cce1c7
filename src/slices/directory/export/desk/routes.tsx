import { Readable } from 'node:stream'
import { anyOf } from '#kernel/routes/access.ts'
import { file, seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import type { DirectoryTables } from '../../tables.ts'
import { zipped } from '../archive/commands.ts'
import { filesOf, markSent } from '../commands.ts'
import { sentOrganisations } from '../icarol/queries.ts'
import { Download, SentPage } from './fields.ts'
import { type ExportKey, exportSentences } from './messages/catalogue.ts'
import { ShowExport } from './pages.tsx'

const steward = anyOf('steward')
const home = '/directory/export'

const streamed = (parts: AsyncGenerator<Uint8Array>) =>
  Readable.toWeb(Readable.from(parts)) as ReadableStream<Uint8Array>

async function* bytes(lines: AsyncGenerator<string>) {
  for await (const text of lines) yield Buffer.from(text)
}

export const exportRoutes = routes<DirectoryTables, ExportKey>(
  'directory',
  exportSentences,
  ({ page, action, endpoint }) => [
    page(
      home,
      {
        access: steward,
        shows: 'own',
        input: SentPage,
        about: 'The directory as files; when each organisation was last sent to the line',
      },
      async ({ db, input, t, language, community, now }) => (
        <ShowExport
          sent={await sentOrganisations(db, input.page)}
          page={input.page}
          {...{ t, language, now }}
          zone={community.zone}
        />
      ),
    ),
    endpoint(
      'GET',
      `${home}/file`,
      {
        access: steward,
        effect: 'reads',
        shows: 'own',
        input: Download,
        about: 'The public directory in one of four formats',
      },
      async ({ db, input, community, now }) => {
        const files = await filesOf(community, db, input.format, now)
        const name = `${community.slug}-${now.toISOString().slice(0, 10)}`
        return files.length === 1
          ? file(streamed(bytes(files[0]!.lines)), 'text/csv; charset=utf-8', { name: `${name}-${files[0]!.name}` })
          : file(streamed(zipped(files)), 'application/zip', { name: `${name}-${input.format}.zip` })
      },
    ),
    action(
      `${home}/sent`,
      { access: steward, effect: 'writes', about: 'Notes that the records were sent to the information line' },
      async ({ db, actor, now, t }) => seeOther(home, t('sentDone', { count: await markSent(db, actor, now) })),
    ),
  ],
)
