import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { type Client, type Town, town } from '#test/town.ts'
import * as reactions from '../reactions.ts'
import { type CastMember, demoPassword, emailOf } from '../seed.ts'

let now = Date.now()
let here: Town
let letters: Letterbox
let addresses = 0

const elsewhere = () => ({ 'x-forwarded-for': `203.0.${Math.floor(addresses / 250)}.${(addresses++ % 250) + 1}` })

beforeAll(async () => {
  here = await town({ now: () => new Date(now), environment: { WELLMET_TRUSTED_PROXIES: 'loopback' } })
  const { sweepAccountsNightly: _, ...all } = reactions
  letters = letterbox(here, Object.values(all))
})
afterAll(async () => {
  await letters.stop()
  await here.stop()
})

const post = (client: Client, path: string, form: Record<string, string> = {}) => client.post(path, form, elsewhere())
const gone = (response: Response) => [response.status, response.headers.get('location')]
const keyOf = (link: string) => new URL(link, 'http://x').searchParams.get('key')!
const isIn = async (client: Client) => (await client.get('/account')).status === 200
const textOf = async (client: Client, path: string) => (await client.get(path)).text()

/** Signs in in one more browser; `here.as` would give the same one again. */
const browserOf = async (who: CastMember, password = demoPassword) => {
  const client = await here.as(null)
  await post(client, '/sign-in', { email: emailOf(who), password })
  return client
}

const letterOf = (base32: string) =>
  Buffer.from(
    [...base32]
      .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
      .join('')
      .match(/.{8}/gu)!
      .map((byte) => Number.parseInt(byte, 2)),
  )

/** RFC 6238 by hand, as an app computes it. better-auth reads the machine's clock, so the app does too. */
const appCode = (key: string, steps = 0) => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const hash = createHmac('sha1', letterOf(key)).update(counter).digest()
  const number = hash.readUInt32BE(hash.at(-1)! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

const setUp = async (client: Client, password = demoPassword) => {
  await post(client, '/account/second-step/begin', { password })
  const page = await textOf(client, '/account/second-step')
  const key = /<code dir="ltr">([A-Z2-7 ]+)</u.exec(page)![1]!.replaceAll(' ', '')
  const answer = await post(client, '/account/second-step/prove', { code: appCode(key) })
  const codes = [...(await textOf(client, '/account/second-step/codes')).matchAll(/<code>([\w-]+)<\/code>/gu)].map(
    (found) => found[1]!,
  )
  return { key, codes, answer, page }
}

describe('one’s own account', () => {
  test('shows what is kept, and is nobody else’s: a visitor is shown the door', async () => {
    const page = await textOf(await browserOf('maryam'), '/account')
    for (const words of ['Maryam', 'maryam@town.example', 'On 1 browser', 'Off']) expect(page).toContain(words)
    expect(gone(await (await here.as(null)).get('/account'))).toEqual([303, '/sign-in?next=%2Faccount'])
  })

  test.each(['en', 'es', 'ar'])('every page of it exists in %s', async (language) => {
    const client = await browserOf('maryam')
    const paths = [
      '',
      '/name',
      '/email',
      '/password',
      '/sessions',
      '/second-step',
      '/second-step/remove',
      '/second-step/codes/new',
      '/passkeys',
    ]
    for (const path of paths) {
      const answer = await client.get(`/account${path}?lang=${language}`)
      expect([path, answer.status, (await answer.text()).includes(`lang="${language}"`)]).toEqual([path, 200, true])
    }
  })

  test('peer 21: name and language can be changed, and nothing else with them', async () => {
    const client = await browserOf('joe')
    expect(gone(await post(client, '/account/name', { name: ' Joseph ', language: 'es' }))).toEqual([303, '/account'])
    expect(await here.sql`select name, language, email from person where id = ${here.ids.joe}`).toEqual([
      { name: 'Joseph', language: 'es', email: 'joe@town.example' },
    ])
    expect(await textOf(client, '/account')).toContain('lang="es"')
    const unasked: Record<string, string>[] = [
      { email: 'x@y.example' },
      { two_factor_enabled: 'false' },
      { id: here.ids.maryam },
      { language: 'xx' },
    ]
    for (const more of unasked)
      expect((await post(client, '/account/name', { name: 'Joe', language: '', ...more })).status).toBe(422)
    expect(await here.sql`select name from person where id = ${here.ids.joe}`).toEqual([{ name: 'Joseph' }])
  })

  test('whoever sees others’ data is asked to add a second step, others are not', async () => {
    expect(await textOf(await browserOf('ruth'), '/account')).toContain('Please add a second step')
    expect(await textOf(await browserOf('maryam'), '/account')).not.toContain('Please add a second step')
  })
})

describe('the password', () => {
  test('peer 24: changes with the old one; other browsers are signed out and its owner is told', async () => {
    const [client, other] = [await browserOf('nasreen'), await browserOf('nasreen')]
    const password = 'five new words for us'
    expect((await post(client, '/account/password', { current: 'not it at all', password })).status).toBe(422)
    expect(await isIn(other)).toBe(true)
    expect(gone(await post(client, '/account/password', { current: demoPassword, password }))).toEqual([
      303,
      '/account',
    ])
    expect([await isIn(client), await isIn(other)]).toEqual([true, false])
    expect((await letters.newest('nasreen@town.example')).kind).toBe('people.password_changed')
    expect(await isIn(await browserOf('nasreen'))).toBe(false)
    expect(await isIn(await browserOf('nasreen', password))).toBe(true)
  })

  test('an open session is no licence to guess it', async () => {
    const client = await browserOf('tom')
    for (let tries = 0; tries < 10; tries++)
      await post(client, '/account/password', { current: `guess ${tries}`, password: 'five new words for us' })
    const answer = await post(client, '/account/password', { current: demoPassword, password: 'five new words for us' })
    expect([answer.status, (await answer.text()).includes('too many tries')]).toEqual([422, true])
  })
})

describe('where one is signed in', () => {
  test('each browser can be ended, one’s own only', async () => {
    const [client, other, stranger] = [await browserOf('ade'), await browserOf('ade'), await browserOf('maryam')]
    const id = /\/account\/sessions\/([\w-]{36})\/end/u.exec(await textOf(client, '/account/sessions'))![1]!
    expect((await post(stranger, `/account/sessions/${id}/end`)).status).toBe(404)
    expect(await isIn(other)).toBe(true)
    expect(gone(await post(client, `/account/sessions/${id}/end`))).toEqual([303, '/account/sessions'])
    expect([await isIn(client), await isIn(other)]).toEqual([true, false])
  })

  test('all others end at once', async () => {
    const browsers = [await browserOf('ade'), await browserOf('ade'), await browserOf('ade')] as const
    await post(browsers[0], '/account/sessions/end')
    expect(await Promise.all(browsers.map(isIn))).toEqual([true, false, false])
  })
})

describe('a new address', () => {
  const ask = (client: Client, email: string) => post(client, '/account/email', { email, password: demoPassword })

  test('peer 24: needs a yes from both mailboxes, by a press; then all other sessions and links end', async () => {
    const [client, other] = [await browserOf('grace'), await browserOf('grace')]
    await post(await here.as(null), '/password/forgotten', { email: 'grace@town.example' })
    const reset = (await letters.newest('grace@town.example')).link
    expect((await post(client, '/account/email', { email: 'grace@new.example', password: 'wrong wrong' })).status).toBe(
      422,
    )
    expect(gone(await ask(client, 'grace@new.example'))).toEqual([303, '/account'])
    const [old, fresh] = [await letters.newest('grace@town.example'), await letters.newest('grace@new.example')]
    expect([old.kind, fresh.kind]).toEqual(['people.email_old', 'people.email_new'])
    for (const { link } of [old, fresh]) expect((await client.get(link)).status).toBe(200)
    await post(client, '/account/email/confirm', { key: keyOf(fresh.link), side: 'new' })
    expect(await here.sql`select email from person where id = ${here.ids.grace}`).toEqual([
      { email: 'grace@town.example' },
    ])
    await post(client, '/account/email/confirm', { key: keyOf(old.link), side: 'old' })
    expect(await here.sql`select email from person where id = ${here.ids.grace}`).toEqual([
      { email: 'grace@new.example' },
    ])
    expect([await isIn(client), await isIn(other)]).toEqual([true, false])
    expect(gone(await post(client, '/password/new', { key: keyOf(reset), password: 'five new words for us' }))).toEqual(
      [303, '/password/forgotten'],
    )
  })

  test('one mailbox cannot say yes twice for both', async () => {
    const client = await browserOf('helen')
    await ask(client, 'helen@new.example')
    const { link } = await letters.newest('helen@new.example')
    await post(client, '/account/email/confirm', { key: keyOf(link), side: 'old' })
    await post(client, '/account/email/confirm', { key: keyOf(link), side: 'new' })
    await post(client, '/account/email/confirm', { key: keyOf(link), side: 'new' })
    expect(await here.sql`select email from person where id = ${here.ids.helen}`).toEqual([
      { email: 'helen@town.example' },
    ])
  })

  test('peer 25: that is somebody’s already is answered alike; only its owner learns of it', async () => {
    const client = await browserOf('ruth')
    const answers = [await ask(client, 'maryam@town.example'), await ask(client, 'free@new.example')]
    expect(answers.map(gone)).toEqual([
      [303, '/account'],
      [303, '/account'],
    ])
    expect((await letters.newest('maryam@town.example')).kind).toBe('people.email_taken')
  })
})

describe('the second step', () => {
  test('is set up with an app, asked for at the next sign-in, and its codes work once', async () => {
    const client = await browserOf('maryam')
    const other = await browserOf('maryam')
    expect((await post(client, '/account/second-step/begin', { password: 'wrong wrong' })).status).toBe(422)
    const { key, codes, answer, page } = await setUp(client)
    expect(page).toContain('<svg')
    expect(gone(answer)).toEqual([303, '/account/second-step/codes'])
    expect(codes).toHaveLength(10)
    expect([await isIn(client), await isIn(other)]).toEqual([true, false])
    expect((await letters.newest('maryam@town.example')).kind).toBe('people.second_step_added')

    const next = await here.as(null)
    expect(
      gone(await post(next, '/sign-in', { email: emailOf('maryam'), password: demoPassword, next: '/account/name' })),
    ).toEqual([303, '/sign-in/second?next=%2Faccount%2Fname'])
    expect(await isIn(next)).toBe(false)
    expect((await post(next, '/sign-in/second', { code: '000000' })).status).toBe(422)
    expect((await post(next, '/sign-in/second', { code: appCode(key) })).status).toBe(422)
    expect(gone(await post(next, '/sign-in/second', { code: appCode(key, 1), next: '/account/name' }))).toEqual([
      303,
      '/account/name',
    ])
    expect(await isIn(next)).toBe(true)

    const byCode = await here.as(null)
    await post(byCode, '/sign-in', { email: emailOf('maryam'), password: demoPassword })
    expect((await post(byCode, '/sign-in/second', { code: ` ${codes[0]!.replace('-', ' ')} ` })).status).toBe(303)
    expect(await isIn(byCode)).toBe(true)
    const again = await here.as(null)
    await post(again, '/sign-in', { email: emailOf('maryam'), password: demoPassword })
    expect((await post(again, '/sign-in/second', { code: codes[0]! })).status).toBe(422)
    expect(await isIn(again)).toBe(false)
  })

  test('stands after a letter and after a new password too', async () => {
    const byLetter = await here.as(null)
    await post(byLetter, '/sign-in/letter', { email: emailOf('maryam') })
    const { link } = await letters.newest('maryam@town.example')
    expect(gone(await post(byLetter, '/sign-in/link', { key: keyOf(link) }))).toEqual([303, '/sign-in/second'])
    expect(await isIn(byLetter)).toBe(false)
    const reset = await here.as(null)
    await post(reset, '/password/forgotten', { email: emailOf('maryam') })
    const password = 'other words than before'
    await post(reset, '/password/new', { key: keyOf((await letters.newest('maryam@town.example')).link), password })
    expect(gone(await post(reset, '/sign-in', { email: emailOf('maryam'), password }))).toEqual([
      303,
      '/sign-in/second',
    ])
    expect(await isIn(reset)).toBe(false)
  })

  test('is locked after five wrong codes: the challenge is over', async () => {
    const client = await here.as(null)
    await post(client, '/sign-in', { email: emailOf('maryam'), password: 'other words than before' })
    const answers: unknown[] = []
    for (let tries = 0; tries < 6; tries++)
      answers.push((await post(client, '/sign-in/second', { code: `11111${tries}` })).status)
    expect(answers.slice(0, 5)).toEqual([422, 422, 422, 422, 422])
    expect(answers[5]).toBe(303)
    expect(await isIn(client)).toBe(false)
  })

  test('its backup codes are shown for minutes, to be kept as a file or hidden at once; secrets are sealed at rest', async () => {
    const client = await browserOf('ade')
    const { codes, key } = await setUp(client)
    const file = await client.get('/account/second-step/codes.txt')
    expect([file.headers.get('content-disposition'), (await file.text()).includes(codes[9]!)]).toEqual([
      expect.stringContaining('attachment'),
      true,
    ])
    expect((await client.get('/account')).headers.get('cache-control')).toBe('no-store')
    await post(client, '/account/second-step/codes/kept')
    expect((await client.get('/account/second-step/codes')).status).toBe(303)
    expect((await client.get('/account/second-step/codes.txt')).status).toBe(404)
    const kept = JSON.stringify(await here.sql`select * from two_factor`)
    for (const secret of [...codes, key]) expect(kept).not.toContain(secret)
    await post(client, '/account/second-step/codes/new', { password: demoPassword })
    expect((await client.get('/account/second-step/codes')).status).toBe(200)
    now += 16 * 60_000
    expect((await client.get('/account/second-step/codes')).status).toBe(303)
  })

  test('goes away with the password; a set-up that was begun can be stopped', async () => {
    const client = await browserOf('joe')
    await setUp(client)
    expect((await post(client, '/account/second-step/remove', { password: 'wrong wrong' })).status).toBe(422)
    expect(gone(await post(client, '/account/second-step/remove', { password: demoPassword }))).toEqual([
      303,
      '/account/second-step',
    ])
    expect((await letters.newest('joe@town.example')).kind).toBe('people.second_step_removed')
    expect(await isIn(await browserOf('joe'))).toBe(true)
    await post(client, '/account/second-step/begin', { password: demoPassword })
    await post(client, '/account/second-step/stop')
    expect(await here.sql`select id from two_factor where person_id = ${here.ids.joe}`).toEqual([])
  })
})

describe('passkeys', () => {
  test('are asked for with the password, and a wrong answer makes none', async () => {
    const client = await browserOf('ruth')
    expect(
      (await client.json('POST', '/account/passkeys/options', { password: 'wrong wrong' }, elsewhere())).status,
    ).toBe(422)
    const options = await (
      await client.json('POST', '/account/passkeys/options', { password: demoPassword }, elsewhere())
    ).json()
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
    })
    const made = await client.json(
      'POST',
      '/account/passkeys',
      { response: { id: 'x', response: {} }, name: 'phone' },
      elsewhere(),
    )
    expect(made.status).toBe(400)
    expect(await here.sql`select id from passkey`).toEqual([])
  })

  test('that nobody has sign nobody in', async () => {
    const client = await here.as(null)
    const options = await (await client.json('POST', '/sign-in/passkey/options', {}, elsewhere())).json()
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
    expect(options.allowCredentials).toBeUndefined()
    expect(
      (await client.json('POST', '/sign-in/passkey', { response: { id: 'x', response: {} } }, elsewhere())).status,
    ).toBe(401)
    expect(await isIn(client)).toBe(false)
  })
})
