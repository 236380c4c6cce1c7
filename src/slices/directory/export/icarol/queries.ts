import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from '../../tables.ts'
import type { ExportFile } from '../queries.ts'
import { byteOrderMark, importLine } from '../sheets/rules.ts'

const columns = [
  'ResourceAgencyNum',
  'ParentAgencyNum',
  'TaxonomyLevelName',
  'PublicName',
  'AlternateName',
  'AgencyDescription',
  'AgencyStatus',
  'WebsiteAddress',
  'EmailAddressMain',
  'Phone1Number',
  'Phone1Type',
  'PhysicalAddress1',
  'PhysicalAddress2',
  'PhysicalCity',
  'PhysicalCounty',
  'PhysicalStateProvince',
  'PhysicalPostalCode',
  'PhysicalCountry',
  'PhysicalAddressIsPrivate',
  'Latitude',
  'Longitude',
  'HoursOfOperation',
  'Eligibility',
  'ApplicationProcess',
  'FeeStructureSource',
  'DocumentsRequired',
  'LanguagesOffered',
  'CoverageAreaText',
  'TaxonomyTerms',
  'TaxonomyCodes',
  'ProgramNum',
  'SiteNum',
  'LastVerifiedOn',
  'LastSentOn',
] as const

type Cells = Partial<Record<(typeof columns)[number], unknown>>

const phone = (owner: string) =>
  `(select number || coalesce(' x' || extension, '') from phone p where p.${owner} = thing.id order by p.id limit 1)`
const hours = (owner: string) =>
  `(select string_agg(distinct coalesce(h.description, concat_ws(' ', h.byday, h.opens_at || '-' || h.closes_at)), '; ') from schedule h where h.${owner} = thing.id)`
const hidden = (kind: string) =>
  `not exists (select from moderated m where m.thing_kind = '${kind}' and m.thing_id = thing.id and coalesce(m.hidden_at, m.removed_at) is not null)`

/** Agencies, sites, programs and programs at sites, each by its SQL; a secret place is a site without an address, marked private. */
const levels: { from: string; where: string; cells: Record<string, string> }[] = [
  {
    from: 'organization thing left join sent_record z on z.organization_id = thing.id',
    where: hidden('organization'),
    cells: {
      TaxonomyLevelName: `'Agency'`,
      ParentAgencyNum: `'0'`,
      PublicName: 'thing.name',
      AlternateName: 'thing.alternate_name',
      AgencyDescription: 'thing.description',
      AgencyStatus: `'Active'`,
      WebsiteAddress: 'thing.website',
      EmailAddressMain: 'thing.email',
      Phone1Number: phone('organization_id'),
      LastVerifiedOn: `to_char(thing.checked_at, 'YYYY-MM-DD')`,
      LastSentOn: `to_char(z.sent_at, 'YYYY-MM-DD')`,
    },
  },
  {
    from: 'public_location thing left join lateral (select * from public_address a where a.location_id = thing.id order by a.id limit 1) a on true',
    where: 'exists (select from service_at_location x where x.location_id = thing.id)',
    cells: {
      TaxonomyLevelName: `'Site'`,
      ParentAgencyNum: `coalesce(thing.organization_id, (select s.organization_id from service_at_location x join service s on s.id = x.service_id
        where x.location_id = thing.id order by x.id limit 1))`,
      PublicName: 'thing.name',
      AlternateName: 'thing.alternate_name',
      Phone1Number: phone('location_id'),
      PhysicalAddress1: 'a.address_1',
      PhysicalAddress2: 'a.address_2',
      PhysicalCity: 'a.city',
      PhysicalCounty: 'a.region',
      PhysicalStateProvince: 'a.state_province',
      PhysicalPostalCode: 'a.postal_code',
      PhysicalCountry: 'a.country',
      PhysicalAddressIsPrivate: `case when thing.confidential then 'TRUE' else 'FALSE' end`,
      Latitude: 'thing.latitude',
      Longitude: 'thing.longitude',
      HoursOfOperation: hours('location_id'),
    },
  },
  {
    from: 'service thing',
    where: `${hidden('service')} and thing.kind <> 'facility'`,
    cells: {
      TaxonomyLevelName: `'Program'`,
      ParentAgencyNum: 'thing.organization_id',
      PublicName: 'thing.name',
      AlternateName: 'thing.alternate_name',
      AgencyDescription: 'thing.description',
      AgencyStatus: `case thing.status when 'active' then 'Active' else 'Inactive' end`,
      WebsiteAddress: 'thing.url',
      EmailAddressMain: 'thing.email',
      Phone1Number: phone('service_id'),
      HoursOfOperation: hours('service_id'),
      Eligibility: 'thing.eligibility_description',
      ApplicationProcess: 'thing.application_process',
      FeeStructureSource: 'coalesce(thing.fees_description, thing.fees)',
      DocumentsRequired: `(select string_agg(d.document, '; ' order by d.id) from required_document d where d.service_id = thing.id)`,
      LanguagesOffered: `(select string_agg(distinct coalesce(g.name, g.code), '; ') from language g where g.service_id = thing.id)`,
      CoverageAreaText: `(select string_agg(r.name, '; ' order by r.id) from service_area r where r.service_id = thing.id)`,
      TaxonomyTerms: `(select string_agg(y.name, '; ' order by y.id) from attribute x join taxonomy_term y on y.id = x.taxonomy_term_id where x.link_id = thing.id)`,
      TaxonomyCodes: `(select string_agg(coalesce(y.code, ''), '; ' order by y.id) from attribute x join taxonomy_term y on y.id = x.taxonomy_term_id where x.link_id = thing.id)`,
      LastVerifiedOn: `to_char(coalesce(thing.checked_at, thing.assured_date::timestamptz), 'YYYY-MM-DD')`,
    },
  },
  {
    from: 'service_at_location thing join service s on s.id = thing.service_id',
    where: `s.kind <> 'facility' and ${hidden('service').replaceAll('thing.id', 's.id')}`,
    cells: {
      TaxonomyLevelName: `'ProgramAtSite'`,
      ParentAgencyNum: 's.organization_id',
      PublicName: 's.name',
      AgencyStatus: `case s.status when 'active' then 'Active' else 'Inactive' end`,
      ProgramNum: 'thing.service_id',
      SiteNum: 'thing.location_id',
    },
  },
]

const size = 1_000

async function* lines(db: Db<DirectoryTables>): AsyncGenerator<string> {
  yield byteOrderMark + importLine(columns)
  for (const { from, where, cells } of levels) {
    const made = sql.raw(
      Object.entries(cells)
        .map(([name, value]) => `'${name}', ${value}`)
        .join(', '),
    )
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await sql<{ id: string; cells: Cells }>`
        select thing.id::text as id, jsonb_build_object(${made}) as cells from ${sql.raw(from)}
        where thing.id > ${after}::uuid and ${sql.raw(where)} order by thing.id limit ${size}`.execute(db)
      yield rows
        .map(({ id, cells: row }) =>
          importLine(columns.map((column) => (column === 'ResourceAgencyNum' ? id : row[column]))),
        )
        .join('')
      if (rows.length < size) break
      after = rows.at(-1)!.id
    }
  }
}

/** The directory in the columns that a 2-1-1 line's program (iCarol) takes: agencies, sites, programs, programs at sites. */
export const icarolFile = (db: Db<DirectoryTables>): ExportFile => ({ name: 'icarol.csv', lines: lines(db) })

export interface Sent {
  organizationId: string
  name: string
  services: number
  sentAt: Date | null
  changed: boolean
}

/** When each organisation's records were last sent to the line, those first that changed since; a page of a hundred. */
export const sentOrganisations = async (
  db: Db<DirectoryTables>,
  page: number,
): Promise<{ total: number; rows: Sent[] }> => {
  const { rows } = await sql<Sent & { total: number }>`
    with listed as (
      select o.id as "organizationId", o.name, z.sent_at as "sentAt", count(s.id)::int as services,
        z.sent_at is null or greatest(o.modified_at, max(s.modified_at)) > z.sent_at as changed
      from organization o left join service s on s.organization_id = o.id left join sent_record z on z.organization_id = o.id
      where not exists (select from moderated m where m.thing_kind = 'organization' and m.thing_id = o.id and coalesce(m.hidden_at, m.removed_at) is not null)
      group by o.id, z.sent_at)
    select *, count(*) over ()::int as total from listed order by changed desc, "sentAt" nulls first, lower(name), "organizationId"
    limit 100 offset ${(page - 1) * 100}`.execute(db)
  return { total: rows[0]?.total ?? 0, rows }
}
