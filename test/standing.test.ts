import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { anyone } from '#kernel/routes/access.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { importListings } from '#slices/directory/commands.ts'
import { idFor, noListings, row } from '#slices/directory/listing/rules.ts'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import type { CastMember } from '#slices/people/seed.ts'
import { contentsOf } from './contents.ts'
import { founded, words } from './talk.ts'
import { type Client, type Town, town } from './town.ts'

let here: Town
let group: string
let said: string
let organisation: string

const evil = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "'onmouseover='alert(1)",
  '[x](javascript:alert(1))',
].join(' ')
const ids = { service: idFor('e', 'service', '1'), place: idFor('e', 'location', '1') }

/** Rows as a careless or hostile source would send them: mark-up in every text. */
const hostile = () => {
  const rows = noListings()
  const since = { source_id: 'e', source_date: '2026-06-01', source_key: '1' }
  const texts = { name: `Soup ${evil}`, alternate_name: evil, description: evil }
  rows.source.push({
    id: 'e',
    name: evil,
    url: null,
    licence: evil,
    licence_url: null,
    attribution: evil,
    published_on: null,
  })
  rows.organization.push(row('organization', { ...since, id: organisation, ...texts }))
  rows.service.push(
    row('service', {
      ...since,
      ...texts,
      id: ids.service,
      organization_id: organisation,
      kind: 'other',
      status: 'active',
    }),
  )
  const place = {
    kind: 'venue',
    transportation: evil,
    area: evil,
    zone: 'Europe/London',
    holiday_region: 'GB-EAW',
  } as const
  rows.location.push(row('location', { ...since, ...texts, ...place, id: ids.place }))
  return rows
}

beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedProfiles(here.community, here.ids)
  const [grant] = await here.sql`select scope from role_grant where person_id = ${here.ids.grace} and scope is not null`
  organisation = String(grant!.scope)
  await importListings(here.community.write, theProgram, hostile(), new Date())
  group = await founded(here, { members: ['maryam', 'ade', 'ruth', 'helen'], hosts: ['joe'] })
  await (await here.as('maryam')).post(`/groups/${group}/posts`, words(`Hello ${evil}`))
  const [post] = await here.sql`select id from post`
  said = String(post!.id)
  for (const who of ['joe', 'ade', 'ruth', 'helen'] as const) await here.as(who)
})
afterAll(() => here.stop())

const somebody = '0190c2f8-6b1a-7c3e-9f00-0123456789ab'

/** The address of something that is there, as far as we know one; else of nothing. */
const real = (at: string) =>
  at
    .replace('/services/:id', `/services/${ids.service}`)
    .replace('/places/:id', `/places/${ids.place}`)
    .replace('/organisations/:id', `/organisations/${organisation}`)
    .replace('/people/:id', `/people/${here.ids.joe}`)
    .replace('/groups/:id', `/groups/${group}`)
    .replace('/posts/:post', `/posts/${said}`)
    .replace('/report/:kind/:id', `/report/person/${here.ids.joe}`)
    .replace(/:\w+/gu, somebody)

const gets = () => here.routes.filter(({ method }) => method === 'GET')

/** Streams never end by themselves. */
const letGo = async (answer: Response) => {
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) await answer.body?.cancel()
  else await answer.arrayBuffer()
}

const passing = ['session', 'migration', 'schedule_run']

/** Everything that is stored, but for marks of passing by. */
const contents = () => contentsOf(here, passing)

describe('looking', () => {
  test.each([null, 'maryam', 'ruth', 'helen'] as (CastMember | null)[])(
    'peer 34 and 18: %s opens every address, by GET and by HEAD, and nothing is changed by it',
    async (who) => {
      const client = await here.as(who)
      const before = await contents()
      for (const route of gets())
        for (const method of ['GET', 'HEAD']) await letGo(await client.send(real(route.path), { method }))
      expect(await contents()).toEqual(before)
    },
    120_000,
  )

  test('rule 23: whoever looks for help gets no cookie, with or without words to look for', async () => {
    const open = gets().filter(
      ({ access, shows, withoutToken }) => access === anyone && shows === 'public' && withoutToken === null,
    )
    expect(open.length).toBeGreaterThan(15)
    // A form that somebody opens needs its token, and that a cookie for the while; reading needs none.
    const sends = new Set(here.routes.filter(({ method }) => method === 'POST').map(({ path: at }) => at))
    for (const route of open.filter((one) => !sends.has(one.path))) {
      const visitor = await here.as(null)
      for (const query of ['', '?q=food&near=M33&free=1']) {
        const answer = await visitor.get(`${real(route.path)}${query}`)
        expect([route.path, answer.headers.getSetCookie()]).toEqual([route.path, []])
        await letGo(answer)
      }
    }
  }, 60_000)
})

const marks = [/^<img src=x/iu, /^<script>/iu, /\son\w+=/iu, /(?:href|src|action)=["']?\s*javascript:/iu]

/** Looks at tags alone, and at what stands in an attribute only where it is an address. */
const found = (html: string) => {
  const tags = html.match(/<[a-z](?:"[^"]*"|[^">])*>/giu) ?? []
  const plain = tags.map((tag) =>
    tag.replaceAll(/="[^"]*"/gu, (value) => (/^="\s*javascript:/iu.test(value) ? value : '=""')),
  )
  return marks.filter((mark) => plain.some((tag) => mark.test(tag))).map(String)
}

describe('peer 12 and 14: mark-up that a source or a member wrote', () => {
  test('is text on every page that shows it, and the guard finds a planted one', async () => {
    expect(found(`<p>${evil}</p>`)).not.toEqual([])
    const shown: string[] = []
    for (const who of [null, 'maryam', 'joe', 'helen'] as const) {
      const client = await here.as(who)
      for (const route of gets().filter(({ kind }) => kind === 'page')) {
        for (const query of keysOf(route).includes('q') ? ['', '?q=soup'] : ['']) {
          const answer = await client.get(`${real(route.path)}${query}`)
          if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
          const html = await answer.text()
          if (html.includes('&lt;img src=x')) shown.push(route.path)
          expect([route.path, found(html)]).toEqual([route.path, []])
        }
      }
    }
    expect(new Set(shown).size).toBeGreaterThan(4)
  }, 120_000)

  test('is no page where it leaves as data', async () => {
    const visitor = await here.as(null)
    for (const route of gets().filter(({ kind, access }) => kind === 'endpoint' && access === anyone)) {
      const answer = await visitor.get(`${real(route.path)}?q=soup`)
      expect([
        route.path,
        answer.headers.get('content-type')?.startsWith('text/html') && answer.status < 300,
      ]).not.toEqual([route.path, true])
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      await letGo(answer)
    }
  })
})

const big = ['999999999', '1e30', '-1', '0.5', 'NaN', '９９９']
const sizes = /^(page|per_?page|limit|size|offset|skip|count|before|after|year|month|days?)$/u

const keysOf = (route: Route) => (route.input && 'shape' in route.input ? Object.keys(route.input.shape as object) : [])

describe('peer 33: nobody keeps the machine busy', () => {
  test('a deep page or a huge size is refused or bounded, everywhere', async () => {
    let asked = 0
    const ask = async (client: Client, address: string) => {
      const answer = await client.get(address)
      expect([address, answer.status < 500]).toEqual([address, true])
      const body = await answer.text()
      expect([address, body.length < 2_000_000]).toEqual([address, true])
      asked++
    }
    const client = await here.as('helen')
    for (const route of gets().filter((one) => keysOf(one).some((key) => sizes.test(key))))
      for (const key of keysOf(route).filter((one) => sizes.test(one)))
        for (const value of big) await ask(client, `${real(route.path)}?${key}=${encodeURIComponent(value)}`)
    expect(asked).toBeGreaterThan(20)
  }, 60_000)

  /** A repetition that is all that a repeated group holds: `(a+)+`, `(?:[a-z]*)*`. */
  const nested = /\((?:\?:)?(?:\\.|[^\\()|])[+*]\)(?:[+*]|\{\d+,\})/u
  const literals = /(?<![\w)\]]\s*)\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[dgimsuvy]*/gu

  const slow = (source: string) =>
    [...source.matchAll(literals)]
      .map(([, body = '']) => body)
      .filter((body) => nested.test(body.replaceAll(/\[(?:[^\]\\]|\\.)*\]/gu, 'c')))

  test('no pattern of ours repeats a repetition, and a planted one is found', () => {
    expect(slow('const bad = /^(a+)+$/u')).toEqual(['^(a+)+$'])
    expect(slow('const bad = /^(?:[a-z]*)*$/u')).toHaveLength(1)
    for (const file of globSync('src/**/*.{ts,tsx}', { cwd: root }))
      expect([file, slow(readFileSync(path.join(root, file), 'utf8'))]).toEqual([file, []])
  })
})

describe('peer 30: no name climbs out of its folder', () => {
  test.each([
    '../package.json',
    '..%2fpackage.json',
    '%2e%2e/%2e%2e/package.json',
    '..\\package.json',
    '..%5c..%5cpackage.json',
    '....//package.json',
    'site.css%00.json',
    `${'a'.repeat(300)}.css`,
    '/etc/passwd',
  ])('%s', async (name) => {
    const visitor = await here.as(null)
    for (const folder of ['/assets/', '/files/', '/icons/', '/letters/']) {
      const answer = await visitor.get(`${folder}${name}`)
      expect([folder, answer.status >= 400 && answer.status < 500]).toEqual([folder, true])
      expect(await answer.text()).not.toMatch(/"dependencies"|root:x:/u)
    }
  })

  test('what people upload is named by its content', async () => {
    const [column] = await here.sql`select data_type from information_schema.columns
      where table_schema = current_schema() and table_name = 'file' and column_name = 'hash'`
    expect(column).toBeDefined()
    const names = await here.sql`select column_name from information_schema.columns
      where table_schema = current_schema() and table_name in ('file', 'file_use') and column_name like '%name%'`
    expect(names).toEqual([])
  })
})
