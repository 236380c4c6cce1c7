import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reactions } from '#app/reactions.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { groupData } from '#slices/groups/mydata/commands.ts'
import { type CastMember, emailOf } from '#slices/people/seed.ts'
import { found, handleOf, join, kept, standing } from '#test/groups.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { textOf } from '#test/talk.ts'
import { type Client, type Town, town } from '#test/town.ts'

let here: Town
let box: Letterbox
let joe: Client
let maryam: Client
let tom: Client
beforeAll(async () => {
  here = await town({ unlimited: true })
  box = letterbox(here, reactions)
  joe = await here.as('joe')
  maryam = await here.as('maryam')
  tom = await here.as('tom')
})
afterAll(async () => {
  await box.stop()
  await here.stop()
})

/** A group of Joe's with some of the cast in it; `hosts` look after it with him. */
const groupWith = async (members: CastMember[], hosts: CastMember[] = [], wish: Record<string, string> = {}) => {
  const id = await found(joe, wish)
  for (const who of [...members, ...hosts]) await join(await here.as(who), id)
  for (const who of hosts) await joe.post(`/groups/${id}/members/${await handleOf(here, id, who)}/host`)
  return id
}

const hostsOf = async (id: string) =>
  (await standing(here, id)).filter(({ host }) => host).map(({ name }) => String(name))

const vet = (who: CastMember) =>
  here.sql`insert into person_check (id, person_id, kind, issuer, reference, until, recorded_by, recorded_at)
    values (gen_random_uuid(), ${here.ids[who]}, 'background', 'Centre', 'X1', now() + interval '1 year', ${here.ids.helen}, now())`

describe('leaving', () => {
  test('leaves at once, tells nobody, and can be undone for an hour with everything as it was', async () => {
    const id = await groupWith(['maryam'])
    expect(await textOf(maryam, `/groups/${id}/leave`)).toContain('Nobody is told')
    expect((await maryam.post(`/groups/${id}/leave`)).headers.get('location')).toBe('/groups')
    expect((await maryam.get(`/groups/${id}/talk`)).status).toBe(404)
    const list = await textOf(maryam, '/groups')
    expect(list).toContain('You have left Sunday walkers.')
    expect((await maryam.post(`/groups/${id}/return`)).headers.get('location')).toContain(`/groups/${id}`)
    expect((await maryam.get(`/groups/${id}/talk`)).status).toBe(200)
    expect((await here.sql`select taken from "group" where id = ${id}`)[0]).toEqual({ taken: 2 })

    await maryam.post(`/groups/${id}/leave`)
    await here.sql`update group_member set since = since - interval '61 minutes' where group_id = ${id}`
    expect(await textOf(maryam, '/groups')).not.toContain('You have left')
    expect((await maryam.post(`/groups/${id}/return`)).status).toBe(404)
    expect((await here.sql`select count(*)::int as n from mail where kind like 'groups.%'`)[0]).toEqual({ n: 0 })
  })

  test('peer 3: nobody goes back in who was removed, refused, or never there', async () => {
    const id = await groupWith(['maryam', 'tom'])
    await joe.post(`/groups/${id}/members/${await handleOf(here, id, 'tom')}/remove`, {
      reason: 'He shouted.',
      days: '7',
    })
    await box.newest('tom@town.example')
    const before = await kept(here)
    for (const who of ['tom', 'grace', 'maryam'] as const)
      expect([who, (await (await here.as(who)).post(`/groups/${id}/return`)).status]).toEqual([who, 404])
    expect(await kept(here)).toBe(before)
  })

  test('a host ends a membership: it holds at once, says why, and is over when its days are over', async () => {
    const id = await groupWith(['tom'])
    const handle = await handleOf(here, id, 'tom')
    const empty = await joe.post(`/groups/${id}/members/${handle}/remove`, { reason: '', days: '7' })
    expect(empty.status).toBe(422)
    await joe.post(`/groups/${id}/members/${handle}/remove`, { reason: 'He shouted at Maryam.', days: '7' })
    expect((await tom.get(`/groups/${id}/talk`)).status).toBe(404)
    expect(await textOf(tom, '/groups')).toContain('He shouted at Maryam.')
    expect((await box.newest('tom@town.example')).text).toContain('He shouted at Maryam.')
    expect((await join(tom, id)).status).toBe(422)
    await here.sql`update group_member set barred_until = barred_until - interval '8 days' where group_id = ${id} and state = 'removed'`
    expect((await join(tom, id)).status).toBe(303)
  })
})

describe('hosts', () => {
  test('when the last host leaves, the longest members and the stewards are asked, and the first who says yes has it', async () => {
    const id = await groupWith(['maryam', 'tom'])
    await joe.post(`/groups/${id}/leave`)
    for (const who of ['maryam', 'tom', 'helen'] as const)
      expect((await box.newest(`${who}@town.example`)).subject).toBe('Sunday walkers needs somebody')
    expect(await textOf(maryam, `/groups/${id}`)).toContain('Nobody looks after this group')
    const answers = await Promise.all([maryam, tom].map((client) => client.post(`/groups/${id}/take-over`)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await hostsOf(id)).toHaveLength(1)
  })

  test('two hosts who leave at the same time never leave a group behind that nobody is asked about', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await groupWith(['tom'], ['maryam'])
      await Promise.all([joe.post(`/groups/${id}/leave`), maryam.post(`/groups/${id}/leave`)])
      expect(await hostsOf(id)).toEqual([])
      const gone = await here.sql`select data from fact where name = 'groups.HostsGone' and data->>'groupId' = ${id}`
      expect(gone).toHaveLength(1)
    }
  })

  test('two hosts who stand down at the same time: one stays', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await groupWith([], ['maryam'])
      await Promise.all([joe, maryam].map((client) => client.post(`/groups/${id}/members/stand-down`)))
      expect(await hostsOf(id)).toHaveLength(1)
    }
  })

  test('where the last person leaves, the group ends, and whoever comes back at once has it again', async () => {
    const id = await found(joe)
    await joe.post(`/groups/${id}/leave`)
    expect((await here.sql`select archived_at is not null as over, taken from "group" where id = ${id}`)[0]).toEqual({
      over: true,
      taken: 0,
    })
    expect(await here.sql`select from finding where id = ${id}`).toEqual([])
    await joe.post(`/groups/${id}/return`)
    expect(await hostsOf(id)).toEqual(['Joe'])
    expect(await here.sql`select from finding where id = ${id}`).toHaveLength(1)
  })

  test('rule 40: erasing a host frees the place, and others are asked to look after the group', async () => {
    const id = await found(tom)
    await join(maryam, id)
    await inTransaction(here.community.write, (tx) => groupData.forget(tx, here.ids.tom, new Date()))
    expect(await standing(here, id)).toEqual([{ name: 'Maryam', state: 'member', host: false }])
    expect((await here.sql`select taken from "group" where id = ${id}`)[0]).toEqual({ taken: 1 })
    expect((await box.newest('maryam@town.example')).subject).toContain('needs somebody')
  })
})

describe('people under eighteen', () => {
  test('rule 25: they come into no group where people support each other, and into none for adults', async () => {
    const sami = await here.as('sami')
    for (const wish of [{ kind: 'support' }, { adults: '1' }] as Record<string, string>[]) {
      const id = await found(joe, wish)
      const answer = await join(sami, id)
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('This group is for adults')])
      expect(await standing(here, id)).toHaveLength(1)
    }
  })

  test('rule 26: they come in only where two adults with papers are, found no group and look after none', async () => {
    const sami = await here.as('sami')
    const id = await groupWith(['nasreen'])
    expect((await join(sami, id)).status).toBe(422)
    await vet('joe')
    expect((await join(sami, id)).status).toBe(303)
    const own = await sami.post('/groups/new', {
      name: 'Mine',
      kind: 'interest',
      about: 'My own group.',
      joining: 'open',
    })
    expect(own.status).toBe(422)
    await joe.post(`/groups/${id}/members/${await handleOf(here, id, 'sami')}/host`)
    expect(await hostsOf(id)).toEqual(['Joe'])
  })

  test('rule 25: whoever turns out to be young is in no group for adults any more, and hears why', async () => {
    const id = await groupWith(['grace'], [], { adults: '1' })
    const helen = await here.as('helen')
    const told = await helen.post('/desk/guardians/age', { email: emailOf('grace'), age: 'minor' })
    expect(told.headers.get('location')).toContain('/desk/guardians')
    const letter = await box.newest(emailOf('grace'))
    expect([letter.kind, letter.text]).toEqual(['groups.adults', expect.stringContaining('You did nothing wrong')])
    expect((await standing(here, id)).filter(({ state }) => state === 'member')).toHaveLength(1)
    const grace = await here.as('grace')
    expect((await grace.post(`/groups/${id}/return`)).status).toBe(404)
    expect((await grace.get(`/groups/${id}/talk`)).status).toBe(404)
    await helen.post('/desk/guardians/age', { email: emailOf('grace'), age: 'adult' })
  })

  test('rule 26: of two adults who leave or are removed at the same time, one cannot', async () => {
    const sami = await here.as('sami')
    await vet('maryam')
    for (let round = 0; round < 3; round++) {
      const id = await groupWith(['nasreen', 'maryam'])
      await join(sami, id)
      await joe.post(`/groups/${id}/members/${await handleOf(here, id, 'maryam')}/host`)
      const nasreen = await here.as('nasreen')
      await Promise.all([
        nasreen.post(`/groups/${id}/leave`),
        joe.post(`/groups/${id}/leave`),
        joe.post(`/groups/${id}/members/${await handleOf(here, id, 'maryam')}/remove`, {
          reason: 'because',
          days: '0',
        }),
      ])
      const left = (await standing(here, id)).filter(({ state, name }) => state === 'member' && name !== 'Sami')
      expect(left.length).toBeGreaterThanOrEqual(2)
    }
  })
})
