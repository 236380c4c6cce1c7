import type { AnyDb, Db } from '#kernel/database/database.ts'
import type { GroupTables } from '#slices/groups/tables.ts'
import type { OrganisationTables } from '#slices/organisations/tables.ts'
import type { ScopeNames } from '#slices/people/trust/rules.ts'

type Named = Db<Pick<OrganisationTables, 'organization'> & Pick<GroupTables, 'group'>>

/** What a role can be for, by name: organisations, and groups that are no secret. */
export const scopeNames: ScopeNames<AnyDb> = {
  byName: async (any, name) => {
    const db: Named = any
    const like = name.replace(/[\\%_]/gu, '\\$&')
    const [organisations, groups] = await Promise.all([
      db.selectFrom('organization').select(['id', 'name']).where('name', 'ilike', like).limit(10).execute(),
      db
        .selectFrom('group')
        .select(['id', 'name'])
        .where('name', 'ilike', like)
        .where('confidential', '=', false)
        .where('hidden', '=', false)
        .limit(10)
        .execute(),
    ])
    return [...organisations, ...groups]
  },
  names: async (any, ids) => {
    if (!ids.length) return new Map()
    const db: Named = any
    const [organisations, groups] = await Promise.all([
      db.selectFrom('organization').select(['id', 'name']).where('id', 'in', ids).execute(),
      db.selectFrom('group').select(['id', 'name']).where('id', 'in', ids).where('confidential', '=', false).execute(),
    ])
    return new Map([...organisations, ...groups].map(({ id, name }) => [id, name]))
  },
}
