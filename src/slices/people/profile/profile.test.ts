import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#kernel/database/transactions.ts'
import { type Client, type Town, town } from '#test/town.ts'
import type { CastMember } from '../seed.ts'
import { joinedGroup, leftGroup } from './commands.ts'
import { shownNames } from './queries.ts'
import { profileFields } from './rules.ts'
import { seedProfiles } from './seed.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const group = '01900000-0000-7000-8000-00000000aaaa'
const audiencesOf = (audience: string) =>
  Object.fromEntries(profileFields.map((field) => [`${field}_audience`, audience]))
const nothing = Object.fromEntries(profileFields.map((field) => [field, '']))
const form = (given: Record<string, string> = {}) => ({
  name: 'Maryam',
  name_audience: 'members',
  ...nothing,
  ...audiencesOf('nobody'),
  ...given,
})
const save = async (who: CastMember, given: Record<string, string>) =>
  (await here.as(who)).post('/account/profile', form(given))
const see = async (who: CastMember | null, path: string) => {
  const answer = await (await here.as(who)).get(path)
  return { status: answer.status, html: await answer.text() }
}
const mainOf = (html: string) => /<main[\s\S]*<\/main>/u.exec(html)?.[0] ?? ''
const stored = () => here.sql`select field, value, audience from profile_field order by person_id, field`

describe('the form', () => {
  test('rule 16: phone, address and birth year start at nobody', async () => {
    const { html } = await see('joe', '/account/profile')
    for (const field of ['phone', 'address', 'birth_year']) {
      const select = new RegExp(`<select[^>]*name="${field}_audience"[\\s\\S]*?</select>`, 'u').exec(html)![0]
      expect(/<option value="(\w+)" selected/u.exec(select)?.[1]).toBe('nobody')
    }
  })

  test('forces nothing: a name is enough, and what is empty is not kept', async () => {
    expect((await save('maryam', {})).status).toBe(303)
    expect(await stored()).toEqual([])
  })

  test('takes an area by its name, never a street number or a postcode, and keeps what was typed', async () => {
    const before = await stored()
    const answer = await save('maryam', { neighbourhood: '12 Canal Street', wish: 'Company for walks' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('without numbers')
    expect(html).toContain('Company for walks')
    expect(await stored()).toEqual(before)
  })

  test('peer 21: no column can be smuggled in, and an unknown field changes nothing', async () => {
    const before = await here.sql`select * from person order by id`
    for (const extra of [
      'id',
      'person_id',
      'email',
      'email_verified',
      'suspended_until',
      'hidden_at',
      'role',
      'group_id',
    ])
      expect((await save('maryam', { [extra]: '1' })).status).toBe(422)
    expect(await here.sql`select * from person order by id`).toEqual(before)
    expect(await stored()).toEqual([])
  })

  test('peer 22: the person whose profile is saved is the one who is signed in, whatever the form says', async () => {
    await save('joe', { name: 'Joe', about: 'I like trains' })
    expect(await here.sql`select person_id from profile_field`).toEqual([{ person_id: here.ids.joe }])
  })
})

describe('rule 16: each answer has its own audience', () => {
  const secrets = {
    nobody: 'canary-nobody',
    groups: 'canary-groups',
    members: 'canary-members',
    everyone: 'canary-all',
  }
  const seenBy = async (who: CastMember | null) => {
    const { html } = await see(who, `/people/${here.ids.maryam}`)
    return Object.values(secrets).filter((word) => html.includes(word))
  }

  beforeAll(async () => {
    await save('maryam', {
      name_audience: 'everyone',
      phone: secrets.nobody,
      phone_audience: 'nobody',
      about: secrets.groups,
      about_audience: 'groups',
      offer: secrets.members,
      offer_audience: 'members',
      wish: secrets.everyone,
      wish_audience: 'everyone',
      interests: 'chess, Chess, walks',
      interests_audience: 'members',
      languages: 'Farsi',
      languages_audience: 'nobody',
      birth_year: '1985',
      birth_year_audience: 'members',
    })
    await inTransaction(here.community.write, async (tx) => {
      await joinedGroup(tx, here.ids.maryam, group)
      await joinedGroup(tx, here.ids.nasreen, group)
      await joinedGroup(tx, here.ids.nasreen, group)
    })
  })

  test('oneself sees all, a group’s member nearly all, a member less, a visitor what is for everyone', async () => {
    expect(await seenBy('maryam')).toEqual(Object.values(secrets))
    expect(await seenBy('nasreen')).toEqual([secrets.groups, secrets.members, secrets.everyone])
    expect(await seenBy('joe')).toEqual([secrets.members, secrets.everyone])
    expect(await seenBy('helen')).toEqual([secrets.members, secrets.everyone])
    expect(await seenBy(null)).toEqual([secrets.everyone])
  })

  test('the preview shows exactly what others get', async () => {
    for (const [as, who] of [
      ['groups', 'nasreen'],
      ['members', 'joe'],
      ['everyone', null],
    ] as const) {
      const { html } = await see('maryam', `/account/profile/preview?as=${as}`)
      expect(Object.values(secrets).filter((word) => html.includes(word))).toEqual(await seenBy(who))
    }
  })

  test('rule 24: others see ten years of age, never the year', async () => {
    const { html } = await see('joe', `/people/${here.ids.maryam}`)
    expect(html).not.toContain('1985')
    expect(html).toMatch(/\d0 to \d9/u)
  })

  test('peer 1: no parameter of the list adds a field, and the search finds only what the searcher may see', async () => {
    const plain = mainOf((await see('joe', '/people')).html)
    for (const name of ['fields', 'include', 'sort', 'filter', 'user_field_ids', 'select', 'audience', 'hidden'])
      for (const value of ['phone', 'email', 'address,birth_year', '*'])
        expect(mainOf((await see('joe', `/people?${name}=${value}`)).html)).toBe(plain)
    const finds = async (who: CastMember, q: string) =>
      mainOf((await see(who, `/people?q=${encodeURIComponent(q)}`)).html).includes(`/people/${here.ids.maryam}`)
    expect(await finds('joe', 'chess')).toBe(true)
    expect(await finds('joe', 'marya')).toBe(true)
    expect(await finds('joe', secrets.groups)).toBe(false)
    expect(await finds('nasreen', secrets.groups)).toBe(true)
    expect(await finds('joe', 'farsi')).toBe(false)
    expect(await finds('joe', secrets.nobody)).toBe(false)
    expect(await finds('joe', '1985')).toBe(false)
    expect(await finds('joe', '%')).toBe(false)
  })

  test('peer 5: nobody is found by an e-mail address, whole or in part', async () => {
    for (const q of ['maryam@town.example', 'town.example', '@'])
      expect(mainOf((await see('joe', `/people?q=${encodeURIComponent(q)}`)).html)).not.toContain('/people/0')
  })

  test('peer 28: a profile’s page holds no address, hash or session of anybody', async () => {
    for (const path of [`/people/${here.ids.maryam}`, '/people'])
      expect(mainOf((await see('joe', path)).html)).not.toMatch(/town\.example|argon2|hidden_at|name_audience/u)
  })

  test('the list is for members', async () => {
    expect((await see(null, '/people')).html).not.toContain(here.ids.maryam)
  })
})

describe('rule 8: hide me from lists', () => {
  test('leaves a person out for everybody but those in the same group, names of before included', async () => {
    await save('maryam', { hidden: '1', name_audience: 'everyone' })
    const names = async (who: CastMember | null) =>
      (await shownNames(here.community.read, { personId: who && here.ids[who] }, [here.ids.maryam])).get(
        here.ids.maryam,
      )
    expect(await names('nasreen')).toBe('Maryam')
    expect(await names('maryam')).toBe('Maryam')
    for (const who of ['joe', 'helen', null] as const) {
      expect(await names(who)).toBeUndefined()
      expect((await see(who, `/people/${here.ids.maryam}`)).status).toBe(404)
    }
    expect((await see('joe', '/people')).html).not.toContain(here.ids.maryam)
    for (const path of ['/people', '/people?q=maryam'])
      expect((await see('nasreen', path)).html).not.toContain(here.ids.maryam)
    expect((await see('nasreen', `/people/${here.ids.maryam}`)).status).toBe(200)
    expect((await see('maryam', '/people')).html).toContain(here.ids.maryam)
    await inTransaction(here.community.write, (tx) => leftGroup(tx, here.ids.nasreen, group))
    expect(await names('nasreen')).toBeUndefined()
    await save('maryam', { name_audience: 'members' })
    expect(await names('joe')).toBe('Maryam')
    expect(await names(null)).toBeUndefined()
  })
})

/** A page without what differs from one showing to the next: tokens and nonces. */
const still = (html: string): string =>
  html.replace(/name="token" value="[^"]*"/gu, 'token').replace(/nonce="[^"]*"/gu, 'nonce')

const pagesOf = async (client: Client, paths: string[]) =>
  Object.fromEntries(
    await Promise.all(
      paths.map(async (path) => {
        const answer = await client.get(path)
        return [path, [answer.status, still(await answer.text())]] as const
      }),
    ),
  )

describe('children', () => {
  test('are in no list and have no page for strangers, whatever year they tell; their group sees their page alone', async () => {
    const sees = async (who: CastMember) => [
      (await see(who, `/people/${here.ids.sami}`)).status,
      (await see(who, '/people')).html.includes(here.ids.sami),
    ]
    expect(await sees('joe')).toEqual([404, false])
    expect(await sees('sami')).toEqual([200, true])
    await save('sami', { name: 'Sami', name_audience: 'everyone', birth_year: '1980' })
    expect(await sees('joe')).toEqual([404, false])
    await inTransaction(here.community.write, async (tx) => {
      await joinedGroup(tx, here.ids.sami, group)
      await joinedGroup(tx, here.ids.ruth, group)
    })
    expect(await sees('ruth')).toEqual([200, false])
    expect(await sees('joe')).toEqual([404, false])
    await save('tom', { name: 'Tom', birth_year: String(new Date().getUTCFullYear() - 12) })
    expect((await see('joe', `/people/${here.ids.tom}`)).status).toBe(404)
    await save('tom', { name: 'Tom' })
  })
})

describe('rule 9: a block is mutual invisibility', () => {
  test('every page that Joe sees after Ade blocked him is the same, byte for byte, as before Ade existed', async () => {
    const ade = here.ids.ade
    const paths = ['', '/block', '/not-meet'].map((end) => `/people/${ade}${end}`)
    const all = [
      ...paths,
      '/people',
      '/people?q=Ade',
      '/people?q=birds',
      '/account/blocks',
      '/account/not-meet',
      '/account/profile',
    ]
    const joe = await here.as('joe')
    const client = await here.as('ade')
    await client.post('/account/profile', form({ name: 'Ade', interests: 'birds', interests_audience: 'everyone' }))
    const there = await pagesOf(joe, all)
    expect(there[`/people/${ade}`]![0]).toBe(200)
    await here.sql`create table kept as select * from person where id = ${ade}`
    const fields = await here.sql`select * from profile_field where person_id = ${ade}`
    await client.post(`/people/${here.ids.joe}/block`)
    const blocked = await pagesOf(joe, all)
    expect((await joe.post(`/people/${ade}/block`)).status).toBe(404)
    expect((await joe.post(`/people/${ade}/not-meet`)).status).toBe(404)
    expect(await here.sql`select person_id from person_block`).toEqual([{ person_id: ade }])
    expect((await client.get(`/people/${here.ids.joe}`)).status).toBe(404)
    expect(await (await client.get('/people')).text()).not.toContain(here.ids.joe)
    expect(await (await client.get('/account/blocks')).text()).toContain('Joe')
    await here.sql`delete from person where id = ${ade}`
    const before = await pagesOf(joe, all)
    expect(blocked).toEqual(before)
    expect(fields.length).toBe(1)
    await here.sql`insert into person select * from kept`
    await here.sql`drop table kept`
  })

  test('can be undone by who made it, and by nobody else', async () => {
    const nasreen = await here.as('nasreen')
    const tom = await here.as('tom')
    await nasreen.post(`/people/${here.ids.tom}/block`)
    expect((await tom.post(`/account/blocks/${here.ids.nasreen}/end`)).status).toBe(404)
    expect((await nasreen.get(`/people/${here.ids.tom}`)).status).toBe(404)
    expect((await nasreen.post(`/account/blocks/${here.ids.tom}/end`)).status).toBe(303)
    expect((await tom.get(`/people/${here.ids.nasreen}`)).status).toBe(200)
  })
})

describe('the demo’s people', () => {
  test('tell what they tell, and telling it twice changes nothing', async () => {
    await seedProfiles(here.community, here.ids)
    const before = await here.sql`select person_id, field, value, audience from profile_field order by 1, 2`
    expect(before.length).toBeGreaterThan(30)
    await seedProfiles(here.community, here.ids)
    expect(await here.sql`select person_id, field, value, audience from profile_field order by 1, 2`).toEqual(before)
    const phones =
      await here.sql`select audience from profile_field where field = 'address' or (field = 'phone' and audience in ('members', 'everyone'))`
    expect(phones).toEqual([])
    expect((await see('tom', `/people/${here.ids.maryam}`)).html).toContain('canal')
  })
})
