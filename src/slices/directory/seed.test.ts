import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { across } from '#kernel/database/database.ts'
import { FindRequest } from '#slices/finder/fields.ts'
import { type Found, find } from '#slices/finder/queries.ts'
import { testDatabase } from '#test/database.ts'
import { refreshOpenings } from './finding/commands.ts'
import { type Loaded, loadTrafford } from './seed.ts'
import { traffordListings } from './trafford/seed.ts'

const now = new Date('2026-11-21T12:00:00Z')
let here: Awaited<ReturnType<typeof testDatabase>>
let first: Loaded
let steps: [number, number][]

const rows = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(here.community.read)).rows
const count = async (table: string) =>
  (await rows(sql<{ n: number }>`select count(*)::int as n from ${sql.ref(table)}`))[0]!.n

beforeAll(async () => {
  here = await testDatabase()
  steps = []
  first = await loadTrafford(here.community, { now, progress: (...step) => steps.push(step) })
})
afterAll(() => here.stop())

describe('the open data of Trafford', () => {
  test('about two thousand things can be found, and progress was told', async () => {
    expect(await count('finding')).toBeGreaterThan(1_600)
    expect(steps.at(-1)![0]).toBe(steps.at(-1)![1])
  })

  test('no row is lost: it is loaded, joined to another record, or refused with a reason', () => {
    for (const { file, rows: given, loaded, joined, refused } of first.accounts) {
      const away = Object.values(refused).reduce((sum, n) => sum + n, 0)
      expect([file, loaded + joined + away]).toEqual([file, given])
    }
  })

  test('loading again changes nothing', async () => {
    const before = await rows(sql`select md5(string_agg(to_jsonb(f)::text, '' order by f.id)) from finding f`)
    const again = await loadTrafford(here.community, { now })
    expect({ inserted: again.inserted, updated: again.updated }).toEqual({ inserted: 0, updated: 0 })
    expect(again.unchanged).toBe(first.inserted)
    expect(await rows(sql`select md5(string_agg(to_jsonb(f)::text, '' order by f.id)) from finding f`)).toEqual(before)
  })

  test('most of the hours that food banks tell can be read, and no text is lost', async () => {
    expect(first.hours).toEqual({ told: 98, read: 82 })
    expect(
      await rows(sql`select count(distinct service_id)::int as n from schedule s where description is not null
      and exists (select from service x where x.id = s.service_id and x.kind = 'food_bank')`),
    ).toEqual([{ n: 98 }])
  })

  test('openings are reckoned anew, and what has run out is gone', async () => {
    const until = async () =>
      (
        await rows(
          sql<{ at: Date }>`select min(opens_until) as at from finding where opens is not null and not isempty(opens)`,
        )
      )[0]!.at
    const later = new Date('2027-01-21T12:00:00Z')
    expect(await refreshOpenings(here.community, later)).toBeGreaterThan(80)
    expect((await until()) > later).toBe(true)
    await refreshOpenings(here.community, now)
    expect((await until()) < later).toBe(true)
  })

  test('no mailbox or position that looks like one person’s own is in the tables', async () => {
    const mails = await rows(sql<{ email: string }>`select email from service where email is not null`)
    expect(mails.filter(({ email }) => /hotmail|gmail|yahoo|talktalk|btconnect/u.test(email))).toEqual([])
    expect(
      await rows(sql`select a.id from address a join location l on l.id = a.location_id
      where l.kind = 'office' and (a.address_1 is not null or a.postal_code like '% %')`),
    ).toEqual([])
  })

  test('no column of a table is forgotten when it is written', async () => {
    const { listings } = traffordListings()
    for (const [table, given] of Object.entries(listings)) {
      const written = new Set(given.flatMap((one) => Object.keys(one)))
      const known = await rows(sql<{ name: string }>`select column_name as name from information_schema.columns
        where table_schema = ${here.community.schema} and table_name = ${table} and column_name <> 'modified_at'`)
      const missing = known.map(({ name }) => name).filter((name) => given.length && !written.has(name))
      expect([table, missing]).toEqual([table, []])
    }
  })

  test('each record says where it comes from', async () => {
    for (const table of ['organization', 'location', 'service']) {
      expect(await rows(sql`select id from ${sql.ref(table)} where source_id is null or source_key is null`)).toEqual(
        [],
      )
    }
    expect(await rows(sql`select id from source where licence is null or attribution is null or url is null`)).toEqual(
      [],
    )
  })
})

/** As people type them, with the town among the words; what a neighbour would call an answer; and how far it may be, in km. */
const questions: [string, RegExp, number?][] = [
  ['food bank in Stretford', /food ?bank/iu, 3],
  ['where can i get food', /food|pantry/iu],
  ['foodbank near M33 7WR', /food ?bank/iu, 4],
  ['foodbnk', /food/iu],
  ['libary sale', /library/iu, 3],
  ['library open in Urmston', /library/iu, 3],
  ['somewhere warm to go in stretford', /library|warm/iu, 3],
  ['swimming for disabled kids Sale', /swimming|disab|autis/iu, 5],
  ['swiming', /swim/iu],
  ['dole', /jobcentre|benefit|advice/iu],
  ['job centre stretford', /jobcentre/iu, 3],
  ['english class', /english|esol/iu],
  ['advice', /advice|advocacy/iu],
  ['cant pay my gas bill', /library|advice|warm|energy|debt/iu],
  ['my mum has dementia', /dementia|alzheimer/iu],
  ['depressed need help', /depress|anxiety|mental|self help/iu],
  ['suicidal', /samaritans/iu],
  ['lonely', /lonel|befriend|listening|company|walks/iu],
  ['autism group for my daughter', /autis/iu],
  ['toddler group timperley', /toddler|playgroup|parent|child/iu, 6],
  ['childcare', /child|nursery|playgroup/iu],
  ['youth club partington', /youth|young people|recreation/iu, 6],
  ['gym Urmston', /gym|fitness|move/iu, 4],
  ['park in Altrincham', /park/iu, 3],
  ['allotmnt', /allotment/iu],
  ['bowls club', /bowling/iu],
  ['church in Sale', /church/iu, 3],
  ['synagogue hale', /synagogue|hebrew/iu],
  ['banco de alimentos', /food/iu],
  ['biblioteca', /library/iu],
  ['iglesia en Sale', /church/iu, 3],
  ['بنك طعام', /food/iu],
  ['wifi', /library/iu],
  ['baby bank', /baby|playgroup|parent|toddler/iu],
  ['toilet in Sale', /.+/u, 3],
  ['food bank old trafford', /food|pantry/iu, 2],
  ['tennis flixton', /tennis/iu, 3],
  ['library M33 7', /library/iu, 3],
  ['autism kids club', /autis/iu],
  ['being evicted', /advice|hous/iu],
  ['gas and electric too dear', /advice|debt|energy/iu],
  ['my wife died and im lonely', /lonel|befriend|listening|bereave|company|walks|social/iu],
  ['clothes for kids', /clothes|clothing|charity shop|uniform/iu],
]

const asked = (q: string): Promise<Found> =>
  find(across(here.community.read), FindRequest.parse({ q, limit: '5' }), {
    now,
    language: 'en',
    communityLanguage: 'en',
  })

test.each(questions)(
  'who types «%s» finds it among the first five, not far from where it was asked for',
  async (q, meant, km) => {
    const { items, without } = await asked(q)
    const said = items.map(({ title, summary, organisation }) => `${title} ${summary} ${organisation ?? ''}`)
    expect(without.words, said.join('\n')).not.toBe('none')
    expect(
      said.some((words) => meant.test(words)),
      said.join('\n'),
    ).toBe(true)
    if (km) expect(items[0]!.metres).toBeLessThan(km * 1_000)
  },
)

test('what merely lies near a park is none', async () => {
  const { items } = await asked('park')
  expect(items.map(({ title }) => title).filter((title) => / near .*park/iu.test(title))).toEqual([])
})
