import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theProgram } from '#kernel/facts/record.ts'
import { importListings } from '#slices/directory/commands.ts'
import { idFor, noListings, row } from '#slices/directory/listing/rules.ts'
import { type CastMember, cast, seedCast } from '#slices/people/seed.ts'
import { type Town, town } from './town.ts'

let here: Town
let valley: Awaited<ReturnType<Town['database']['addCommunity']>>
/** Ids of the valley's things, by the word that stands before them in a path. */
let foreign: Record<string, string>

const canary = 'ValleyCanary'

const listings = (organisation: string) => {
  const rows = noListings()
  const since = { source_id: 'v', source_date: '2026-06-01', source_key: '1' }
  const bare = { url: null, licence: 'CC0', licence_url: null, attribution: null, published_on: null }
  const place = { kind: 'venue', zone: 'Europe/London', holiday_region: 'GB-EAW' } as const
  const ids = { service: idFor('v', 'service', '1'), place: idFor('v', 'location', '1') }
  rows.source.push({ id: 'v', name: canary, ...bare })
  rows.organization.push(row('organization', { ...since, id: organisation, name: canary }))
  rows.service.push(
    row('service', {
      ...since,
      id: ids.service,
      organization_id: organisation,
      kind: 'other',
      name: canary,
      status: 'active',
    }),
  )
  rows.location.push(row('location', { ...since, ...place, id: ids.place, name: canary }))
  return { rows, ids }
}

const owner = async (text: string, values: unknown[] = []) => {
  const client = await here.database.owner.connect()
  try {
    await client.query(`set search_path to "${valley.schema}", extensions, public`)
    return (await client.query(text, values)).rows
  } finally {
    await client.query('reset search_path')
    client.release()
  }
}

const groupIn = async (host: string) => {
  const id = randomUUID()
  await owner(
    `insert into "group" (id, kind, name, about, joining, hidden, confidential, adults, questions, agreement, agreement_version, founded_at)
      values ($1, 'interest', $2, $2, 'open', false, false, false, '{}', '', 0, now())`,
    [id, canary],
  )
  await owner(
    `insert into group_member (group_id, person_id, handle, state, host, since) values ($1, $2, gen_random_uuid(), 'member', true, now())`,
    [id, host],
  )
  const post = randomUUID()
  await owner(
    `insert into post (id, group_id, author_id, text, made_at, active_at, once, confidential) values ($1, $2, $3, $4, now(), now(), gen_random_uuid(), false)`,
    [post, id, host, canary],
  )
  return { group: id, post }
}

beforeAll(async () => {
  here = await town({ unlimited: true })
  valley = await here.database.addCommunity({
    slug: 'valley',
    name: 'Valley',
    zone: 'Europe/London',
    hosts: ['valley.example'],
    demo: true,
  })
  const organisation = randomUUID()
  const people = await seedCast(valley, { organisationId: organisation })
  await owner('update person set name = $1 where id = $2', [canary, people.joe])
  const { rows, ids } = listings(organisation)
  await importListings(valley.write, theProgram, rows, new Date())
  const { group, post } = await groupIn(people.joe)
  foreign = {
    services: ids.service,
    places: ids.place,
    organisations: organisation,
    people: people.joe,
    groups: group,
    posts: post,
  }
  for (const who of Object.keys(cast) as CastMember[]) await here.as(who)
})
afterAll(() => here.stop())

/** A path with the valley's ids in every place that takes one. */
const withForeign = (at: string) =>
  at
    .split('/')
    .map((part, place, parts) => {
      if (!part.startsWith(':')) return part
      if (part === ':kind') return 'group'
      return foreign[parts[place - 1] ?? ''] ?? (part === ':post' ? foreign.posts! : foreign.groups!)
    })
    .join('/')

const contents = async () => {
  const tables = await owner(
    `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  )
  const counts: string[] = []
  for (const { name } of tables.filter((table) => !['migration', 'schedule_run'].includes(table.name))) {
    const [found] = await owner(
      `select count(*)::int as n, coalesce(sum(hashtext(t::text)::bigint), 0)::text as h from "${name}" t`,
    )
    counts.push(`${name} ${found.n} ${found.h}`)
  }
  return counts
}

const everybody = [null, 'maryam', 'joe', 'nasreen', 'grace', 'ade', 'ruth', 'helen'] as (CastMember | null)[]
const valleyHost = { host: 'valley.example' }

describe('what is of one community', () => {
  test('is there in its own, or the rest of this file would prove nothing', async () => {
    const visitor = await here.as(null)
    for (const at of [`/services/${foreign.services}`, `/places/${foreign.places}`, `/groups/${foreign.groups}`])
      expect([at, (await (await visitor.get(at, valleyHost)).text()).includes(canary)]).toEqual([at, true])
  })

  test.each(everybody)(
    'peer 6 and 7: %s finds nothing of another community by its ids, on any page, feed or list',
    async (who) => {
      const client = await here.as(who)
      for (const route of here.routes.filter(({ method }) => method === 'GET')) {
        const answer = await client.get(withForeign(route.path))
        if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
          await answer.body?.cancel()
          continue
        }
        expect([route.path, (await answer.text()).includes(canary)]).toEqual([route.path, false])
      }
    },
    60_000,
  )

  test.each(['maryam', 'grace', 'ade', 'helen'] as const)(
    'peer 6: %s changes nothing in another community by its ids',
    async (who) => {
      const before = await contents()
      const client = await here.as(who)
      for (const route of here.routes.filter(({ method, path }) => method !== 'GET' && path.includes(':'))) {
        const answer = await client.post(withForeign(route.path), { reason: 'spam', text: 'x', words: 'x' })
        expect([route.path, answer.status < 500]).toEqual([route.path, true])
      }
      expect(await contents()).toEqual(before)
    },
    60_000,
  )

  test('peer 6: a session of one is nobody in the other', async () => {
    for (const who of ['helen', 'ruth'] as const) {
      const client = await here.as(who)
      const answer = await client.get('/account', valleyHost)
      expect([who, answer.status]).toEqual([who, 303])
      expect(answer.headers.get('location')).toContain('/sign-in')
    }
  })
})

describe('peer 7: whose data a query reads is decided in one place', () => {
  test('no table has a column for the community: a connection of one cannot name another’s', async () => {
    const rows = await here.sql`select table_name, column_name from information_schema.columns
      where table_schema = current_schema() and column_name ~ '^(community|tenant)(_id)?$'`
    expect(rows).toEqual([])
  })

  test('the connection of one community knows no table of the other', async () => {
    const { rows } = await here.database.owner.query(
      `select count(*)::int as n from information_schema.tables where table_schema = $1`,
      [valley.schema],
    )
    expect(rows[0].n).toBeGreaterThan(50)
    const seen = await here.community.write
      .selectFrom('organization' as never)
      .selectAll()
      .execute()
    expect(JSON.stringify(seen)).not.toContain(canary)
  })
})
