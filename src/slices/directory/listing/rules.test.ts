import { v5 } from 'uuid'
import { expect, test } from 'vitest'
import { traffordListings } from '../trafford/seed.ts'
import { idFor, inBatches } from './rules.ts'

test('an id depends on source, table and key alone', () => {
  expect(idFor('a', 'service', '1')).toBe(idFor('a', 'service', '1'))
  expect(new Set([idFor('a', 'service', '1'), idFor('b', 'service', '1'), idFor('a', 'location', '1')]).size).toBe(3)
})

test('an id is a UUID of version 5, as any other program reckons it', () => {
  for (const key of ['1', '', 'Niño · 東京', 'x'.repeat(5_000)])
    expect(idFor('a', 'service', key)).toBe(v5(`a\nservice\n${key}`, 'b8f1c0de-5a0e-5c0d-9a7b-0d1f2a3b4c5d'))
})

test('in batches nothing is lost, nothing comes twice, and nothing refers to what comes later', () => {
  const { listings } = traffordListings()
  const batches = inBatches(listings, 100)
  for (const table of Object.keys(listings) as (keyof typeof listings)[]) {
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
    expect([table, ids(batches.flatMap((batch): { id: string }[] => batch[table]))]).toEqual([
      table,
      ids(listings[table]),
    ])
  }
  const there = new Set<string>()
  for (const batch of batches) {
    for (const { id } of [...batch.organization, ...batch.location, ...batch.service]) there.add(id)
    for (const { organization_id } of [...batch.location, ...batch.service]) {
      expect(organization_id === null || there.has(organization_id!)).toBe(true)
    }
    for (const { service_id, location_id } of batch.service_at_location) {
      expect(there.has(service_id) && there.has(location_id)).toBe(true)
    }
  }
})
