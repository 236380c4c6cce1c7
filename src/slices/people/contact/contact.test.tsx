import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { compose, type StoredLetter } from '#kernel/mail/compose.tsx'
import { Action, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import type { Envelope } from '#kernel/mail/post.ts'
import { type OutgoingLetter, queueMail } from '#kernel/mail/queue.ts'
import { sendingTask } from '#kernel/mail/send.ts'
import { type Town, town } from '#test/town.ts'
import { emailOf } from '../seed.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const usual = { channel: 'email', phone: '', neutral: '', from: '', to: '', zone: 'Europe/London' }
const save = async (given: Record<string, string>) =>
  (await here.as('maryam')).post('/account/contact', { ...usual, ...given })

const name = () => here.community.name
const theLetter = (given: Partial<OutgoingLetter> = {}): OutgoingLetter => ({
  kind: 'test.circle',
  to: { address: emailOf('maryam'), name: 'Maryam' },
  subject: `${name()}: somebody wrote in the circle for survivors`,
  language: 'en',
  body: (
    <Letter>
      <Paragraph>Somebody wrote in the circle for survivors.</Paragraph>
      <Action href="https://door.example/m/1">Read it</Action>
    </Letter>
  ),
  ...given,
})
const queue = (given?: Partial<OutgoingLetter>) =>
  inTransaction(here.community.write, (tx) => queueMail(tx, theLetter(given)))

const send = async (id: string | null, at: string) => {
  const posted: Envelope[] = []
  const post = async (letter: Envelope) => {
    posted.push(letter)
    return { kind: 'sent' } as const
  }
  const { run } = sendingTask({ post, from: 'hello@door.example', now: () => new Date(at) })
  await run({ community: here.community, origin: 'https://door.example', attempt: 1, log: {} as never }, { mail: id })
  return posted
}
const stored = async (id: string | null) =>
  (await here.sql`select * from mail where id = ${id}`)[0] as unknown as StoredLetter

describe('rule 22: how somebody may be reached binds every letter', () => {
  test('neutral: neither sender, subject nor body name the community or what it is about', async () => {
    expect((await save({ neutral: 'message' })).status).toBe(303)
    for (const language of ['en', 'es', 'ar']) {
      const [letter] = await send(await queue({ language }), '2026-11-20T12:00:00Z')
      const seen = [letter!.from.name, letter!.subject, letter!.text, letter!.html].join('\n')
      expect(seen).not.toContain(name())
      expect(seen).not.toMatch(/survivor|circle|test\./u)
      expect(letter!.text).toContain('https://door.example/m/1')
    }
  })

  test('a letter without anything to open leads to the account', async () => {
    const id = await queue({ body: <Paragraph>Rosa was here.</Paragraph> })
    expect(compose(await stored(id), { name: name(), origin: 'https://door.example' })!.text).toContain(
      'https://door.example/account',
    )
  })

  test('what waits already becomes neutral too', async () => {
    await save({})
    const id = await queue()
    expect((await stored(id)).neutral).toBeNull()
    await save({ neutral: 'time' })
    const [letter] = await send(id, '2026-11-20T12:00:00Z')
    expect([letter!.from.name, letter!.subject]).toEqual(['Messages', 'When you have time'])
  })

  test('outside of the hours a letter waits for the next one, over the change to summer time; one asked for this moment does not', async () => {
    await save({ from: '09:00', to: '17:00', neutral: 'read' })
    const id = await queue()
    expect(await send(id, '2026-03-28T20:00:00Z')).toEqual([])
    const jobs = await here.database.owner.query(
      `select run_at from graphile_worker._private_jobs where key like '%mail ${id}%'`,
    )
    expect(jobs.rows).toEqual([{ run_at: new Date('2026-03-29T08:00:00Z') }])
    expect(await send(id, '2026-03-29T08:00:00Z')).toHaveLength(1)
    const [urgent] = await send(await queue({ urgent: true }), '2026-03-28T20:00:00Z')
    expect(urgent!.subject).toBe('Something to read')
  })

  test('who is safe by phone gets no mail but what was asked for', async () => {
    await save({ channel: 'phone', phone: '0161 496 0000', no_voicemail: '1' })
    const id = await queue()
    expect(await send(id, '2026-11-20T12:00:00Z')).toEqual([])
    expect((await stored(id)).by_hand_at).not.toBeNull()
    expect(await send(await queue({ urgent: true }), '2026-11-20T12:00:00Z')).toHaveLength(1)
    await save({})
  })
})

describe('rule 22: every kind of letter that any part of the program sends', () => {
  const sources = (pattern: RegExp) =>
    globSync('src/**/*.{ts,tsx}', { cwd: root })
      .filter((file) => !/\.test\.|\/kernel\/mail\//u.test(file))
      .flatMap((file) =>
        [...readFileSync(path.join(root, file), 'utf8').matchAll(pattern)].map(([, found]) => [file, found]),
      )
  const kinds = () => [...new Set(sources(/(?:kind: |letter\(\s*)'([a-z]+\.[a-z_]+)'/gu).map(([, kind]) => kind!))]

  test('leaves through one door: nobody else writes the outbox or speaks to a mail server', () => {
    expect(sources(/insertInto\('(mail)'\)|insert into (mail) |from '(nodemailer)/gu).map(([file]) => file)).toEqual([])
    expect(kinds().length).toBeGreaterThan(12)
  })

  test('is neutral, at the hours and by the way that were chosen', async () => {
    await save({ neutral: 'read', from: '09:00', to: '17:00' })
    for (const kind of kinds()) {
      const id = await queue({ kind })
      expect([kind, await send(id, '2026-11-20T20:00:00Z')]).toEqual([kind, []])
      const [letter] = await send(id, '2026-11-20T12:00:00Z')
      expect([kind, letter!.from.name, letter!.subject]).toEqual([kind, 'Messages', 'Something to read'])
      expect([letter!.text, letter!.html].join()).not.toMatch(new RegExp(`survivor|${name()}|${kind}`, 'u'))
    }
    await save({ channel: 'desk' })
    for (const kind of kinds()) expect(await send(await queue({ kind }), '2026-11-20T12:00:00Z')).toEqual([])
    await save({})
  })
})

describe('«send me a test letter»', () => {
  const test_ = async () => (await here.as('maryam')).post('/account/contact/test')
  const page = async () => (await (await here.as('maryam')).get('/account/contact')).text()
  const tests = () =>
    here.sql`select id, neutral, by_hand_at from mail where kind = 'people.contact_test' order by queued_at`

  test('shows beforehand what will be seen, and comes as every other letter', async () => {
    expect(await page()).toContain(`${name()}: a test letter for you`)
    await save({ neutral: 'message' })
    const seen = await page()
    expect(seen).not.toContain(`${name()}: a test letter for you`)
    expect(seen).toContain('A message for you')
    expect((await test_()).status).toBe(303)
    const letter = (await tests()).at(-1)
    expect(letter!.neutral).toBe('message')
    expect((await send(String(letter!.id), '2026-11-20T12:00:00Z'))[0]!.subject).toBe('A message for you')
  })

  test('goes to the desk for whoever is safe by phone', async () => {
    await save({ channel: 'phone', phone: '0161 496 0000' })
    expect(await page()).toContain('somebody passes them on')
    await test_()
    expect((await tests()).at(-1)!.by_hand_at).not.toBeNull()
    await save({})
  })
})

test.each([
  [{ from: '09:00' }, 'Choose both times'],
  [{ from: '09:00', to: '09:00' }, 'two different times'],
  [{ zone: 'Mars/Olympus' }, 'Mars'],
  [{ channel: 'pigeon' }, ''],
  [{ channel: 'phone' }, ''],
])('what cannot be meant is refused and changes nothing: %j', async (given, said) => {
  const before = await here.sql`select * from mail_manners`
  const answer = await save(given)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(said)
  expect(await here.sql`select * from mail_manners`).toEqual(before)
})

test('peer 21: no other person’s preferences can be changed by a smuggled field', async () => {
  const before = await here.sql`select * from mail_manners`
  expect((await save({ person_id: here.ids.helen, neutral: 'time' })).status).toBe(422)
  expect(await here.sql`select * from mail_manners`).toEqual(before)
})
