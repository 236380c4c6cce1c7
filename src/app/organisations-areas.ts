import { sql } from 'kysely'
import type { AnyDb, Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from '#slices/directory/tables.ts'
import type { Areas } from '#slices/organisations/network/routes.tsx'
import { traitNames } from './trait-names.ts'

/** What each organisation helps with, by its own words and those of its services. */
const areasOf = async (any: AnyDb, ids: string[]): Promise<Map<string, string[]>> => {
  const db: Db<DirectoryTables> = any
  const { rows } = await sql<{ id: string; codes: string[] }>`
    select o.id, array_agg(distinct t.code order by t.code) as codes
    from organization o left join service s on s.organization_id = o.id and s.status = 'active'
      join attribute a on a.link_id in (o.id, s.id) join taxonomy_term t on t.id = a.taxonomy_term_id
    where o.id = any(${ids}::uuid[]) and t.code is not null group by o.id`.execute(db)
  return new Map(rows.map(({ id, codes }) => [id, codes]))
}

/** The directory's needs, as areas of work in the network of organisations. */
export const organisationAreas: Areas = {
  of: areasOf,
  name: (code, language) => traitNames(`need:${code}`, language),
}
