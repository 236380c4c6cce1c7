import { type Spec, type Table, tableNames, tableSpecs } from '../hsds/fields.ts'

/** The standard's own names of its files, where they are not simply the plural. */
const fileNames: Partial<Record<Table, string>> = {
  accessibility: 'accessibility',
  funding: 'funding',
  metadata: 'metadata',
  service_at_location: 'service_at_location',
  service_capacity: 'service_capacity',
  url: 'url',
  taxonomy: 'taxonomies',
  address: 'addresses',
}
export const fileOf = (table: Table): string => `${fileNames[table] ?? `${table}s`}.csv`

/** The columns of a table as the standard writes it; the weekday is HSDS 1. */
export const columnsOf = (table: Table): string[] => [
  'id',
  ...Object.keys(tableSpecs[table].columns).filter((column) => column !== 'weekday'),
]

const typeOf = (spec: Spec | undefined) => {
  if (spec?.as === 'number') return { type: spec.whole ? 'integer' : 'number' }
  if (spec?.as === 'date') return { type: 'date' }
  return { type: spec?.as === 'datetime' ? 'datetime' : 'string' }
}

const keysOf = (table: Table) =>
  Object.entries(tableSpecs[table].columns)
    .filter(([, spec]) => spec.as === 'link' && spec.to !== 'anything')
    .map(([column, spec]) => ({
      fields: column,
      reference: { resource: fileOf((spec as { to: Table }).to).replace('.csv', ''), fields: 'id' },
    }))

export interface Origin {
  name: string
  url: string | null
  licence: string | null
  licence_url: string | null
  attribution: string | null
}

/** The description of a package of tables (frictionless Data Package), with where the records come from and what their licences ask. */
export const dataPackage = (community: string, origins: readonly Origin[], now: Date): object => ({
  name: 'hsds',
  title: `Directory of ${community}`,
  profile: 'tabular-data-package',
  version: '3.2',
  created: now.toISOString(),
  sources: origins.map(({ name, url, attribution, licence }) => ({
    title: name,
    ...(url && { path: url }),
    ...(attribution && { attribution }),
    ...(licence && { licence }),
  })),
  licenses: origins
    .filter(({ licence }) => licence)
    .map(({ licence, licence_url }) => ({ title: licence, ...(licence_url && { path: licence_url }) })),
  resources: tableNames.map((table) => ({
    name: fileOf(table).replace('.csv', ''),
    path: fileOf(table),
    profile: 'tabular-data-resource',
    encoding: 'utf-8',
    schema: {
      primaryKey: 'id',
      fields: columnsOf(table).map((name) => ({ name, ...typeOf(tableSpecs[table].columns[name]) })),
      foreignKeys: keysOf(table),
    },
  })),
})

export const exportFormats = ['hsds', 'json', 'sheet', 'icarol'] as const
export type ExportFormat = (typeof exportFormats)[number]
