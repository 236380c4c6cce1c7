import type { AnyDb } from '#kernel/database/database.ts'
import { across } from '#kernel/database/database.ts'
import type { Language } from '#kernel/messages/messages.ts'
import { anyone } from '#kernel/routes/access.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'
import { type MessageKey, organisationSentences } from '../messages/catalogue.ts'
import { dayWords } from '../pages.tsx'
import { openPartnerships, type Partnership } from '../partnerships/queries.ts'
import type { OrganisationTables } from '../tables.ts'
import { NetworkFilter } from './fields.ts'
import { ShowNetwork } from './pages.tsx'

/** What organisations help with: the directory knows it, this slice asks the app. */
export interface Areas {
  of: (db: AnyDb, organisationIds: string[]) => Promise<Map<string, string[]>>
  name: (code: string, language: Language) => string | null
}

const fits = (tie: Partnership, { kind, area }: NetworkFilter, areas: Map<string, string[]>) =>
  (!kind || tie.kind === kind) && (!area || [tie.one, tie.other].some(({ id }) => areas.get(id)?.includes(area)))

/** The network of organisations, for everybody. */
export const networkRoutes = (areas: Areas): Route[] =>
  routes<OrganisationTables, MessageKey>('organisations', organisationSentences, ({ page }) => [
    page(
      '/organisations/network',
      { access: anyone, shows: 'public', input: NetworkFilter, about: 'Which organisations work together' },
      async ({ db, input, t, language, community }) => {
        const all = await openPartnerships(db)
        const known = await areas.of(across(db), [...new Set(all.flatMap(({ one, other }) => [one.id, other.id]))])
        const named = [...new Set([...known.values()].flat())].flatMap((code) => {
          const name = areas.name(code, language)
          return name ? [{ code, name }] : []
        })
        return (
          <ShowNetwork
            t={t}
            day={dayWords(language, community.zone)}
            ties={all.filter((tie) => fits(tie, input, known))}
            areas={named.sort((a, b) => a.name.localeCompare(b.name, language))}
            filter={input}
          />
        )
      },
    ),
  ])
