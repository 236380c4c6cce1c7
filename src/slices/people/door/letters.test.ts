import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealed } from '#kernel/session/tokens.ts'
import { gone, keyOf, person, type TownDoor, townDoor } from '#test/door.ts'
import * as reactions from '../reactions.ts'

let door: TownDoor
let here: TownDoor['here']
let letters: TownDoor['letters']

beforeAll(async () => {
  door = await townDoor([reactions.answerLetterAsks, reactions.tellPasswordChanged])
  here = door.here
  letters = door.letters
})
afterAll(() => door.stop())

describe('coming in by letter', () => {
  const askFor = (email: string, next = '') =>
    door.visitor().then((client) => door.post(client, '/sign-in/letter', { email, next }))

  test('the link signs in once, by a press, and leads where one wanted to go', async () => {
    expect(gone(await askFor('grace@town.example', '/account/name'))).toEqual([303, '/sign-in/sent'])
    const letter = await letters.newest('grace@town.example')
    const client = await door.visitor()
    expect(await (await client.get(letter.link)).text()).toContain('grace@town.example')
    expect(await door.isIn(client)).toBe(false)
    expect(gone(await door.post(client, '/sign-in/link', { key: keyOf(letter.link) }))).toEqual([303, '/account/name'])
    expect(await door.isIn(client)).toBe(true)
    const again = await door.visitor()
    expect(gone(await door.post(again, '/sign-in/link', { key: keyOf(letter.link) }))).toEqual([303, '/sign-in/letter'])
    expect(await door.isIn(again)).toBe(false)
  })

  test('peer 26: of twenty presses at once, one comes in', async () => {
    await askFor('tom@town.example')
    const key = keyOf((await letters.newest('tom@town.example')).link)
    const clients = await Promise.all(Array.from({ length: 20 }, door.visitor))
    await Promise.all(clients.map((client) => door.post(client, '/sign-in/link', { key })))
    const inside = await Promise.all(clients.map(door.isIn))
    expect(inside.filter(Boolean)).toHaveLength(1)
  })

  test('it leaves the password as it is: an account is always confirmed before it can have one', async () => {
    const client = await door.join('Keeper')
    await door.post(client, '/sign-out', {})
    await askFor('keeper@new.example')
    await door.post(client, '/sign-in/link', { key: keyOf((await letters.newest('keeper@new.example')).link) })
    await door.post(client, '/sign-out', {})
    expect((await door.signIn(client, 'keeper@new.example', person('Keeper').password)).status).toBe(303)
  })

  test('peer 25: an unknown address gets the same answer and a letter that helps; a waiting sign-up gives no way in', async () => {
    await door.post(await door.visitor(), '/sign-up', person('Waiting'))
    expect((await letters.newest('waiting@new.example')).kind).toBe('people.sign_up')
    expect(gone(await askFor('waiting@new.example'))).toEqual(gone(await askFor('maryam@town.example')))
    const letter = await letters.newest('waiting@new.example')
    expect([letter.kind, letter.link]).toEqual(['people.unknown', '/sign-up'])
  })

  test('a letter to an address that nobody has proven says no word of whoever typed it', async () => {
    const advertised = 'Win 1000 at www.evil.example'
    await door.post(await door.visitor(), '/sign-up', { ...person('Stranger'), name: advertised })
    expect((await letters.newest('stranger@new.example')).kind).toBe('people.sign_up')
    const [letter] =
      await here.sql`select to_name, subject, text, html from mail where to_address = 'stranger@new.example'`
    expect(JSON.stringify(letter)).not.toContain('evil')
  })

  test('peer 24: links run out after an hour', async () => {
    await askFor('ade@town.example')
    const { link } = await letters.newest('ade@town.example')
    const client = await door.visitor()
    door.later(61 * 60_000)
    expect(await (await client.get(link)).text()).toContain('no longer works')
    expect(gone(await door.post(client, '/sign-in/link', { key: keyOf(link) }))).toEqual([303, '/sign-in/letter'])
    door.later(-61 * 60_000)
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
    const client = await door.visitor()
    await client.post(
      '/sign-in/letter',
      { email: 'ruth@town.example' },
      { ...door.elsewhere(), 'x-forwarded-host': 'evil.example' },
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
  const ask = async (email: string) => door.post(await door.visitor(), '/password/forgotten', { email })

  test('peer 24: is replaced by letter; sessions and other links end, and its owner hears of it', async () => {
    const client = await door.join('Absent')
    await door.post(await door.visitor(), '/sign-in/letter', { email: 'absent@new.example' })
    const signInLink = (await letters.newest('absent@new.example')).link
    await ask('absent@new.example')
    const { link } = await letters.newest('absent@new.example')
    const fresh = await door.visitor()
    expect((await fresh.get(link)).status).toBe(200)
    const password = 'some other four words'
    expect(gone(await door.post(fresh, '/password/new', { key: keyOf(link), password }))).toEqual([303, '/sign-in'])
    expect(await door.isIn(fresh)).toBe(false)
    expect(await door.isIn(client)).toBe(false)
    expect((await letters.newest('absent@new.example')).kind).toBe('people.password_changed')
    expect(gone(await door.post(fresh, '/sign-in/link', { key: keyOf(signInLink) }))).toEqual([303, '/sign-in/letter'])
    expect(gone(await door.post(fresh, '/password/new', { key: keyOf(link), password }))).toEqual([
      303,
      '/password/forgotten',
    ])
    expect((await door.signIn(fresh, 'absent@new.example', person('Absent').password)).status).toBe(422)
    expect((await door.signIn(fresh, 'absent@new.example', password)).status).toBe(303)
  })

  test('a refused new password does not use the link up', async () => {
    await door.join('Picky')
    await ask('picky@new.example')
    const key = keyOf((await letters.newest('picky@new.example')).link)
    const client = await door.visitor()
    for (const password of ['short', 'password1', 'picky@new.example'])
      expect((await door.post(client, '/password/new', { key, password })).status).toBe(422)
    expect((await door.post(client, '/password/new', { key, password: 'long enough at last' })).status).toBe(303)
  })

  test('peer 25: known and unknown addresses get the same answer', async () => {
    expect(gone(await ask('helen@town.example'))).toEqual(gone(await ask('nobody@nowhere.example')))
    expect((await letters.newest('nobody@nowhere.example')).kind).toBe('people.unknown')
  })

  test('peer 24: a link for one thing does not open another', async () => {
    await ask('joe@town.example')
    const key = keyOf((await letters.newest('joe@town.example')).link)
    const client = await door.visitor()
    await door.post(client, '/sign-in/link', { key })
    expect(await door.isIn(client)).toBe(false)
    expect(await (await client.get(`/password/new?key=${key}`)).text()).toContain('joe@town.example')
  })
})
