import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealed } from '#kernel/session/tokens.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { type Client, type Town, town } from '#test/town.ts'
import * as reactions from '../reactions.ts'
import { demoPassword } from '../seed.ts'

let now = Date.now()
let here: Town
let letters: Letterbox
let addresses = 0

/** Each sign-in from an address of its own, so that the limit per address does not stand in for what is tested. */
const elsewhere = () => ({ 'x-forwarded-for': `198.51.${Math.floor(addresses / 250)}.${(addresses++ % 250) + 1}` })

beforeAll(async () => {
  here = await town({ now: () => new Date(now), environment: { WELLMET_TRUSTED_PROXIES: 'loopback' } })
  const { answerLetterAsks, tellPasswordChanged } = reactions
  letters = letterbox(here, [answerLetterAsks, tellPasswordChanged])
})
afterAll(async () => {
  await letters.stop()
  await here.stop()
})

const visitor = () => here.as(null)
const keyOf = (link: string) => new URL(link, 'http://x').searchParams.get('key')!
const isIn = async (client: Client) => (await client.get('/account')).status === 200
const post = (client: Client, path: string, form: Record<string, string>) => client.post(path, form, elsewhere())
const signIn = (client: Client, email: string, password = demoPassword) => post(client, '/sign-in', { email, password })
const gone = (response: Response) => [response.status, response.headers.get('location')]

const person = (name: string) => ({
  name,
  email: `${name.toLowerCase()}@new.example`,
  password: 'four words for testing',
})

const join = async (name: string) => {
  const client = await visitor()
  await post(client, '/sign-up', person(name))
  const { link } = await letters.newest(person(name).email)
  await post(client, '/sign-up/confirm', { key: keyOf(link) })
  return client
}

describe('making an account', () => {
  test('the account exists once the letter is answered, and whoever signed up here is signed in by one press', async () => {
    const client = await visitor()
    expect(gone(await post(client, '/sign-up', { ...person('Zora'), email: 'Zora@New.Example' }))).toEqual([
      303,
      '/sign-up/sent',
    ])
    expect(await here.sql`select id from person where email = 'zora@new.example'`).toEqual([])
    const letter = await letters.newest('zora@new.example')
    expect([letter.kind, letter.subject]).toEqual(['people.sign_up', 'Confirm your address'])
    const page = await (await client.get(letter.link)).text()
    expect(page).toContain('zora@new.example')
    expect(page).not.toContain('type="password"')
    expect(gone(await post(client, '/sign-up/confirm', { key: keyOf(letter.link) }))).toEqual([303, '/'])
    expect(await isIn(client)).toBe(true)
    expect(await here.sql`select name, email_verified from person where email = 'zora@new.example'`).toEqual([
      { name: 'Zora', email_verified: true },
    ])
    expect(await here.sql`select id from letter_ask where email = 'zora@new.example'`).toEqual([])
  })

  test('opening the link changes nothing, however often a mail scanner does it', async () => {
    await post(await visitor(), '/sign-up', person('Scan'))
    const { link } = await letters.newest('scan@new.example')
    const scanner = await visitor()
    for (let time = 0; time < 3; time++) expect((await scanner.get(link)).status).toBe(200)
    expect((await scanner.send(link, { method: 'HEAD' })).status).toBe(200)
    expect(await here.sql`select id from person where email = 'scan@new.example'`).toEqual([])
    expect(await here.sql`select token from mail_token where email = 'scan@new.example'`).toHaveLength(1)
  })

  test('in another browser the password is asked for: a stranger’s sign-up with your address gives the stranger nothing', async () => {
    await post(await visitor(), '/sign-up', person('Victim'))
    const { link } = await letters.newest('victim@new.example')
    const owner = await visitor()
    expect(await (await owner.get(link)).text()).toContain('type="password"')
    expect((await post(owner, '/sign-up/confirm', { key: keyOf(link) })).status).toBe(422)
    expect((await post(owner, '/sign-up/confirm', { key: keyOf(link), password: 'something else' })).status).toBe(422)
    expect(await here.sql`select id from person where email = 'victim@new.example'`).toEqual([])
    expect(
      (await post(owner, '/sign-up/confirm', { key: keyOf(link), password: person('Victim').password })).status,
    ).toBe(303)
    expect(await isIn(owner)).toBe(true)
  })

  test('of twenty presses at once, one makes the account', async () => {
    const client = await visitor()
    await post(client, '/sign-up', person('Twenty'))
    const key = keyOf((await letters.newest('twenty@new.example')).link)
    const presses = await Promise.all(Array.from({ length: 20 }, () => post(client, '/sign-up/confirm', { key })))
    expect(presses.filter((answer) => answer.headers.get('location') === '/')).toHaveLength(1)
    expect(await here.sql`select id from person where email = 'twenty@new.example'`).toHaveLength(1)
  })

  test('an address that is known gets a letter that says so, and the answer on the page is the same', async () => {
    const answers = [
      await post(await visitor(), '/sign-up', { ...person('Known'), email: 'maryam@town.example' }),
      await post(await visitor(), '/sign-up', person('Unknown')),
    ]
    expect(answers.map(gone)).toEqual([
      [303, '/sign-up/sent'],
      [303, '/sign-up/sent'],
    ])
    expect((await letters.newest('maryam@town.example')).kind).toBe('people.already')
    expect(await here.sql`select name from person where email = 'maryam@town.example'`).toEqual([{ name: 'Maryam' }])
  })

  test.each([
    [{ password: 'short' }, 'too short'],
    [{ password: 'password1' }, 'Many people use this password'],
    [{ password: 'nora@new.example' }, 'not your name or your address'],
    [{ password: 'x'.repeat(50_000) }, 'too long'],
    [{ email: 'nobody' }, 'not an e-mail address'],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }, 'not an e-mail address'],
    [{ name: '' }, 'fill this in'],
    [{ name: 'A\r\nB' }, 'on one line'],
    [{ two_factor_enabled: 'true' }, ''],
    [{ role: 'steward' }, ''],
  ])('is refused with %o, and nothing is kept', async (change, words) => {
    const before = await here.sql`select count(*) from letter_ask`
    const answer = await post(await visitor(), '/sign-up', { ...person('Nora'), ...change } as Record<string, string>)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
    expect(await here.sql`select count(*) from letter_ask`).toEqual(before)
  })

  test('what was typed is shown again, the password never', async () => {
    const page = await (
      await post(await visitor(), '/sign-up', { ...person('Nora'), email: 'x', password: 'a secret for you' })
    ).text()
    expect(page).toContain('value="Nora"')
    expect(page).not.toContain('a secret for you')
  })
})

describe('coming in by password', () => {
  test('leads where one wanted to go, with a new session each time', async () => {
    const client = await visitor()
    const first = await post(client, '/sign-in', {
      email: ' Maryam@Town.example',
      password: demoPassword,
      next: '/account/name',
    })
    expect(gone(first)).toEqual([303, '/account/name'])
    const cookie = client.cookies.get('wellmet.session_token')
    const copy = new Map(client.cookies)
    await post(client, '/sign-out', {})
    await signIn(client, 'maryam@town.example')
    expect(client.cookies.get('wellmet.session_token')).not.toBe(cookie)
    const thief = await visitor()
    for (const [name, value] of copy) thief.cookies.set(name, value)
    expect(await isIn(thief)).toBe(false)
  })

  test('signing in as somebody else ends the session of before', async () => {
    const client = await visitor()
    await signIn(client, 'joe@town.example')
    const asJoe = await visitor()
    for (const [name, value] of client.cookies) asJoe.cookies.set(name, value)
    expect(gone(await client.get('/sign-in'))).toEqual([303, '/'])
    expect((await signIn(client, 'maryam@town.example')).status).toBe(303)
    expect(await (await client.get('/account')).text()).toContain('maryam@town.example')
    expect(await isIn(asJoe)).toBe(false)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/%09/evil.example\t',
    '/\r\nLocation: https://evil.example',
    ' //evil.example',
    '///evil.example',
    'evil.example',
    '@evil.example',
    '/sign-in',
    '/sign-out',
    '/sign-up?next=/',
  ])('never leads away from this site: next=%s', async (next) => {
    const client = await visitor()
    const answer = await post(client, '/sign-in', { email: 'maryam@town.example', password: demoPassword, next })
    const to = answer.headers.get('location')
    expect([answer.status, to === '/' || to === '/%09/evil.example']).toEqual([303, true])
  })

  test('wrong and unknown get the same answer, to the letter', async () => {
    const clean = async (email: string) => {
      const answer = await signIn(await visitor(), email, 'not the password')
      const page = (await answer.text())
        .replaceAll(email, 'EMAIL')
        .replace(/(value|nonce|data-token)="[^"]{16,}"/gu, '')
      return [answer.status, page, [...answer.headers.keys()].sort().join()]
    }
    expect(await clean('ruth@town.example')).toEqual(await clean('ruht@town.example'))
  })

  test('after ten wrong ones a stranger waits, also with the right one; the owner’s own browser does not', async () => {
    const owner = await visitor()
    await signIn(owner, 'nasreen@town.example')
    await post(owner, '/sign-out', {})
    for (let tries = 0; tries < 10; tries++)
      expect((await signIn(await visitor(), 'nasreen@town.example', 'wrong wrong')).status).toBe(422)
    const stranger = await visitor()
    const refused = await signIn(stranger, 'nasreen@town.example')
    expect([refused.status, (await refused.text()).includes('too many tries')]).toEqual([422, true])
    expect((await signIn(owner, 'nasreen@town.example')).status).toBe(303)
    now += 61_000
    expect((await signIn(stranger, 'nasreen@town.example')).status).toBe(303)
  })

  test('an address that nobody has is slowed alike', async () => {
    for (let tries = 0; tries < 10; tries++) await signIn(await visitor(), 'ghost@town.example', 'wrong wrong')
    expect(await (await signIn(await visitor(), 'ghost@town.example', 'wrong wrong')).text()).toContain(
      'too many tries',
    )
  })

  test('a password of 50,000 letters is refused before anything is computed with it', async () => {
    const before = await here.sql`select key, tries from sign_in_try order by key`
    expect((await signIn(await visitor(), 'maryam@town.example', 'x'.repeat(50_000))).status).toBe(422)
    expect(await here.sql`select key, tries from sign_in_try order by key`).toEqual(before)
  })
})

describe('coming in by letter', () => {
  const askFor = (email: string, next = '') =>
    visitor().then((client) => post(client, '/sign-in/letter', { email, next }))

  test('the link signs in once, by a press, and leads where one wanted to go', async () => {
    expect(gone(await askFor('grace@town.example', '/account/name'))).toEqual([303, '/sign-in/sent'])
    const letter = await letters.newest('grace@town.example')
    const client = await visitor()
    expect(await (await client.get(letter.link)).text()).toContain('grace@town.example')
    expect(await isIn(client)).toBe(false)
    expect(gone(await post(client, '/sign-in/link', { key: keyOf(letter.link) }))).toEqual([303, '/account/name'])
    expect(await isIn(client)).toBe(true)
    const again = await visitor()
    expect(gone(await post(again, '/sign-in/link', { key: keyOf(letter.link) }))).toEqual([303, '/sign-in/letter'])
    expect(await isIn(again)).toBe(false)
  })

  test('of twenty presses at once, one comes in', async () => {
    await askFor('tom@town.example')
    const key = keyOf((await letters.newest('tom@town.example')).link)
    const clients = await Promise.all(Array.from({ length: 20 }, visitor))
    await Promise.all(clients.map((client) => post(client, '/sign-in/link', { key })))
    const inside = await Promise.all(clients.map(isIn))
    expect(inside.filter(Boolean)).toHaveLength(1)
  })

  test('it leaves the password as it is: an account is always confirmed before it can have one', async () => {
    const client = await join('Keeper')
    await post(client, '/sign-out', {})
    await askFor('keeper@new.example')
    await post(client, '/sign-in/link', { key: keyOf((await letters.newest('keeper@new.example')).link) })
    await post(client, '/sign-out', {})
    expect((await signIn(client, 'keeper@new.example', person('Keeper').password)).status).toBe(303)
  })

  test('an unknown address gets the same answer and a letter that helps; a waiting sign-up gives no way in', async () => {
    await post(await visitor(), '/sign-up', person('Waiting'))
    expect((await letters.newest('waiting@new.example')).kind).toBe('people.sign_up')
    expect(gone(await askFor('waiting@new.example'))).toEqual(gone(await askFor('maryam@town.example')))
    const letter = await letters.newest('waiting@new.example')
    expect([letter.kind, letter.link]).toEqual(['people.unknown', '/sign-up'])
  })

  test('links run out after an hour', async () => {
    await askFor('ade@town.example')
    const { link } = await letters.newest('ade@town.example')
    const [client, before] = [await visitor(), now]
    now += 61 * 60_000
    expect(await (await client.get(link)).text()).toContain('no longer works')
    expect(gone(await post(client, '/sign-in/link', { key: keyOf(link) }))).toEqual([303, '/sign-in/letter'])
    now = before
  })

  test('only hashes of links are kept', async () => {
    await askFor('helen@town.example')
    const key = keyOf((await letters.newest('helen@town.example')).link)
    const kept = await here.sql`select token from mail_token where email = 'helen@town.example'`
    expect(kept.map((row) => row.token)).toContain(sealed(key))
    expect(JSON.stringify(kept)).not.toContain(key)
    expect(Buffer.from(key, 'base64url')).toHaveLength(32)
  })

  test('an address gets five letters an hour and no more', async () => {
    for (let time = 0; time < 9; time++) await askFor('flood@town.example')
    expect(await letters.to('flood@town.example')).toHaveLength(5)
  })

  test('a Host that is not ours does not get into a letter', async () => {
    const client = await visitor()
    await client.post(
      '/sign-in/letter',
      { email: 'ruth@town.example' },
      { ...elsewhere(), 'x-forwarded-host': 'evil.example' },
    )
    const response = await here.app.request('http://evil.example/sign-in', { headers: { host: 'evil.example' } })
    const mark = response.headers.getSetCookie()[0]!.split(';')[0]!
    const token = /name="token" value="([^"]+)"/u.exec(await response.text())![1]!
    await here.app.request('http://evil.example/sign-in/letter', {
      method: 'POST',
      headers: { host: 'evil.example', origin: 'http://evil.example', cookie: mark },
      body: new URLSearchParams({ token, email: 'ruth@town.example' }),
    })
    for (const letter of await letters.to('ruth@town.example')) expect(letter.text).not.toContain('evil')
  })
})

describe('a forgotten password', () => {
  const ask = async (email: string) => post(await visitor(), '/password/forgotten', { email })

  test('is replaced by letter; sessions and other links end, and its owner hears of it', async () => {
    const client = await join('Absent')
    await post(await visitor(), '/sign-in/letter', { email: 'absent@new.example' })
    const signInLink = (await letters.newest('absent@new.example')).link
    await ask('absent@new.example')
    const { link } = await letters.newest('absent@new.example')
    const fresh = await visitor()
    expect((await fresh.get(link)).status).toBe(200)
    const password = 'some other four words'
    expect(gone(await post(fresh, '/password/new', { key: keyOf(link), password }))).toEqual([303, '/sign-in'])
    expect(await isIn(fresh)).toBe(false)
    expect(await isIn(client)).toBe(false)
    expect((await letters.newest('absent@new.example')).kind).toBe('people.password_changed')
    expect(gone(await post(fresh, '/sign-in/link', { key: keyOf(signInLink) }))).toEqual([303, '/sign-in/letter'])
    expect(gone(await post(fresh, '/password/new', { key: keyOf(link), password }))).toEqual([
      303,
      '/password/forgotten',
    ])
    expect((await signIn(fresh, 'absent@new.example', person('Absent').password)).status).toBe(422)
    expect((await signIn(fresh, 'absent@new.example', password)).status).toBe(303)
  })

  test('a refused new password does not use the link up', async () => {
    await join('Picky')
    await ask('picky@new.example')
    const key = keyOf((await letters.newest('picky@new.example')).link)
    const client = await visitor()
    for (const password of ['short', 'password1', 'picky@new.example'])
      expect((await post(client, '/password/new', { key, password })).status).toBe(422)
    expect((await post(client, '/password/new', { key, password: 'long enough at last' })).status).toBe(303)
  })

  test('known and unknown addresses get the same answer', async () => {
    expect(gone(await ask('helen@town.example'))).toEqual(gone(await ask('nobody@nowhere.example')))
    expect((await letters.newest('nobody@nowhere.example')).kind).toBe('people.unknown')
  })

  test('a link for one thing does not open another', async () => {
    await ask('joe@town.example')
    const key = keyOf((await letters.newest('joe@town.example')).link)
    const client = await visitor()
    await post(client, '/sign-in/link', { key })
    expect(await isIn(client)).toBe(false)
    expect(await (await client.get(`/password/new?key=${key}`)).text()).toContain('joe@town.example')
  })
})

describe('going out', () => {
  test('ends the session and tells the browser to forget', async () => {
    const client = await visitor()
    await signIn(client, 'maryam@town.example')
    const answer = await post(client, '/sign-out', {})
    expect([answer.headers.get('clear-site-data'), await isIn(client)]).toEqual(['"cache", "storage"', false])
  })
})

test('cookies of ours are out of reach of scripts and of other sites', async () => {
  const lines = (await signIn(await visitor(), 'maryam@town.example')).headers.getSetCookie()
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) expect(line).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/u)
})
