import type { Generated, Insertable } from 'kysely'
import type { OrganisationTables, Provenance } from '#slices/organisations/tables.ts'
import type { PlaceTables } from '#slices/places/tables.ts'
import type { FreshnessTables } from './freshness/tables.ts'
import type { ServiceKind } from './rules.ts'
import type { AxisFeature } from './traits/rules.ts'

/** Tables of the directory itself, with the names and columns of HSDS 3.2; what is ours besides is said in the migration. */
export interface OwnTables {
  service: Provenance & {
    id: string
    organization_id: string | null
    program_id: string | null
    kind: ServiceKind
    name: string
    alternate_name: string | null
    description: string | null
    url: string | null
    email: string | null
    status: 'active' | 'inactive' | 'defunct' | 'temporarily closed'
    interpretation_services: string | null
    application_process: string | null
    fees_description: string | null
    fees: string | null
    wait_time: string | null
    accreditations: string | null
    eligibility_description: string | null
    minimum_age: number | null
    maximum_age: number | null
    assured_date: string | null
    assurer_email: string | null
    licenses: string | null
    alert: string | null
    last_modified: Date | null
    modified_at: Generated<Date>
  }
  service_at_location: { id: string; service_id: string; location_id: string; description: string | null }
  phone: {
    id: string
    location_id: string | null
    service_id: string | null
    organization_id: string | null
    service_at_location_id: string | null
    contact_id: string | null
    number: string
    extension: string | null
    type: string | null
    description: string | null
  }
  schedule: {
    id: string
    service_id: string | null
    location_id: string | null
    service_at_location_id: string | null
    valid_from: string | null
    valid_to: string | null
    dtstart: string | null
    timezone: string | null
    until: string | null
    count: number | null
    wkst: string | null
    freq: 'WEEKLY' | 'MONTHLY' | null
    interval: number | null
    byday: string | null
    byweekno: string | null
    bymonthday: string | null
    byyearday: string | null
    description: string | null
    opens_at: string | null
    closes_at: string | null
    schedule_link: string | null
    attending_type: string | null
    notes: string | null
  }
  cost_option: {
    id: string
    service_id: string
    valid_from: string | null
    valid_to: string | null
    option: string | null
    currency: string | null
    amount: string | null
    amount_description: string | null
  }
  language: {
    id: string
    service_id: string | null
    location_id: string | null
    phone_id: string | null
    organization_id: string | null
    name: string | null
    code: string | null
    note: string | null
  }
  taxonomy: { id: string; name: string; description: string | null; uri: string | null; version: string | null }
  taxonomy_term: {
    id: string
    code: string | null
    name: string
    description: string | null
    parent_id: string | null
    taxonomy: string | null
    language: string | null
    taxonomy_id: string | null
    term_uri: string | null
  }
  attribute: {
    id: string
    link_id: string
    link_type: string | null
    link_entity: string
    taxonomy_term_id: string | null
    value: string | null
    label: string | null
  }
  program: {
    id: string
    organization_id: string | null
    name: string
    alternate_name: string | null
    description: string | null
  }
  contact: {
    id: string
    organization_id: string | null
    service_id: string | null
    service_at_location_id: string | null
    location_id: string | null
    name: string | null
    title: string | null
    department: string | null
    email: string | null
  }
  url: { id: string; label: string | null; url: string; organization_id: string | null; service_id: string | null }
  funding: { id: string; organization_id: string | null; service_id: string | null; source: string | null }
  service_area: {
    id: string
    service_id: string | null
    service_at_location_id: string | null
    name: string | null
    description: string | null
    extent: string | null
    extent_type: string | null
    uri: string | null
  }
  required_document: { id: string; service_id: string | null; document: string | null; uri: string | null }
  unit: { id: string; name: string; scheme: string | null; identifier: string | null; uri: string | null }
  service_capacity: {
    id: string
    service_id: string | null
    unit_id: string | null
    available: string
    maximum: string | null
    description: string | null
    updated: Date
  }
  metadata: {
    id: string
    resource_id: string
    resource_type: string
    last_action_date: string
    last_action_type: string
    field_name: string
    previous_value: string | null
    replacement_value: string | null
    updated_by: string
    recorded_at: Generated<Date>
  }
  meta_table_description: { id: string; name: string | null; language: string | null; character_set: string | null }
}

/** What is ours alone beside the standard's tables. */
export interface KeptTables {
  deleted_record: { id: string; resource_type: string; deleted_at: Generated<Date>; replaced_by: string | null }
  given_value: { id: string; thing_id: string; field: string; thing_type: string; value: string }
  sent_record: { organization_id: string; sent_at: Date; rows: number }
}

/** Keys of partners' programs, and how far each was told of changes. */
export interface PartnerTables {
  partner_key: {
    id: string
    organization_id: string
    label: string
    hash: string
    created_at: Date
    used_on: string | null
    ended_at: Date | null
    url: string | null
    told_until: Date
    try_at: Date
    failures: Generated<number>
    failing_since: Date | null
  }
}

export interface AxisTables {
  axis_fact: {
    id: string
    thing_id: string
    thing_type: 'service' | 'location'
    feature: AxisFeature
    present: boolean
    note: string | null
    told_by: string
    told_on: string
  }
}

/** Reading a source, step by step, and what it gave last. */
export interface ImportTables {
  import_run: {
    id: string
    source_id: string
    label: string
    fingerprint: string
    state: 'reading' | 'ready' | 'writing' | 'done' | 'refused' | 'undone'
    reason: string | null
    started_at: Date
    touched_at: Date
    finished_at: Date | null
    done_batch: Generated<string>
    last_batch: Generated<string>
    taken: Generated<unknown>
    not_read: Generated<unknown>
    inserted: Generated<number>
    updated: Generated<number>
    unchanged: Generated<number>
    defects: Generated<number>
    kept: Generated<number>
    licence: string | null
    preview: unknown | null
    columns_read: unknown | null
    missing: Generated<number>
    is_part: Generated<boolean>
  }
  import_upload: { run_id: string; name: string; bytes: Buffer }
  import_row: {
    run_id: string
    kind: string
    id: string
    batch: string | null
    position: string
    parents: Generated<string[]>
    body: unknown
  }
  import_defect: {
    run_id: string
    position: string
    file: string
    line: number
    field: string | null
    problem: string
    done: string
  }
  import_difference: {
    run_id: string
    thing_id: string
    field: string
    kind: string
    ours: string | null
    theirs: string | null
  }
  missing_record: {
    thing_id: string
    thing_kind: 'service' | 'place' | 'organisation'
    source_id: string
    since: Date
    cycle_id: string | null
  }
  imported_record: { id: string; kind: string; source_id: string; fields: unknown; digest: string }
}

export interface PublicTables {
  /** Contacts as anybody may read them: without the name and address of whoever works for a confidential place. */
  public_contact: {
    id: string
    organization_id: string | null
    service_id: string | null
    service_at_location_id: string | null
    location_id: string | null
    name: string | null
    title: string | null
    department: string | null
    email: string | null
    /** They work where nobody may know the place. */
    hidden: boolean
  }
  /** What a source wrote where no column of ours holds anything; nothing of a confidential place. */
  public_given: { id: string; thing_id: string; thing_type: string; field: string; value: string }
}

/** Records that became one, and pairs that only look alike. */
export interface MergeTables {
  merge: {
    id: string
    kind: 'organization' | 'service' | 'location'
    kept_id: string
    dropped_id: string
    before: unknown
    merged_at: Date
    undone_at: Date | null
  }
  not_duplicate: { one_id: string; other_id: string; decided_at: Date }
}

export interface DirectoryTables
  extends OwnTables,
    KeptTables,
    ImportTables,
    MergeTables,
    OrganisationTables,
    PlaceTables,
    AxisTables,
    FreshnessTables,
    PublicTables,
    PartnerTables {}

type Listed =
  | 'source'
  | 'organization'
  | 'organization_identifier'
  | 'location'
  | 'address'
  | 'accessibility'
  | 'ground'
  | 'given_value'
  | keyof OwnTables

/** Rows to write, table by table, each thing whole: its children that are not among them are gone. */
export type Listings = { [Table in Listed]: Insertable<DirectoryTables[Table]>[] }
