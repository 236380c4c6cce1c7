import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastMember, castMembers, emailOf } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { tellOfChecks } from '../checks/reactions.ts'

const day = 86_400_000
let now = new Date()
let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true, now: () => now })
  now = new Date()
})
afterAll(() => here.stop())

const role = (who: CastMember, given: Record<string, string>) => ({
  email: emailOf(who),
  role: 'moderator',
  scope: '',
  until: '',
  ...given,
})
const paper = (who: CastMember, given: Record<string, string> = {}) => ({
  email: emailOf(who),
  kind: 'background',
  issuer: 'Volunteer centre',
  reference: 'VC-1',
  until: isoDay(new Date(now.getTime() + 100 * day)),
  ...given,
})
const isoDay = (date: Date) => date.toISOString().slice(0, 10)
const grants = () => here.sql`select id, person_id, role, scope, until from role_grant order by id`
const grantOf = async (who: CastMember, name: string) =>
  (
    await here.sql`select id from role_grant where person_id = ${here.ids[who]} and role = ${name}
    and (until is null or until > ${now})`
  )[0]?.id as string | undefined
const status = async (who: CastMember, path: string) => (await (await here.as(who)).get(path)).status

describe('roles are given by somebody, for something, until a day', () => {
  test('a steward trusts somebody until a day; the person sees it, and by whom', async () => {
    const until = isoDay(new Date(now.getTime() + 10 * day))
    const answer = await (await here.as('helen')).post('/steward/roles', role('maryam', { until }))
    expect(answer.status).toBe(303)
    const html = await (await (await here.as('maryam')).get('/account/roles')).text()
    for (const words of ['Moderator', 'The whole community', 'Given by Helen']) expect(html).toContain(words)
    expect(await here.sql`select granted_by from role_grant where person_id = ${here.ids.maryam}`).toEqual([
      { granted_by: here.ids.helen },
    ])
    expect(await here.sql`select "by" from fact where name = 'people.RoleGranted' order by id desc limit 1`).toEqual([
      { by: here.ids.helen },
    ])
  })

  test('peer 23: nobody trusts themselves, and the form says so', async () => {
    const before = await grants()
    const answer = await (await here.as('helen')).post('/steward/roles', role('helen', {}))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Nobody gives a role to themselves')
    expect(await grants()).toEqual(before)
  })

  test('nobody but a steward finds these pages, and a refused form writes nothing', async () => {
    const before = await grants()
    for (const { who } of castMembers.filter(({ role: held }) => held !== 'steward')) {
      for (const path of ['/steward', '/steward/roles', '/steward/checks/needs', '/steward/ages'])
        expect([who, path, await status(who, path)]).toEqual([who, path, 404])
      expect((await (await here.as(who)).post('/steward/roles', role('sami', {}))).status).toBe(404)
    }
    expect(await grants()).toEqual(before)
  })

  test.each([
    [{ role: 'editor' }, 'For which'],
    [{ role: 'steward', scope: 'Anything' }, 'whole community'],
    [{ scope: 'A thing nobody knows' }, 'nothing by this name'],
    [{ until: '2001-01-01' }, 'This day is over'],
    [{ role: 'emperor' }, ''],
  ])('what cannot be meant is refused: %j', async (given, said) => {
    const before = await grants()
    const answer = await (await here.as('helen')).post('/steward/roles', role('joe', given))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(said)
    expect(await grants()).toEqual(before)
  })

  test('everybody may lay their own role down; another’s is out of reach', async () => {
    const own = await grantOf('maryam', 'moderator')
    expect(await status('joe', `/steward/roles/${own}/end`)).toBe(404)
    expect((await (await here.as('joe')).post(`/steward/roles/${own}/end`)).status).toBe(404)
    expect((await (await here.as('maryam')).post(`/steward/roles/${own}/end`)).status).toBe(303)
    expect(await grantOf('maryam', 'moderator')).toBeUndefined()
  })

  test('the last steward stays; two who go at once leave one', async () => {
    const helen = await here.as('helen')
    const own = await grantOf('helen', 'steward')
    await helen.post(`/steward/roles/${own}/end`)
    expect(await grantOf('helen', 'steward')).toBe(own)
    await helen.post('/steward/roles', role('joe', { role: 'steward' }))
    const his = await grantOf('joe', 'steward')
    const joe = await here.as('joe')
    await Promise.all([helen.post(`/steward/roles/${his}/end`), joe.post(`/steward/roles/${own}/end`)])
    const left = [await grantOf('helen', 'steward'), await grantOf('joe', 'steward')].filter(Boolean)
    expect(left).toHaveLength(1)
    await here.sql`update role_grant set until = null where id = ${own}`
    await here.sql`update role_grant set until = ${now} where id = ${his}`
  })
})

const keyOf = async (address: string) => {
  const [letter] = await here.sql`select text from mail where to_address = ${address} order by queued_at desc limit 1`
  return /key=([\w-]+)/u.exec(String(letter?.text))![1]!
}

describe('peer 23: an invitation to a role', () => {
  const invite = async (given: Record<string, string>) =>
    (await here.as('helen')).post('/steward/roles', { ...role('maryam', {}), ...given })
  const becomes = (who: CastMember, email: string) =>
    here.sql`update person set email = ${email} where id = ${here.ids[who]}`

  test('is good for the invited address alone, once, and looking at it takes nothing up', async () => {
    await invite({ email: 'newcomer@town.example' })
    const key = await keyOf('newcomer@town.example')
    const sami = await here.as('sami')
    const other = await sami.get(`/role-invitation?key=${key}`)
    expect(await other.text()).not.toContain('Take it on')
    expect((await sami.post('/role-invitation', { key })).status).toBe(404)
    await becomes('joe', 'newcomer@town.example')
    const joe = await here.as('joe')
    await joe.get(`/role-invitation?key=${key}`)
    expect(await grantOf('joe', 'moderator')).toBeUndefined()
    const answers = await Promise.all([1, 2, 3].map(() => joe.post('/role-invitation', { key })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410])
    expect(
      await here.sql`select count(*)::int from role_grant where person_id = ${here.ids.joe} and role = 'moderator'`,
    ).toEqual([{ count: 1 }])
    await becomes('joe', emailOf('joe'))
  })

  test('that was taken back, that ran out, or whose inviter lost the power, opens nothing', async () => {
    await becomes('tom', 'late@town.example')
    const tom = await here.as('tom')
    const take = async () => (await tom.post('/role-invitation', { key: await keyOf('late@town.example') })).status
    await invite({ email: 'late2@town.example' })
    await becomes('tom', 'elsewhere@town.example')
    await invite({ email: 'late@town.example' })
    await becomes('tom', 'late@town.example')
    const [offer] = await here.sql`select id from role_invitation where email = 'late@town.example'`
    await (await here.as('helen')).post(`/steward/invitations/${offer!.id}/withdraw`)
    expect(await take()).toBe(410)
    await here.sql`update role_invitation set withdrawn_at = null`
    const later = now
    now = new Date(now.getTime() + 15 * day)
    await here.sql`update session set expires_at = ${new Date(now.getTime() + day)}`
    expect(await take()).toBe(410)
    now = later
    await here.sql`update role_grant set until = ${now} where role = 'steward' and person_id = ${here.ids.helen}`
    expect(await take()).toBe(410)
    await here.sql`update role_grant set until = null where role = 'steward' and person_id = ${here.ids.helen}`
    await becomes('tom', emailOf('tom'))
  })
})

describe('rule 27: a role that needs a check sleeps without it', () => {
  const asSteward = () => here.as('helen')

  test('it wakes when somebody else writes the check down, and sleeps one second after its end', async () => {
    await (await asSteward()).post('/steward/roles', role('maryam', { role: 'safeguarding' }))
    expect(await status('maryam', '/steward/checks')).toBe(404)
    expect(await (await (await here.as('maryam')).get('/account/roles')).text()).toContain(
      'It sleeps: Safeguarding training',
    )
    await (await asSteward()).post('/steward/checks', paper('maryam', { kind: 'training' }))
    expect(await status('maryam', '/steward/checks')).toBe(200)
    const [{ until }] = (await here.sql`select until from person_check where person_id = ${here.ids.maryam}`) as [
      { until: Date },
    ]
    const before = now
    await here.sql`update session set expires_at = ${new Date(until.getTime() + day)}`
    now = new Date(until.getTime() - 1000)
    expect(await status('maryam', '/steward/checks')).toBe(200)
    now = new Date(until.getTime() + 1000)
    expect(await status('maryam', '/steward/checks')).toBe(404)
    now = before
  })

  test('nobody writes down their own, and no copy of a paper is asked for', async () => {
    const before = await here.sql`select * from person_check order by id`
    const helen = await asSteward()
    const answer = await helen.post('/steward/checks', paper('helen'))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Somebody else must see your check')
    const page = await (await helen.get('/steward/checks')).text()
    expect(page).not.toContain('type="file"')
    expect(await here.sql`select * from person_check order by id`).toEqual(before)
    await expect(
      here.sql`insert into person_check (id, person_id, kind, issuer, reference, until, recorded_by, recorded_at)
        values (gen_random_uuid(), ${here.ids.helen}, 'training', 'x', 'y', now() + interval '1 day', ${here.ids.helen}, now())`,
    ).rejects.toThrow()
  })

  test('a check that is found not to hold puts the role to sleep at once', async () => {
    const [check] = await here.sql`select id from person_check where person_id = ${here.ids.maryam}`
    expect((await (await here.as('maryam')).post(`/steward/checks/${check!.id}/end`)).status).toBe(404)
    expect(await status('maryam', '/steward/checks')).toBe(200)
    await (await asSteward()).post(`/steward/checks/${check!.id}/end`)
    expect(await status('maryam', '/steward/checks')).toBe(404)
  })

  test('the holder and whoever trusted them get one letter a month before the end, and one after it', async () => {
    await (await asSteward()).post('/steward/checks', paper('maryam', { kind: 'training' }))
    const told = async (at: Date) => {
      await here.sql`delete from mail`
      await tellOfChecks.run({
        community: here.community,
        origin: 'https://town.example',
        now: at,
        log: pino({ level: 'silent' }),
      })
      return (await here.sql`select kind, to_address from mail order by to_address`).map(
        ({ kind, to_address }) => `${kind} ${to_address}`,
      )
    }
    const end = now.getTime() + 101 * day
    expect(await told(new Date(end - 40 * day))).toEqual([])
    const early = await told(new Date(end - 29 * day))
    expect(early).toEqual(['people.check_ends helen@town.example', 'people.check_ends maryam@town.example'])
    expect(await told(new Date(end - 28 * day))).toEqual([])
    const late = await told(new Date(end + day))
    expect(late).toEqual(['people.check_over helen@town.example', 'people.check_over maryam@town.example'])
    expect(await told(new Date(end + 2 * day))).toEqual([])
  })

  test('what each role needs is the community’s to decide', async () => {
    expect((await (await asSteward()).post('/steward/checks/needs', { moderator: 'training' })).status).toBe(303)
    expect(await here.sql`select duty, kind from role_need`).toEqual([{ duty: 'moderator', kind: 'training' }])
    const html = await (await (await asSteward()).get('/steward/roles')).text()
    expect(html).toContain('Sleeps: Safeguarding training is missing')
  })
})

test('rule 24: the youngest age is the community’s to decide', async () => {
  const helen = await here.as('helen')
  expect((await helen.post('/steward/ages', { minimum: '99' })).status).toBe(422)
  expect((await helen.post('/steward/ages', { minimum: '16', unknown_is_minor: '1' })).status).toBe(303)
  expect(await here.sql`select minimum, unknown_is_minor from age_rule`).toEqual([
    { minimum: 16, unknown_is_minor: true },
  ])
})

test('ASVS 6.3.3: who sees others’ data comes to none of it without a second step, where no demo is', async () => {
  const real = await town({ unlimited: true })
  await real.database.owner.query(`update wellmet.community set demo = false`)
  real.community.demo = false
  const helen = await real.as('helen')
  const maryam = await real.as('maryam')
  const answer = await helen.get('/steward/roles')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/second-step/needed'])
  expect((await helen.post('/steward/roles', role('sami', {}))).headers.get('location')).toBe(
    '/account/second-step/needed',
  )
  expect(await real.sql`select count(*)::int from role_grant where person_id = ${real.ids.sami}`).toEqual([
    { count: 0 },
  ])
  expect((await helen.get('/account/second-step')).status).toBe(200)
  expect((await maryam.get('/people')).status).toBe(200)
})
