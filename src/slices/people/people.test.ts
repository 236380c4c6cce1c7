import { expect, test } from 'vitest'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { sessionOf } from '#kernel/session/session.ts'
import { town } from '#test/town.ts'
import { endRole, grantRole, sweepAccounts } from './commands.ts'
import { currentGrants, maybePersonByEmail, personNames } from './queries.ts'
import { seedCast } from './seed.ts'

const factsNamed = (here: Awaited<ReturnType<typeof town>>, name: string) =>
  here.sql`select "by", data from fact where name = ${name} order by id`

test('the cast comes in with its roles, and seeding again changes nothing', async () => {
  const here = await town()
  const state = () =>
    here.sql`select person.*, role, scope from person left join role_grant on person_id = person.id order by email`
  const [before, [tom]] = [
    await state(),
    await here.sql`select scope from role_grant where person_id = ${here.ids.tom}`,
  ]
  expect(await seedCast(here.community, { organisationId: (tom?.scope as string) ?? null })).toEqual(here.ids)
  expect(await state()).toEqual(before)
  const organisationId = newId()
  await seedCast(here.community, { organisationId })
  const roles = await here.sql`select person.name, role from role_grant join person on person.id = person_id
    where scope is null or scope = ${organisationId} order by 1`
  expect(roles).toEqual([
    { name: 'Ade', role: 'moderator' },
    { name: 'Grace', role: 'admin' },
    { name: 'Helen', role: 'steward' },
    { name: 'Joe', role: 'host' },
    { name: 'Nasreen', role: 'navigator' },
    { name: 'Ruth', role: 'safeguarding' },
    { name: 'Tom', role: 'editor' },
  ])
})

test('a community of real people gets no cast with a known password', async () => {
  const here = await town()
  await expect(seedCast({ ...here.community, demo: false }, { organisationId: null })).rejects.toThrow(
    'demo communities alone',
  )
})

test('a role is granted once, shows in the next request, and ends; both are facts with who did it', async () => {
  const here = await town()
  const helen = await here.as('helen')
  const cookie = [...helen.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const steward = await sessionOf(here.community, new Headers({ cookie }), new Date())
  const [scope, now] = [newId(), new Date()]
  const { write, read } = here.community
  for (let time = 0; time < 2; time++)
    await grantRole(write, steward, { personId: here.ids.maryam, role: 'editor', scope }, now)
  const grants = await currentGrants(read, here.ids.maryam, now)
  expect(grants).toMatchObject([{ role: 'editor', scope, until: null }])
  const data = { grantId: grants[0]!.id, personId: here.ids.maryam, role: 'editor', scope }
  expect(await factsNamed(here, 'people.RoleGranted')).toContainEqual({ by: here.ids.helen, data })
  await endRole(write, steward, grants[0]!.id, new Date(now.getTime() + 1))
  expect(await currentGrants(read, here.ids.maryam, new Date(now.getTime() + 2))).toEqual([])
  expect(await factsNamed(here, 'people.RoleEnded')).toEqual([{ by: here.ids.helen, data }])
  await expect(endRole(write, steward, grants[0]!.id, new Date(now.getTime() + 2))).rejects.toThrow()
})

test('a role ends by itself on its day', async () => {
  const here = await town()
  const client = await here.as('maryam')
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const until = new Date(Date.now() + 60_000)
  await grantRole(
    here.community.write,
    { personId: null } as never,
    { personId: here.ids.maryam, role: 'host', scope: null, until },
    new Date(),
  )
  const holds = async (at: Date) => (await sessionOf(here.community, new Headers({ cookie }), at)).holds('host')
  expect([await holds(new Date()), await holds(until)]).toEqual([true, false])
})

test('people are found by address and named by id', async () => {
  const here = await town()
  expect(await maybePersonByEmail(here.community.read, ' Maryam@Town.Example ')).toEqual({
    id: here.ids.maryam,
    name: 'Maryam',
  })
  expect(await maybePersonByEmail(here.community.read, 'nobody@town.example')).toBeNull()
  expect(await personNames(here.community.read, [here.ids.joe, newId()])).toEqual(new Map([[here.ids.joe, 'Joe']]))
})

test('what only waits to be forgotten goes after a day, a session that nobody asked to keep too', async () => {
  const here = await town()
  const client = await here.as('maryam')
  await client.post('/sign-up', { name: 'Later', email: 'later@new.example', password: 'four words for testing' })
  await client.post('/sign-in', { email: 'ghost@town.example', password: 'wrong wrong' })
  const count = async () =>
    (
      await here.sql`select (select count(*)::int from letter_ask) asks, (select count(*)::int from sign_in_try) tries, (select count(*)::int from session) sessions`
    )[0]
  const sweep = (hours: number) =>
    inTransaction(here.community.write, (tx) => sweepAccounts(tx, new Date(Date.now() + hours * 3_600_000)))
  await sweep(23)
  expect(await count()).toEqual({ asks: 1, tries: 1, sessions: 1 })
  await sweep(25)
  expect(await count()).toEqual({ asks: 0, tries: 0, sessions: 0 })
})

test('facts about people hold ids alone: no name, no address', async () => {
  const here = await town()
  await (await here.as('maryam')).post('/account/name', { name: 'Mary Anne', language: '' })
  const facts = JSON.stringify(await here.sql`select name, data from fact`)
  expect(facts).toContain('people.NameChanged')
  for (const word of ['Mary Anne', 'Maryam', 'town.example']) expect(facts).not.toContain(word)
})
