export const mergeKinds = ['organization', 'service', 'location'] as const
export type MergeKind = (typeof mergeKinds)[number]

export const likenesses = ['identifier', 'name', 'phone', 'address', 'near', 'website', 'organization'] as const
export type Likeness = (typeof likenesses)[number]

const weights: Record<Likeness, number> = {
  identifier: 60,
  name: 40,
  phone: 30,
  address: 30,
  near: 15,
  website: 20,
  organization: 10,
}

/** From here on two records are shown as perhaps the same. */
export const likely = 50

/** How alike two records are, 0 to 100: a shared identifier alone is enough, a shared name needs something besides. */
export const likenessOf = (alike: readonly Likeness[]): number =>
  Math.min(
    100,
    [...new Set(alike)].reduce((sum, one) => sum + weights[one], 0),
  )

/** What may be chosen field by field. Where a record comes from and its place in the tables go with the record that is kept. */
export const mergeFields = {
  organization: [
    'name',
    'alternate_name',
    'description',
    'email',
    'website',
    'tax_id',
    'tax_status',
    'legal_status',
    'year_incorporated',
  ],
  service: [
    'name',
    'alternate_name',
    'description',
    'url',
    'email',
    'status',
    'application_process',
    'fees_description',
    'eligibility_description',
    'minimum_age',
    'maximum_age',
    'interpretation_services',
    'wait_time',
    'alert',
  ],
  location: ['name', 'alternate_name', 'description', 'transportation', 'url'],
} as const satisfies Record<MergeKind, readonly string[]>

export type MergeField = (typeof mergeFields)[MergeKind][number]

/** Tables whose rows hang on a record, and by which column. */
export const hangsOn: Record<MergeKind, readonly { table: string; column: string }[]> = {
  organization: [
    ...[
      'service',
      'program',
      'location',
      'organization_identifier',
      'contact',
      'phone',
      'url',
      'funding',
      'language',
    ].map((table) => ({
      table,
      column: 'organization_id',
    })),
    { table: 'organization', column: 'parent_organization_id' },
    { table: 'attribute', column: 'link_id' },
  ],
  service: [
    ...[
      'service_at_location',
      'contact',
      'phone',
      'schedule',
      'cost_option',
      'language',
      'url',
      'funding',
      'service_area',
      'required_document',
      'service_capacity',
    ].map((table) => ({ table, column: 'service_id' })),
    { table: 'attribute', column: 'link_id' },
  ],
  location: [
    ...['service_at_location', 'address', 'accessibility', 'contact', 'phone', 'schedule', 'language'].map((table) => ({
      table,
      column: 'location_id',
    })),
    { table: 'attribute', column: 'link_id' },
  ],
}

/** Columns by which two rows of a table say the same: the second one goes, rather than that a page says it twice. */
export const sameBy: Partial<Record<string, readonly string[]>> = {
  service_at_location: ['service_id', 'location_id'],
  phone: [
    'number',
    'extension',
    'service_id',
    'location_id',
    'organization_id',
    'service_at_location_id',
    'contact_id',
  ],
  language: ['name', 'code', 'service_id', 'location_id', 'phone_id', 'organization_id'],
  url: ['url', 'organization_id', 'service_id'],
  attribute: ['link_id', 'taxonomy_term_id', 'value'],
  address: ['location_id', 'address_1', 'address_2', 'postal_code'],
  schedule: [
    'service_id',
    'location_id',
    'service_at_location_id',
    'byday',
    'opens_at',
    'closes_at',
    'description',
    'valid_from',
    'valid_to',
  ],
  organization_identifier: ['organization_id', 'identifier_type', 'identifier'],
}
