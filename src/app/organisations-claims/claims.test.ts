import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workOf } from '#app/reactions.ts'
import { newId } from '#kernel/database/id.ts'
import { type CastMember, emailOf } from '#slices/people/seed.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { onStaff, seedOrganisations, staffNow } from '#test/organisations.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
let post: Letterbox
let ids: Record<string, string>
const hour = 3_600_000
let ahead = 0
beforeAll(async () => {
  here = await town({ unlimited: true, now: () => new Date(Date.now() + ahead) })
  ids = await seedOrganisations(here, ['Bridge', 'Lamp', 'Quay', 'Mill', 'Pier'])
  post = letterbox(here, workOf(here.config).reactions)
})
afterAll(async () => {
  await post.stop()
  await here.stop()
})

const claimPath = (name: string) => `/organisations/${ids[name]}/claim`
const send = async (who: CastMember, to: string, form: Record<string, string> = {}) =>
  (await here.as(who)).post(to, form)
const read = async (who: CastMember | null, to: string) => (await (await here.as(who)).get(to)).text()
const claim = (who: CastMember, name: string, email: string) =>
  send(who, claimPath(name), { email, words: 'I open up on Mondays.' })
const openClaim = async (name: string) =>
  String(
    (await here.sql`select id from organisation_claim where organization_id = ${ids[name]} and state = 'open'`)[0]!.id,
  )
/** Somebody signed in whose confirmed address is another from now on. */
const moved = async (who: CastMember, email: string) => {
  await here.as(who)
  await here.sql`update person set email = ${email} where id = ${here.ids[who]}`
}
const keyTo = async (address: string) => /key=([\w-]+)/u.exec((await post.newest(address)).text)![1]!

describe('peer 23: a claim', () => {
  test('by a confirmed address at the own domain holds at once, bears a mark, and others are told', async () => {
    await moved('joe', 'joe@lamp.example')
    const answer = await claim('joe', 'Lamp', 'joe@lamp.example')
    expect(answer.headers.get('location')).toBe(`/organisations/${ids.Lamp}/desk`)
    expect(await staffNow(here, ids.Lamp!)).toEqual(['Joe admin'])
    expect(await read(null, `/organisations/${ids.Lamp}`)).toContain('shown an address at its own website')
    for (const address of ['office@lamp.example', emailOf('helen')])
      expect((await post.newest(address)).subject).toContain('looks after Lamp now')
  })

  test('by another address there is proved by the letter that went to it, once, by whoever asked', async () => {
    expect((await claim('maryam', 'Bridge', 'office@bridge.example')).status).toBe(303)
    const key = await keyTo('office@bridge.example')
    expect(await read('maryam', `/organisation-proof?key=${key}`)).toContain('Yes, it is mine')
    expect(await read('sami', `/organisation-proof?key=${key}`)).not.toContain('Yes, it is mine')
    expect((await send('sami', '/organisation-proof', { key })).status).toBe(404)
    expect(await staffNow(here, ids.Bridge!)).toEqual([])
    const maryam = await here.as('maryam')
    const answers = await Promise.all(Array.from({ length: 8 }, () => maryam.post('/organisation-proof', { key })))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(await staffNow(here, ids.Bridge!)).toEqual(['Maryam admin'])
  })

  test('peer 24: the link is over after a day', async () => {
    await claim('sami', 'Pier', 'office@pier.example')
    const key = await keyTo('office@pier.example')
    await here.sql`update organisation_claim set proof_until = now() where email = 'office@pier.example'`
    expect((await (await here.as('sami')).get(`/organisation-proof?key=${key}`)).status).toBe(410)
    expect((await send('sami', '/organisation-proof', { key })).status).toBe(410)
    expect(await staffNow(here, ids.Pier!)).toEqual([])
  })

  test('two who prove themselves at once: the second meets the first', async () => {
    await claim('ade', 'Quay', 'one@quay.example')
    await claim('nasreen', 'Quay', 'two@quay.example')
    const keys = [await keyTo('one@quay.example'), await keyTo('two@quay.example')]
    const answers = await Promise.all([
      send('ade', '/organisation-proof', { key: keys[0]! }),
      send('nasreen', '/organisation-proof', { key: keys[1]! }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
    expect(await staffNow(here, ids.Quay!)).toHaveLength(1)
  })

  test('by any other address is decided by a steward, never by oneself, and the claimant is told', async () => {
    await claim('ade', 'Mill', emailOf('ade'))
    expect((await post.newest(emailOf('helen'))).subject).toContain('Mill')
    const id = await openClaim('Mill')
    const at = `/organisations/${ids.Mill}/claims/${id}`
    const before = await here.sql`select * from organisation_claim order by id`
    for (const who of ['ade', 'grace', 'tom', 'maryam'] as const)
      expect([who, (await send(who, at, { yes: 'yes' })).status]).toEqual([who, 404])
    expect((await send('helen', at, { yes: 'no' })).status).toBe(422)
    expect(await here.sql`select * from organisation_claim order by id`).toEqual(before)
    const answers = await Promise.all([
      send('helen', at, { yes: 'yes' }),
      send('helen', at, { yes: 'no', reason: 'Too late' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
    const letter = await post.newest(emailOf('ade'))
    expect(['organisations.claim_granted', 'organisations.claim_refused']).toContain(letter.kind)
  })

  test('for an organisation that somebody leads is theirs to decide, and makes an editor', async () => {
    await moved('ruth', 'ruth@hearth.example')
    await claim('ruth', 'Hearth', 'ruth@hearth.example')
    expect(await staffNow(here, ids.Hearth!)).toEqual(['Grace admin', 'Tom editor'])
    expect(await read('grace', `/organisations/${ids.Hearth}/desk`)).toContain('would like to speak for you')
    expect(await read('tom', `/organisations/${ids.Hearth}/desk`)).not.toContain('would like to speak for you')
    const id = await openClaim('Hearth')
    await onStaff(here, 'tom', 'admin', ids.Bridge!)
    expect((await send('tom', `/organisations/${ids.Bridge}/claims/${id}`, { yes: 'yes' })).status).toBe(404)
    expect((await send('grace', `/organisations/${ids.Hearth}/claims/${id}`, { yes: 'yes' })).status).toBe(303)
    expect(await staffNow(here, ids.Hearth!)).toEqual(['Grace admin', 'Ruth editor', 'Tom editor'])
  })

  test('is asked once at a time, and can be taken back', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => claim('helen', 'Pier', 'helen@home.example')))
    expect(answers.every(({ status }) => status === 303)).toBe(true)
    expect(await here.sql`select from organisation_claim where person_id = ${here.ids.helen}`).toHaveLength(1)
    expect(await read('helen', claimPath('Pier'))).toContain('You have asked already')
    await send('helen', `${claimPath('Pier')}/withdraw`)
    expect((await send('helen', `${claimPath('Pier')}/withdraw`)).status).toBe(404)
    expect((await (await here.as('helen')).get(`/organisations/${newId()}/claim`)).status).toBe(404)
  })
})

describe('the mark', () => {
  const path = () => `/organisations/${ids.Mill}/verification`
  const until = (days: number) => new Date(Date.now() + days * 24 * hour).toISOString().slice(0, 10)
  const marks = () =>
    here.sql`select evidence from organisation_verification where organization_id = ${ids.Mill} and ended_at is null`

  test('says on the public page who made sure, when, how and until when', async () => {
    const form = { evidence: 'register', note: 'No. 1234567', until: until(300) }
    expect((await send('helen', path(), form)).status).toBe(303)
    const html = await read(null, `/organisations/${ids.Mill}`)
    for (const words of ['Somebody made sure of it', 'official register', 'That holds until'])
      expect(html).toContain(words)
    expect(html).not.toContain('1234567')
  })

  test('is a steward’s to give and to take; two at once leave one', async () => {
    const form = (evidence: string) => ({ evidence, note: '', until: until(100) })
    for (const who of ['grace', 'tom', 'ade', 'maryam'] as const) {
      expect((await send(who, path(), form('visit'))).status).toBe(404)
      expect((await send(who, `${path()}/end`)).status).toBe(404)
    }
    expect(await marks()).toEqual([{ evidence: 'register' }])
    await Promise.all(['visit', 'papers', 'known'].map((evidence) => send('helen', path(), form(evidence))))
    expect(await marks()).toHaveLength(1)
    expect((await send('helen', path(), { ...form('visit'), until: until(900) })).status).toBe(422)
    await send('helen', `${path()}/end`)
    expect(await read(null, `/organisations/${ids.Mill}`)).not.toContain('Somebody made sure of it')
  })

  test('ends by itself on its day', async () => {
    await send('helen', path(), { evidence: 'visit', note: '', until: until(5) })
    ahead = 7 * 24 * hour
    const html = await read(null, `/organisations/${ids.Mill}`)
    ahead = 0
    expect(html).not.toContain('Somebody made sure of it')
  })
})

describe('rule 18: the picture', () => {
  const path = () => `/organisations/${ids.Hearth}/logo`
  const sendPicture = async (who: CastMember, to: string) => {
    const client = await here.as(who)
    const token = /name="token" value="([^"]+)"/u.exec(await (await client.get('/account')).text())![1]!
    const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: { r: 20, g: 90, b: 80 } } })
      .withExif({ IFD0: { Make: 'CANARYPHONE' } })
      .jpeg()
      .toBuffer()
    const body = new FormData()
    body.set('token', token)
    body.set('alt', 'A green door')
    body.set('picture', new File([new Uint8Array(bytes)], 'door.jpg', { type: 'image/jpeg' }))
    return client.send(to, {
      method: 'POST',
      body,
      headers: { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    })
  }

  test('loses where and by what it was taken, has words, and stands in HSDS with its history', async () => {
    expect((await sendPicture('tom', path())).status).toBe(303)
    const html = await read(null, `/organisations/${ids.Hearth}`)
    expect(html).toContain('alt="A green door"')
    const src = /src="(\/files\/[0-9a-f]{64})"/u.exec(html)![1]!
    const shown = await (await here.as(null)).get(src)
    expect(Buffer.from(await shown.arrayBuffer()).toString('latin1')).not.toContain('CANARY')
    expect(
      await here.sql`select field_name, updated_by from metadata where resource_id = ${ids.Hearth} and field_name = 'logo'`,
    ).toEqual([{ field_name: 'logo', updated_by: 'organisation' }])
    await send('tom', `${path()}/gone`)
    expect((await (await here.as(null)).get(src)).status).toBe(404)
    expect(await here.sql`select logo from organization where id = ${ids.Hearth}`).toEqual([{ logo: null }])
  })

  test('is nobody else’s to change', async () => {
    for (const who of ['maryam', 'joe', 'helen'] as const) expect((await sendPicture(who, path())).status).toBe(404)
    expect(await here.sql`select from organisation_logo`).toEqual([])
  })
})
