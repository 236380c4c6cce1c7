import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from '../../tables.ts'
import type { ExportFile } from '../queries.ts'
import { byteOrderMark, sheetLine } from '../sheets/rules.ts'

const columns = {
  Service: 'name',
  Organisation: 'organisation',
  Description: 'description',
  Phone: 'phone',
  Email: 'email',
  Website: 'url',
  Venue: 'venue',
  Address: 'address',
  City: 'city',
  Postcode: 'postcode',
  Hours: 'hours',
  Cost: 'cost',
  'Who for': 'eligibility',
  'How to apply': 'application',
  Languages: 'languages',
  Category: 'category',
  Status: 'status',
  'Last checked': 'checked',
  Source: 'source',
  Licence: 'licence',
  ID: 'id',
} as const

type Column = (typeof columns)[keyof typeof columns]

const size = 500

/** The SQL of a service with what people ask about it, one row for each of its places; secret ones have none. */
const rowsAfter = (after: string) => sql<Record<Column, string | null> & { at: string }>`
  with shown as (select s.* from service s where s.id > ${after}::uuid and s.status <> 'defunct'
    and not exists (select from moderated m where m.thing_kind = 'service' and m.thing_id = s.id and coalesce(m.hidden_at, m.removed_at) is not null)
    order by s.id limit ${size})
  select s.id::text as at, s.id::text as id, s.name, o.name as organisation, s.description, s.email, s.url, s.status,
    (select string_agg(p.number || coalesce(' ext. ' || p.extension, ''), '; ' order by p.id) from phone p where p.service_id = s.id) as phone,
    l.name as venue, a.address_1 || coalesce(', ' || a.address_2, '') as address, a.city, a.postal_code as postcode,
    (select string_agg(distinct coalesce(h.description, concat_ws(' ', h.byday, h.opens_at || '–' || h.closes_at)), '; ') from schedule h where h.service_id = s.id) as hours,
    coalesce(s.fees_description, s.fees, (select string_agg(concat_ws(' ', c.option, c.amount, c.currency), '; ') from cost_option c where c.service_id = s.id)) as cost,
    s.eligibility_description as eligibility, s.application_process as application,
    (select string_agg(distinct coalesce(g.name, g.code), '; ') from language g where g.service_id = s.id) as languages,
    (select string_agg(distinct t.name, '; ') from attribute x join taxonomy_term t on t.id = x.taxonomy_term_id where x.link_id = s.id) as category,
    to_char(coalesce(s.checked_at, s.assured_date::timestamptz), 'YYYY-MM-DD') as checked, src.name as source, src.licence
  from shown s left join organization o on o.id = s.organization_id left join source src on src.id = s.source_id
  left join service_at_location sl on sl.service_id = s.id left join public_location l on l.id = sl.location_id
  left join lateral (select * from public_address a where a.location_id = l.id order by a.id limit 1) a on true
  order by s.id, sl.id`

async function* lines(db: Db<DirectoryTables>): AsyncGenerator<string> {
  yield byteOrderMark + sheetLine(Object.keys(columns))
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await rowsAfter(after).execute(db)
    if (!rows.length) return
    yield rows.map((row) => sheetLine(Object.values(columns).map((column) => row[column]))).join('')
    after = rows.at(-1)!.at
  }
}

/** The directory as one sheet for people: a row for each service at each place, with nothing in it that could run as a formula. */
export const sheetFile = (db: Db<DirectoryTables>): ExportFile => ({ name: 'services.csv', lines: lines(db) })
