import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#test/town.ts'
import { importHsds } from '../hsds/commands.ts'
import { likelyPairs } from './queries.ts'
import { likely, likenessOf } from './rules.ts'

const now = new Date('2026-11-21T12:00:00Z')
let here: Awaited<ReturnType<typeof town>>

const files = (phone: string) => ({
  'organizations.csv': 'id,name,tax_id\n1,Quay Trust,770077\n2,The Quay Trust Ltd,770077\n3,Hill Club,\n',
  'services.csv': 'id,organization_id,name,description\n10,1,Tea,Old words\n11,2,Tea,New words\n12,3,Chess,\n',
  'locations.csv': 'id,name,latitude,longitude\n20,Quay Hall,53.42,-2.32\n21,The Quay Hall,53.42,-2.32\n',
  'addresses.csv': 'id,location_id,address_1,postal_code\n30,20,4 Quay,M33 1AA\n31,21,4 Quay,M33 1AA\n',
  'service_at_location.csv': 'id,service_id,location_id\n40,10,20\n41,11,21\n',
  'phones.csv': `id,service_id,number\n50,10,555 0140\n51,11,555 0140\n52,11,${phone}\n`,
})

const bring = async (phone = '555 0141') => {
  const where = await mkdtemp(path.join(tmpdir(), 'wellmet-merge-'))
  for (const [name, text] of Object.entries(files(phone))) await writeFile(path.join(where, name), text)
  return importHsds(where, here.community, { now, source: { id: 'quay' } })
}

beforeAll(async () => {
  here = await town({ unlimited: true })
  await bring()
})
afterAll(() => here.stop())

const everything = () =>
  here.sql`select (select json_agg(o order by o.id) from (select id, name from organization where source_id = 'quay') o) as organisations,
    (select json_agg(s order by s.id) from (select id, name, description, organization_id from service) s) as services,
    (select json_agg(p order by p.id) from (select id, service_id, number from phone) p) as phones,
    (select json_agg(x order by x.id) from (select id, service_id, location_id from service_at_location) x) as at`

test('a shared number is enough, a shared name alone is not', () => {
  expect(likenessOf(['identifier'])).toBeGreaterThanOrEqual(likely)
  expect(likenessOf(['name'])).toBeLessThan(likely)
  expect(likenessOf(['name', 'phone'])).toBeGreaterThanOrEqual(likely)
})

test('likely pairs are found by number, name, phone, address and spot; others are not', async () => {
  const of = async (kind: 'organization' | 'service' | 'location') =>
    (await likelyPairs(here.community.read, kind)).map(({ oneName, otherName }) =>
      [oneName, otherName].sort().join(' = '),
    )
  expect(await of('organization')).toEqual(['Quay Trust = The Quay Trust Ltd'])
  expect(await of('service')).toEqual(['Tea = Tea'])
  expect(await of('location')).toEqual(['Quay Hall = The Quay Hall'])
})

test('two services become one with the words that were chosen; the feed says what replaced it; undo parts them exactly', async () => {
  const before = await everything()
  const [pair] = await likelyPairs(here.community.read, 'service')
  const helen = await here.as('helen')
  const at = `/directory/duplicates/service/${pair!.one}/${pair!.other}`
  expect(await (await helen.get(at)).text()).toContain('Old words')
  const [old] = await here.sql`select id from service where description = 'Old words'`
  const keep = old!.id === pair!.one ? 'one' : 'other'
  const answer = await helen.post(at, { keep, description: keep === 'one' ? 'other' : 'one' })
  expect(answer.status).toBe(303)
  expect(await here.sql`select id, description from service where name = 'Tea'`).toEqual([
    { id: old!.id, description: 'New words' },
  ])
  expect(await here.sql`select number from phone where service_id = ${old!.id} order by 1`).toEqual([
    { number: '555 0140' },
    { number: '555 0141' },
  ])
  expect(await here.sql`select replaced_by from deleted_record where resource_type = 'service'`).toEqual([
    { replaced_by: old!.id },
  ])
  expect(await here.sql`select distinct thing from finding where title = 'Tea'`).toEqual([{ thing: old!.id }])

  await bring('555 0149')
  expect(await here.sql`select count(*)::int as count from service where name = 'Tea'`).toEqual([{ count: 1 }])
  await bring()

  const [merge] = await here.sql`select id from merge`
  expect((await helen.post(`/directory/merges/${merge!.id}/undo`)).status).toBe(303)
  expect((await helen.post(`/directory/merges/${merge!.id}/undo`)).status).toBe(404)
  expect(await everything()).toEqual(before)
  expect(await here.sql`select id from deleted_record`).toEqual([])
})

test('two that only look alike are not shown again', async () => {
  const [pair] = await likelyPairs(here.community.read, 'organization')
  const helen = await here.as('helen')
  await helen.post(`/directory/duplicates/organization/${pair!.one}/${pair!.other}/different`)
  expect(await likelyPairs(here.community.read, 'organization')).toEqual([])
})

test('rule 1: a secret place is in no pair and cannot be merged', async () => {
  const [pair] = await likelyPairs(here.community.read, 'location')
  await here.sql`select hide_location(${pair!.one})`
  expect(await likelyPairs(here.community.read, 'location')).toEqual([])
  const helen = await here.as('helen')
  expect((await helen.get(`/directory/duplicates/location/${pair!.one}/${pair!.other}`)).status).toBe(404)
  expect((await helen.post(`/directory/duplicates/location/${pair!.one}/${pair!.other}`, { keep: 'one' })).status).toBe(
    404,
  )
})

test('peer 2: two ids of different things, or the same one twice, are 404 and write nothing', async () => {
  const [service] = await here.sql`select id from service limit 1`
  const [organisation] = await here.sql`select id from organization where source_id = 'quay' limit 1`
  const helen = await here.as('helen')
  for (const [one, other] of [
    [service!.id, organisation!.id],
    [service!.id, service!.id],
  ])
    expect((await helen.post(`/directory/duplicates/service/${one}/${other}`, { keep: 'one' })).status).toBe(404)
  expect((await (await here.as('maryam')).get('/directory/duplicates')).status).not.toBe(200)
})

test('the same service from two sources is found by its name and its organisation’s, though no id is the same', async () => {
  for (const source of ['north', 'south']) {
    const where = await mkdtemp(path.join(tmpdir(), 'wellmet-merge-'))
    await writeFile(path.join(where, 'organizations.csv'), `id,name\n1,Moor House${source === 'north' ? ' Ltd' : ''}\n`)
    await writeFile(path.join(where, 'services.csv'), 'id,organization_id,name\n10,1,Knitting circle\n')
    await importHsds(where, here.community, { now, source: { id: source } })
  }
  const pairs = await likelyPairs(here.community.read, 'service')
  expect(pairs.filter(({ oneName }) => oneName === 'Knitting circle')).toMatchObject([
    { otherName: 'Knitting circle', alike: expect.arrayContaining(['name', 'organization']) },
  ])
})
