import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
