import type { Listings } from '../tables.ts'

/** The tables of HSDS that are read. */
export type Table = Exclude<keyof Listings, 'source' | 'ground' | 'given_value'>

export type Spec =
  | { as: 'text' | 'date' | 'datetime' | 'time' | 'email' | 'url' | 'byday' | 'weekday' }
  | { as: 'number'; min: number; max: number; whole?: boolean }
  | { as: 'choice'; of: readonly string[]; otherwise: string | null }
  /** `loose`: it may lead nowhere (said, and kept). */
  | { as: 'link'; to: Table | 'anything'; needed?: boolean; loose?: boolean }

export interface TableSpec {
  /** File names without their ending, newest standard first. */
  files: string[]
  columns: Record<string, Spec>
  /** Older or other names of columns → ours. */
  aliases?: Record<string, string>
  /** A row without these is no row. */
  needed: string[]
}

const text: Spec = { as: 'text' }
const date: Spec = { as: 'date' }
const datetime: Spec = { as: 'datetime' }
const url: Spec = { as: 'url' }
const email: Spec = { as: 'email' }
const link = (to: Table | 'anything', needed = false): Spec => ({ as: 'link', to, needed })
const loose: Spec = { as: 'link', to: 'anything', needed: true, loose: true }
const number = (min: number, max: number, whole = false): Spec => ({ as: 'number', min, max, whole })
const choice = (of: readonly string[], otherwise: string | null): Spec => ({ as: 'choice', of, otherwise })

const texts = (...columns: string[]) => Object.fromEntries(columns.map((column) => [column, text]))

/** In the order in which rows refer to each other. Columns of HSDS 3.2; HSDS 1 and 2 by their other names. */
export const tableSpecs: Record<Table, TableSpec> = {
  taxonomy: {
    files: ['taxonomies', 'taxonomy'],
    columns: { ...texts('name', 'description', 'version'), uri: url },
    needed: ['name'],
  },
  taxonomy_term: {
    files: ['taxonomy_terms', 'taxonomy_term'],
    columns: {
      ...texts('code', 'name', 'description', 'taxonomy', 'language'),
      parent_id: link('taxonomy_term'),
      taxonomy_id: link('taxonomy'),
      term_uri: url,
    },
    needed: ['name'],
  },
  organization: {
    files: ['organizations', 'organization'],
    columns: {
      ...texts('name', 'alternate_name', 'description', 'tax_status', 'tax_id', 'legal_status'),
      email,
      website: url,
      logo: url,
      uri: url,
      year_incorporated: number(1000, 3000, true),
      parent_organization_id: link('organization'),
    },
    aliases: { url: 'website' },
    needed: ['name'],
  },
  program: {
    files: ['programs', 'program'],
    columns: { ...texts('name', 'alternate_name', 'description'), organization_id: link('organization') },
    needed: ['name'],
  },
  organization_identifier: {
    files: ['organization_identifiers', 'organization_identifier'],
    columns: {
      ...texts('identifier_scheme', 'identifier_type', 'identifier'),
      organization_id: link('organization', true),
    },
    needed: ['identifier_type', 'identifier'],
  },
  location: {
    files: ['locations', 'location'],
    columns: {
      ...texts('name', 'alternate_name', 'description', 'transportation'),
      ...texts('external_identifier', 'external_identifier_type'),
      location_type: choice(['physical', 'postal', 'virtual'], 'physical'),
      url,
      organization_id: link('organization'),
      latitude: number(-90, 90),
      longitude: number(-180, 180),
    },
    needed: [],
  },
  address: {
    files: ['addresses', 'address', 'physical_addresses', 'physical_address'],
    columns: {
      ...texts('attention', 'address_1', 'address_2', 'city', 'region', 'state_province', 'postal_code', 'country'),
      address_type: choice(['physical', 'postal', 'virtual'], 'physical'),
      location_id: link('location', true),
    },
    needed: [],
  },
  accessibility: {
    files: ['accessibility', 'accessibility_for_disabilities'],
    columns: { ...texts('description', 'details'), url, location_id: link('location', true) },
    aliases: { accessibility: 'description' },
    needed: ['description'],
  },
  service: {
    files: ['services', 'service'],
    columns: {
      ...texts('name', 'alternate_name', 'description', 'interpretation_services', 'application_process'),
      ...texts(
        'fees_description',
        'fees',
        'wait_time',
        'accreditations',
        'eligibility_description',
        'licenses',
        'alert',
      ),
      organization_id: link('organization'),
      program_id: link('program'),
      last_modified: datetime,
      url,
      email,
      status: choice(['active', 'inactive', 'defunct', 'temporarily closed'], 'active'),
      minimum_age: number(0, 150),
      maximum_age: number(0, 150),
      assured_date: date,
      assurer_email: email,
    },
    needed: ['name'],
  },
  service_at_location: {
    files: ['service_at_location', 'services_at_location', 'service_at_locations'],
    columns: { description: text, service_id: link('service', true), location_id: link('location', true) },
    needed: [],
  },
  contact: {
    files: ['contacts', 'contact'],
    columns: {
      ...texts('name', 'title', 'department'),
      email,
      organization_id: link('organization'),
      service_id: link('service'),
      service_at_location_id: link('service_at_location'),
      location_id: link('location'),
    },
    needed: [],
  },
  phone: {
    files: ['phones', 'phone'],
    columns: {
      ...texts('number', 'extension', 'type', 'description'),
      location_id: link('location'),
      service_id: link('service'),
      organization_id: link('organization'),
      service_at_location_id: link('service_at_location'),
      contact_id: link('contact'),
    },
    needed: ['number'],
  },
  schedule: {
    files: ['schedules', 'schedule', 'regular_schedules', 'regular_schedule'],
    columns: {
      ...texts('timezone', 'byweekno', 'bymonthday', 'byyearday', 'description', 'attending_type', 'notes'),
      service_id: link('service'),
      location_id: link('location'),
      service_at_location_id: link('service_at_location'),
      valid_from: date,
      valid_to: date,
      dtstart: date,
      until: date,
      count: number(1, 100_000, true),
      interval: number(1, 1000, true),
      wkst: choice(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], null),
      freq: choice(['WEEKLY', 'MONTHLY'], null),
      byday: { as: 'byday' },
      weekday: { as: 'weekday' },
      opens_at: { as: 'time' },
      closes_at: { as: 'time' },
      schedule_link: url,
    },
    aliases: { original_text: 'description' },
    needed: [],
  },
  cost_option: {
    files: ['cost_options', 'cost_option'],
    columns: {
      ...texts('option', 'currency', 'amount_description'),
      service_id: link('service', true),
      valid_from: date,
      valid_to: date,
      amount: number(0, 1_000_000),
    },
    needed: [],
  },
  language: {
    files: ['languages', 'language'],
    columns: {
      ...texts('name', 'code', 'note'),
      service_id: link('service'),
      location_id: link('location'),
      phone_id: link('phone'),
      // Ours: sources say it of whole organisations too.
      organization_id: link('organization'),
    },
    aliases: { language: 'name' },
    needed: ['name'],
  },
  attribute: {
    files: ['attributes', 'attribute'],
    columns: {
      ...texts('link_type', 'link_entity', 'value', 'label'),
      link_id: loose,
      taxonomy_term_id: link('taxonomy_term'),
    },
    needed: ['link_entity'],
  },
  url: {
    files: ['urls', 'url'],
    columns: { label: text, url, organization_id: link('organization'), service_id: link('service') },
    needed: ['url'],
  },
  funding: {
    files: ['fundings', 'funding'],
    columns: { source: text, organization_id: link('organization'), service_id: link('service') },
    needed: ['source'],
  },
  service_area: {
    files: ['service_areas', 'service_area'],
    columns: {
      ...texts('name', 'description', 'extent', 'extent_type', 'uri'),
      service_id: link('service'),
      service_at_location_id: link('service_at_location'),
    },
    aliases: { service_area: 'name' },
    needed: [],
  },
  required_document: {
    files: ['required_documents', 'required_document'],
    columns: { document: text, uri: url, service_id: link('service') },
    needed: ['document'],
  },
  unit: {
    files: ['units', 'unit'],
    columns: { ...texts('name', 'scheme', 'identifier'), uri: url },
    needed: ['name'],
  },
  service_capacity: {
    files: ['service_capacities', 'service_capacity'],
    columns: {
      service_id: link('service', true),
      unit_id: link('unit'),
      available: number(0, 1_000_000_000),
      maximum: number(0, 1_000_000_000),
      description: text,
      updated: datetime,
    },
    needed: ['available', 'updated'],
  },
  metadata: {
    files: ['metadata'],
    columns: {
      ...texts('resource_type', 'last_action_type', 'field_name', 'previous_value', 'replacement_value', 'updated_by'),
      resource_id: loose,
      last_action_date: date,
    },
    needed: ['resource_type', 'last_action_date', 'last_action_type', 'field_name', 'updated_by'],
  },
  meta_table_description: {
    files: ['meta_table_descriptions', 'meta_table_description'],
    columns: texts('name', 'language', 'character_set'),
    needed: [],
  },
}

/** Columns by which a row hangs on others: what belongs together is written together. */
export const parentColumns = [
  'service_id',
  'service_at_location_id',
  'location_id',
  'organization_id',
  'contact_id',
  'phone_id',
  'link_id',
  'resource_id',
  'thing_id',
] as const

export const tableNames = Object.keys(tableSpecs) as Table[]
