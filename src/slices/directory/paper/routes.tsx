import type { Catalogue } from '#kernel/messages/messages.ts'
import { pdfOf } from '#kernel/paper/pdf.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { crisisLinesAtHand } from '#slices/safety/crisis/queries.ts'
import { ar } from '../messages/ar.ts'
import { en, type MessageKey } from '../messages/en.ts'
import { es } from '../messages/es.ts'
import type { DirectoryTables } from '../tables.ts'
import { GuideRequest } from './fields.ts'
import { ShowGuide } from './pages.tsx'
import { guideEntries, guideParts } from './queries.ts'
import { guideSheet } from './rules.ts'

const sentences: Catalogue<MessageKey> = { en, es, ar }
const isSentence = (key: string): key is MessageKey => Object.hasOwn(en, key)

export const paperRoutes = routes<DirectoryTables, MessageKey>('directory', sentences, ({ page, endpoint }) => [
  page(
    '/guide',
    { access: anyone, shows: 'public', about: 'The printed guide: the whole, or a part by need and area' },
    async ({ db, t }) => <ShowGuide parts={await guideParts(db)} isSentence={isSentence} t={t} />,
  ),

  endpoint(
    'GET',
    '/guide.pdf',
    {
      access: anyone,
      effect: 'reads',
      shows: 'public',
      input: GuideRequest,
      limit: { perMinute: 10 },
      about: 'The guide as a tagged PDF with a square code beside each entry',
    },
    async ({ db, community, input, t, language, now, url }) => {
      const entries = await guideEntries(db, input)
      const key = `need_${input.need}`
      const title = input.of
        ? t('guideTitleList')
        : input.need && isSentence(key)
          ? t('guideTitleNeed', { need: t(key), community: input.area || community.name })
          : t('guideTitle', { community: input.area || community.name })
      const voice = { t, language, now, recordsIn: community.language }
      const words = {
        title,
        community: community.name,
        origin: originFor(community, url),
        large: input.large,
        isSentence,
      }
      const sheet = guideSheet(entries, crisisLinesAtHand(community), voice, words)
      return file(await pdfOf(sheet), 'application/pdf', { inline: true, name: 'guide.pdf' })
    },
  ),
])
