import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gone, keyOf, person, type TownDoor, townDoor } from '#test/door.ts'
import * as reactions from '../reactions.ts'
import { demoPassword } from '../seed.ts'

let door: TownDoor
let here: TownDoor['here']
let letters: TownDoor['letters']

beforeAll(async () => {
  door = await townDoor([reactions.answerLetterAsks, reactions.tellPasswordChanged])
  here = door.here
  letters = door.letters
})
afterAll(() => door.stop())

describe('making an account', () => {
  test('the account exists once the letter is answered, and whoever signed up here is signed in by one press', async () => {
    const client = await door.visitor()
    expect(gone(await door.post(client, '/sign-up', { ...person('Zora'), email: 'Zora@New.Example' }))).toEqual([
      303,
      '/sign-up/sent',
    ])
    expect(await here.sql`select id from person where email = 'zora@new.example'`).toEqual([])
    const letter = await letters.newest('zora@new.example')
    expect([letter.kind, letter.subject]).toEqual(['people.sign_up', 'Confirm your address'])
    const page = await (await client.get(letter.link)).text()
    expect(page).toContain('zora@new.example')
    expect(page).not.toContain('type="password"')
    expect(gone(await door.post(client, '/sign-up/confirm', { key: keyOf(letter.link) }))).toEqual([303, '/'])
    expect(await door.isIn(client)).toBe(true)
    expect(await here.sql`select name, email_verified from person where email = 'zora@new.example'`).toEqual([
      { name: 'Zora', email_verified: true },
    ])
    expect(await here.sql`select id from letter_ask where email = 'zora@new.example'`).toEqual([])
  })

  test('peer 34: opening the link changes nothing, however often a mail scanner does it', async () => {
    await door.post(await door.visitor(), '/sign-up', person('Scan'))
    const { link } = await letters.newest('scan@new.example')
    const scanner = await door.visitor()
    for (let time = 0; time < 3; time++) expect((await scanner.get(link)).status).toBe(200)
    expect((await scanner.send(link, { method: 'HEAD' })).status).toBe(200)
    expect(await here.sql`select id from person where email = 'scan@new.example'`).toEqual([])
    expect(await here.sql`select token from mail_token where email = 'scan@new.example'`).toHaveLength(1)
  })

  test('in another browser the password is asked for: a stranger’s sign-up with your address gives the stranger nothing', async () => {
    await door.post(await door.visitor(), '/sign-up', person('Victim'))
    const { link } = await letters.newest('victim@new.example')
    const owner = await door.visitor()
    expect(await (await owner.get(link)).text()).toContain('type="password"')
    expect((await door.post(owner, '/sign-up/confirm', { key: keyOf(link) })).status).toBe(422)
    expect((await door.post(owner, '/sign-up/confirm', { key: keyOf(link), password: 'something else' })).status).toBe(
      422,
    )
    expect(await here.sql`select id from person where email = 'victim@new.example'`).toEqual([])
    expect(
      (await door.post(owner, '/sign-up/confirm', { key: keyOf(link), password: person('Victim').password })).status,
    ).toBe(303)
    expect(await door.isIn(owner)).toBe(true)
  })

  test('peer 26: of twenty presses at once, one makes the account', async () => {
    const client = await door.visitor()
    await door.post(client, '/sign-up', person('Twenty'))
    const key = keyOf((await letters.newest('twenty@new.example')).link)
    const presses = await Promise.all(Array.from({ length: 20 }, () => door.post(client, '/sign-up/confirm', { key })))
    expect(presses.filter((answer) => answer.headers.get('location') === '/')).toHaveLength(1)
    expect(await here.sql`select id from person where email = 'twenty@new.example'`).toHaveLength(1)
  })

  test('peer 25: an address that is known gets a letter that says so, and the answer on the page is the same', async () => {
    const answers = [
      await door.post(await door.visitor(), '/sign-up', { ...person('Known'), email: 'maryam@town.example' }),
      await door.post(await door.visitor(), '/sign-up', person('Unknown')),
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
  ])('peer 21: is refused with %o, and nothing is kept', async (change, words) => {
    const before = await here.sql`select count(*) from letter_ask`
    const answer = await door.post(await door.visitor(), '/sign-up', { ...person('Nora'), ...change } as Record<
      string,
      string
    >)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
    expect(await here.sql`select count(*) from letter_ask`).toEqual(before)
  })

  test('what was typed is shown again, the password never', async () => {
    const page = await (
      await door.post(await door.visitor(), '/sign-up', { ...person('Nora'), email: 'x', password: 'a secret for you' })
    ).text()
    expect(page).toContain('value="Nora"')
    expect(page).not.toContain('a secret for you')
  })
})

describe('coming in by password', () => {
  test('leads where one wanted to go, with a new session each time', async () => {
    const client = await door.visitor()
    const first = await door.post(client, '/sign-in', {
      email: ' Maryam@Town.example',
      password: demoPassword,
      next: '/account/name',
    })
    expect(gone(first)).toEqual([303, '/account/name'])
    const cookie = client.cookies.get('wellmet.session_token')
    const copy = new Map(client.cookies)
    await door.post(client, '/sign-out', {})
    await door.signIn(client, 'maryam@town.example')
    expect(client.cookies.get('wellmet.session_token')).not.toBe(cookie)
    const thief = await door.visitor()
    for (const [name, value] of copy) thief.cookies.set(name, value)
    expect(await door.isIn(thief)).toBe(false)
  })

  test('signing in as somebody else ends the session of before', async () => {
    const client = await door.visitor()
    await door.signIn(client, 'joe@town.example')
    const asJoe = await door.visitor()
    for (const [name, value] of client.cookies) asJoe.cookies.set(name, value)
    expect(gone(await client.get('/sign-in'))).toEqual([303, '/'])
    expect((await door.signIn(client, 'maryam@town.example')).status).toBe(303)
    expect(await (await client.get('/account')).text()).toContain('maryam@town.example')
    expect(await door.isIn(asJoe)).toBe(false)
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
  ])('peer 20: never leads away from this site: next=%s', async (next) => {
    const client = await door.visitor()
    const answer = await door.post(client, '/sign-in', { email: 'maryam@town.example', password: demoPassword, next })
    const to = answer.headers.get('location')
    expect([answer.status, to === '/' || to === '/%09/evil.example']).toEqual([303, true])
  })

  test('is remembered for thirty days where one asks for it; else it ends with the browser, after a day at the latest', async () => {
    const lives = async (form: Record<string, string>) => {
      const lines = (
        await door.post(await door.visitor(), '/sign-in', {
          email: 'maryam@town.example',
          password: demoPassword,
          ...form,
        })
      ).headers
      const cookie = lines.getSetCookie().find((line) => line.startsWith('wellmet.session_token='))!
      const [row] =
        await here.sql`select extract(epoch from expires_at - created_at)::int as seconds from session order by created_at desc, id desc limit 1`
      return [/Max-Age=(\d+)/u.exec(cookie)?.[1] ?? null, Math.round(Number(row!.seconds) / 86_400)]
    }
    expect(await lives({ remember: '1' })).toEqual(['2592000', 30])
    expect(await lives({})).toEqual([null, 1])
  })

  test('the demo says whom one may look as; a real community does not', async () => {
    const open = async () => (await (await door.visitor()).get('/sign-in')).text()
    expect(await open()).toContain(demoPassword)
    await here.database.owner.query(`update wellmet.community set demo = false`)
    here.community.demo = false
    try {
      expect(await open()).not.toContain(demoPassword)
    } finally {
      await here.database.owner.query(`update wellmet.community set demo = true`)
      here.community.demo = true
    }
  })

  test('peer 25: wrong and unknown get the same answer, to the letter', async () => {
    const clean = async (email: string) => {
      const answer = await door.signIn(await door.visitor(), email, 'not the password')
      const page = (await answer.text())
        .replace(/<details.*?<\/details>/su, '')
        .replaceAll(email, 'EMAIL')
        .replace(/(value|nonce|data-token)="[^"]{16,}"/gu, '')
      return [answer.status, page, [...answer.headers.keys()].sort().join()]
    }
    expect(await clean('ruth@town.example')).toEqual(await clean('ruht@town.example'))
  })

  test('after ten wrong ones a stranger waits, also with the right one; the owner’s own browser does not', async () => {
    const owner = await door.visitor()
    await door.signIn(owner, 'nasreen@town.example')
    await door.post(owner, '/sign-out', {})
    for (let tries = 0; tries < 10; tries++)
      expect((await door.signIn(await door.visitor(), 'nasreen@town.example', 'wrong wrong')).status).toBe(422)
    const stranger = await door.visitor()
    const refused = await door.signIn(stranger, 'nasreen@town.example')
    expect([refused.status, (await refused.text()).includes('too many tries')]).toEqual([422, true])
    expect((await door.signIn(owner, 'nasreen@town.example')).status).toBe(303)
    door.later(61_000)
    expect((await door.signIn(stranger, 'nasreen@town.example')).status).toBe(303)
  })

  test('an address that nobody has is slowed alike', async () => {
    for (let tries = 0; tries < 10; tries++)
      await door.signIn(await door.visitor(), 'ghost@town.example', 'wrong wrong')
    expect(await (await door.signIn(await door.visitor(), 'ghost@town.example', 'wrong wrong')).text()).toContain(
      'too many tries',
    )
  })

  test('peer 31: a password of 50,000 letters is refused before anything is computed with it', async () => {
    const before = await here.sql`select key, tries from sign_in_try order by key`
    expect((await door.signIn(await door.visitor(), 'maryam@town.example', 'x'.repeat(50_000))).status).toBe(422)
    expect(await here.sql`select key, tries from sign_in_try order by key`).toEqual(before)
  })
})

describe('going out', () => {
  test('ends the session and tells the browser to forget', async () => {
    const client = await door.visitor()
    await door.signIn(client, 'maryam@town.example')
    const answer = await door.post(client, '/sign-out', {})
    expect([answer.headers.get('clear-site-data'), await door.isIn(client)]).toEqual(['"cache", "storage"', false])
  })
})

test('cookies of ours are out of reach of scripts and of other sites', async () => {
  const lines = (await door.signIn(await door.visitor(), 'maryam@town.example')).headers.getSetCookie()
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) expect(line).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/u)
})
