import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { workOf } from '#app/reactions.ts'
import { newId } from '#kernel/database/id.ts'
import { type CastMember, cast, emailOf } from '#slices/people/seed.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { onStaff, seedOrganisations, staffNow } from '#test/organisations.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
let post: Letterbox
let hearth: string
let bridge: string
beforeAll(async () => {
  here = await town({ unlimited: true })
  const all = await seedOrganisations(here, ['Bridge'])
  hearth = all.Hearth!
  bridge = all.Bridge!
  post = letterbox(here, workOf(here.config).reactions)
})
afterAll(async () => {
  await post.stop()
  await here.stop()
})

const staff = (id = hearth) => `/organisations/${id}/staff`
const grants = () => here.sql`select id, person_id, role, scope, until from role_grant order by id`
const grantOf = async (who: CastMember, scope = hearth) => {
  const [row] = await here.sql`select id from role_grant where person_id = ${here.ids[who]} and scope = ${scope}
    and (until is null or until > now()) order by role limit 1`
  return row?.id as string
}
const send = async (who: CastMember, path: string, form: Record<string, string> = {}) =>
  (await here.as(who)).post(path, form)
const read = async (who: CastMember, path: string) => (await (await here.as(who)).get(path)).text()
const invite = (email: string, role = 'editor', who: CastMember = 'grace') => send(who, staff(), { email, role })
const keyTo = async (address: string) => /key=([\w-]+)/u.exec((await post.newest(address)).text)![1]!

beforeEach(async () => {
  // Well before this moment: the program's clock counts milliseconds, the database's microseconds.
  await here.sql`update role_grant set until = greatest(granted_at, now() - interval '1 second') where scope = ${hearth} and (until is null or until > now())`
  await onStaff(here, 'grace', 'admin', hearth)
  await onStaff(here, 'tom', 'editor', hearth)
})

describe('the staff page', () => {
  test('shows who looks after an organisation to its own people and stewards alone', async () => {
    for (const who of ['grace', 'tom', 'helen'] as const) {
      const html = await read(who, staff())
      for (const words of ['Who looks after Hearth', 'Grace', 'Tom']) expect(html).toContain(words)
    }
    const others = (Object.keys(cast) as CastMember[]).filter((who) => !['grace', 'tom', 'helen'].includes(who))
    const missing = await (await here.as('joe')).get(staff(newId()))
    for (const who of others) expect([who, (await (await here.as(who)).get(staff())).status]).toEqual([who, 404])
    expect(missing.status).toBe(404)
    expect((await (await here.as(null)).get(staff())).status).not.toBe(200)
  })

  test('an editor sees it and changes nothing on it', async () => {
    const before = await grants()
    expect(await read('tom', staff())).not.toContain('Invite a colleague')
    expect((await invite('new@hearth.example', 'editor', 'tom')).status).toBe(404)
    expect((await send('tom', `${staff()}/${await grantOf('grace')}/end`)).status).toBe(404)
    expect((await send('tom', `${staff()}/${await grantOf('grace')}/role`, { role: 'editor' })).status).toBe(404)
    expect(await grants()).toEqual(before)
  })

  test('rule 9: people between whom a block stands are not on it', async () => {
    await here.sql`insert into person_block (person_id, blocked_id, made_at) values (${here.ids.tom}, ${here.ids.grace}, now())`
    expect(await read('grace', staff())).not.toContain('Tom')
    expect((await send('grace', `${staff()}/${await grantOf('tom')}/end`)).status).toBe(404)
    await here.sql`delete from person_block`
  })
})

describe('an invitation', () => {
  test('says who invites and to what, works once, and makes a colleague', async () => {
    expect((await invite(emailOf('maryam'))).status).toBe(303)
    const letter = await post.newest(emailOf('maryam'))
    for (const words of ['Grace', 'Hearth', 'two weeks']) expect(letter.text).toContain(words)
    const key = await keyTo(emailOf('maryam'))
    const page = await read('maryam', `/role-invitation?key=${key}`)
    for (const words of ['Grace', 'Hearth']) expect(page).toContain(words)
    expect(await staffNow(here, hearth)).toEqual(['Grace admin', 'Tom editor'])
    const taken = await send('maryam', '/role-invitation', { key })
    expect([taken.status, taken.headers.get('location')]).toEqual([303, `/organisations/${hearth}/desk`])
    expect(await staffNow(here, hearth)).toEqual(['Grace admin', 'Maryam editor', 'Tom editor'])
    expect((await send('maryam', '/role-invitation', { key })).status).toBe(410)
  })

  test('peer 25: the answer for an address that somebody has is the one for an address that nobody has', async () => {
    const answers = [await invite(emailOf('joe')), await invite('nobody@nowhere.example')]
    const said = await Promise.all(
      answers.map(async (answer) => [answer.status, answer.headers.get('location'), await answer.text()]),
    )
    expect(said[0]).toEqual(said[1])
    const html = await read('grace', staff())
    for (const address of [emailOf('joe'), 'nobody@nowhere.example']) expect(html).toContain(address)
  })

  test('peer 26: twenty who accept at once make one colleague', async () => {
    await invite(emailOf('joe'), 'admin')
    const key = await keyTo(emailOf('joe'))
    const joe = await here.as('joe')
    const answers = await Promise.all(Array.from({ length: 20 }, () => joe.post('/role-invitation', { key })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 410)])
    expect(await staffNow(here, hearth)).toEqual(['Grace admin', 'Joe admin', 'Tom editor'])
  })

  test('peer 23: nobody else can take it up, not even with the key; it dies with the inviter’s role', async () => {
    await invite(emailOf('maryam'))
    const key = await keyTo(emailOf('maryam'))
    expect((await send('sami', '/role-invitation', { key })).status).toBe(404)
    await onStaff(here, 'ade', 'admin', hearth)
    await here.sql`update role_grant set until = now() where id = ${await grantOf('grace')}`
    expect((await send('maryam', '/role-invitation', { key })).status).toBe(410)
    expect(await staffNow(here, hearth)).toEqual(['Ade admin', 'Tom editor'])
  })

  test('is taken back by its own organisation alone; the newest to an address counts', async () => {
    await invite('late@hearth.example')
    await invite('late@hearth.example', 'admin')
    const open =
      await here.sql`select id, role from role_invitation where email = 'late@hearth.example' and withdrawn_at is null`
    expect(open.map(({ role }) => role)).toEqual(['admin'])
    await onStaff(here, 'joe', 'admin', bridge)
    const path = `/invitations/${open[0]!.id}/withdraw`
    expect((await send('joe', `${staff(bridge)}${path}`)).status).toBe(404)
    expect((await send('joe', `${staff()}${path}`)).status).toBe(404)
    expect(await here.sql`select withdrawn_at from role_invitation where id = ${open[0]!.id}`).toEqual([
      { withdrawn_at: null },
    ])
    expect((await send('grace', `${staff()}${path}`)).status).toBe(303)
    expect((await send('grace', `${staff()}${path}`)).status).toBe(404)
  })
})

describe('roles', () => {
  test('an admin makes an editor admin and back, and both see it', async () => {
    await send('grace', `${staff()}/${await grantOf('tom')}/role`, { role: 'admin' })
    expect(await staffNow(here, hearth)).toEqual(['Grace admin', 'Tom admin'])
    await send('grace', `${staff()}/${await grantOf('tom')}/role`, { role: 'editor' })
    expect(await staffNow(here, hearth)).toEqual(['Grace admin', 'Tom editor'])
  })

  test('peer 2: own organisation with another’s role is 404 and writes nothing', async () => {
    await onStaff(here, 'nasreen', 'editor', bridge)
    const foreign = await grantOf('nasreen', bridge)
    const before = await grants()
    for (const grant of [foreign, await grantOf('helen').catch(() => newId()), newId()]) {
      expect((await send('grace', `${staff()}/${grant ?? newId()}/end`)).status).toBe(404)
      expect((await send('grace', `${staff()}/${grant ?? newId()}/role`, { role: 'admin' })).status).toBe(404)
    }
    expect(await grants()).toEqual(before)
  })

  test('the last admin stays, is told what to do, and a steward is asked', async () => {
    const own = await grantOf('grace')
    const answer = await send('grace', `${staff()}/${own}/end`)
    expect(answer.headers.get('location')).toBe(staff())
    const again = await send('grace', `/steward/roles/${own}/end`)
    expect(again.status).toBe(303)
    expect(await staffNow(here, hearth)).toContain('Grace admin')
    expect(await read('grace', staff())).toContain('You are the only admin')
    await send('grace', `${staff()}/hand-over`)
    await send('grace', `${staff()}/hand-over`)
    const letters = (await post.to(emailOf('helen'))).filter(({ kind }) => kind === 'organisations.hand_over')
    expect(letters).toHaveLength(1)
    expect(letters[0]!.subject).toContain('Hearth')
    expect(await read('helen', '/steward/organisations')).toContain('Grace wants to leave Hearth')
    await send('helen', `${staff()}/${own}/end`)
    expect(await staffNow(here, hearth)).toEqual(['Tom editor'])
    expect(await here.sql`select from handing_over where ended_at is null`).toEqual([])
  })

  test('two admins who leave at once leave one', async () => {
    await onStaff(here, 'ade', 'admin', hearth)
    const [hers, his] = [await grantOf('grace'), await grantOf('ade')]
    await Promise.all([send('grace', `${staff()}/${hers}/end`), send('ade', `${staff()}/${his}/end`)])
    expect((await staffNow(here, hearth)).filter((one) => one.endsWith('admin'))).toHaveLength(1)
  })

  test('two admins who make each other editor at once leave one', async () => {
    await onStaff(here, 'ade', 'admin', hearth)
    const [hers, his] = [await grantOf('grace'), await grantOf('ade')]
    const role = { role: 'editor' }
    await Promise.all([send('grace', `${staff()}/${his}/role`, role), send('ade', `${staff()}/${hers}/role`, role)])
    expect((await staffNow(here, hearth)).filter((one) => one.endsWith('admin'))).toHaveLength(1)
  })

  test('whoever has just gone, by a clock a little ahead, is no second admin', async () => {
    await onStaff(here, 'ade', 'admin', hearth)
    const [hers, his] = [await grantOf('grace'), await grantOf('ade')]
    await here.sql`update role_grant set until = now() + interval '20 seconds' where id = ${his}`
    await send('ade', `${staff()}/${hers}/role`, { role: 'editor' })
    await send('grace', `${staff()}/${hers}/end`)
    await here.sql`update role_grant set until = now() where id = ${his}`
    expect(await staffNow(here, hearth)).toContain('Grace admin')
  })

  test('an editor leaves when they like', async () => {
    const answer = await send('tom', `${staff()}/${await grantOf('tom')}/end`)
    expect(answer.headers.get('location')).toBe('/account/organisations')
    expect(await staffNow(here, hearth)).toEqual(['Grace admin'])
  })
})
