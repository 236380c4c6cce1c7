import net from 'node:net'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '#kernel/database/transactions.ts'
import { fact, reaction } from '#kernel/facts/facts.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { parkedJobs, retryParked } from '#kernel/jobs/parking.ts'
import { tries } from '#kernel/jobs/running.ts'
import { testDatabase } from '#test/database.ts'
import { headerOf, openSink, type Sink, type SinkManners } from '#test/mail-sink.ts'
import { hurry, jobsLeft, until, workerFor } from '#test/work.ts'
import { Action, Letter, Paragraph } from './letter.tsx'
import { openPost, type Post } from './post.ts'
import { type OutgoingLetter, queueMail } from './queue.ts'
import { allowLetters, maybeReader, refuseLetters } from './refusals.ts'
import { forgetLetters, releaseHeld, sendingTask } from './send.ts'

const theLetter: OutgoingLetter = {
  kind: 'test.greeting',
  to: { address: 'maryam@town.example', name: 'Maryam' },
  subject: 'Welcome',
  language: 'en',
  body: (
    <Letter>
      <Paragraph>Good to have you, Maryam & all.</Paragraph>
      <Action href="https://town.example/verify?token=a&b=c">Open your door</Action>
    </Letter>
  ),
}

const BreadBaked = fact('test.BreadBaked', z.strictObject({ loaves: z.number() }))

const quiet = pino({ level: 'silent' })
const quick = { connect: 300, answer: 300, whole: 1_500 }
const afterwards: (() => Promise<void>)[] = []

let town: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  town = await testDatabase()
})
afterAll(() => town.stop())
beforeEach(() =>
  town.database.owner.query('truncate c_town.mail, c_town.parked_job; delete from graphile_worker._private_jobs'),
)
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

const sink = async (manners: SinkManners = {}): Promise<Sink> => {
  const opened = await openSink(manners)
  afterwards.push(opened.stop)
  return opened
}

const work = (post: Post | null) => {
  const worker = workerFor(town.database, { tasks: [sendingTask({ post, from: 'hello@town.example' })] })
  afterwards.push(worker.stop)
  return worker
}

const queue = (letter: Partial<OutgoingLetter> = {}) =>
  inTransaction(town.community.write, (tx) => queueMail(tx, { ...theLetter, ...letter }))

const rows = async () =>
  (
    await town.database.owner.query(
      'select id, sent_at, held_at, bounced_at, bounce, erased_at from c_town.mail order by id',
    )
  ).rows

const settled = () => until(async () => (await jobsLeft(town.database)) === 0)

describe('a letter', () => {
  test('leaves with its transaction, from the community, in both parts', async () => {
    const { taken, url } = await sink()
    work(openPost(url, quick))
    const id = await queue({ subject: '¿Cómo estás? رسالة 🧶' })
    await settled()
    expect(taken).toHaveLength(1)
    expect(taken[0]).toMatchObject({ from: 'hello@town.example', to: ['maryam@town.example'] })
    const { raw } = taken[0]!
    expect(headerOf(raw, 'From')).toBe('Town <hello@town.example>')
    expect(headerOf(raw, 'Message-ID')).toBe(`<${id}@town.example>`)
    expect(headerOf(raw, 'Auto-Submitted')).toBe('auto-generated')
    expect(headerOf(raw, 'List-Unsubscribe')).toBeNull()
    expect(headerOf(raw, 'Subject')).toMatch(/^=\?UTF-8\?/u)
    expect(raw).toContain('multipart/alternative')
    expect(raw.replace(/=\r\n/gu, '')).toContain('Good to have you, Maryam & all.')
    expect(raw.replace(/=\r\n/gu, '')).toContain('Good to have you, Maryam &amp; all.')
    expect((await rows())[0].sent_at).not.toBeNull()
  })

  test('never leaves when its transaction fails', async () => {
    await expect(
      inTransaction(town.community.write, async (tx) => {
        await queueMail(tx, theLetter)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await rows()).toEqual([])
    expect(await jobsLeft(town.database)).toBe(0)
  })

  test('runs from right to left in Arabic', async () => {
    const { taken, url } = await sink()
    work(openPost(url, quick))
    await queue({ language: 'ar', subject: 'أهلا', body: <Paragraph>أهلا بك</Paragraph> })
    await settled()
    expect(taken[0]!.raw).toContain('<html lang=3D"ar" dir=3D"rtl">')
    expect(headerOf(taken[0]!.raw, 'Content-Language')).toBe('ar')
  })
})

describe('peer 29: nobody adds a header or a reader (CVE-2022-24838)', () => {
  const evil = [
    'x\r\nBcc: eve@evil.example',
    'x\nBcc: eve@evil.example',
    'x\rBcc: eve@evil.example',
    'x\u2028Bcc: eve',
    'x\u0000',
  ]

  test.each(evil)('%j is refused as name, subject and address, and nothing is kept', async (words) => {
    await expect(queue({ subject: words })).rejects.toThrow('line break or control')
    await expect(queue({ to: { address: 'joe@town.example', name: words } })).rejects.toThrow('line break or control')
    await expect(queue({ to: { address: `joe@town.example${words}` } })).rejects.toThrow('not one e-mail address')
    expect(await rows()).toEqual([])
  })

  test.each([
    'Joe, eve@evil.example',
    '"Joe" <eve@evil.example>',
    'Joe <eve@evil.example>, x',
    'a;b:c@evil.example',
    '=?UTF-8?Q?x=0D=0ABcc:_eve?=',
  ])('the name %j stays a name', async (name) => {
    const { taken, url } = await sink()
    work(openPost(url, quick))
    await queue({ to: { address: 'joe@town.example', name }, subject: name })
    await settled()
    expect(taken).toHaveLength(1)
    expect(taken[0]!.to).toEqual(['joe@town.example'])
    expect(headerOf(taken[0]!.raw, 'Bcc')).toBeNull()
    expect(headerOf(taken[0]!.raw, 'To')).toMatch(/<joe@town\.example>$/u)
  })
})

describe('a mail server that fails', () => {
  test('is dead: the letter waits, is parked after the last try, and leaves when it is taken up again', async () => {
    const gone = await openSink()
    await gone.stop()
    let post = openPost(gone.url, quick)
    work((letter) => post(letter))
    await queue()
    await until(async () => {
      await hurry(town.database)
      return (await parkedJobs(town.community.read)).length === 1
    }, 60)
    const [parked] = await parkedJobs(town.community.read)
    expect(parked).toMatchObject({ task: 'mail.send', attempts: tries })
    const { taken, url } = await sink()
    post = openPost(url, quick)
    await inTransaction(town.community.write, (tx) => retryParked(tx, { personId: null }, 'all', new Date()))
    await settled()
    expect(taken).toHaveLength(1)
    expect((await rows())[0].sent_at).not.toBeNull()
    expect(await parkedJobs(town.community.read)).toEqual([])
  })

  test('says nothing (stalled socket): the other work of the house goes on, and queueing does not wait', async () => {
    const open = new Set<net.Socket>()
    const silent = net.createServer((socket) => open.add(socket.on('error', () => {})))
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
    afterwards.push(async () => {
      for (const socket of open) socket.destroy()
      await new Promise((done) => silent.close(done))
    })
    const post = openPost(`smtp://127.0.0.1:${(silent.address() as net.AddressInfo).port}`, {
      ...quick,
      answer: 2_000,
      whole: 3_000,
    })
    const baked: number[] = []
    const rejoice = reaction('test.rejoice', BreadBaked, async (_, { loaves }) => void baked.push(loaves))
    const worker = workerFor(town.database, {
      tasks: [sendingTask({ post, from: 'hello@town.example' })],
      reactions: [rejoice],
    })
    afterwards.push(worker.stop)
    await Promise.all(Array.from({ length: 8 }, () => queue()))
    await until(() => open.size === 2)
    await inTransaction(town.community.write, (tx) => record(tx, theProgram, BreadBaked, { loaves: 3 }))
    await until(() => baked.length === 1)
    await until(async () => (await jobsLeft(town.database)) === 8)
    expect((await rows()).every(({ sent_at }) => sent_at === null)).toBe(true)
  })

  test('drips one letter a moment for ever: the deadline for the whole letter ends it', async () => {
    const timers = new Set<NodeJS.Timeout>()
    const closed: boolean[] = []
    const dripping = net.createServer((socket) => {
      socket.on('error', () => {})
      timers.add(setInterval(() => socket.write('220-still here\r\n'), 50))
      socket.on('close', () => closed.push(true))
    })
    await new Promise<void>((ready) => dripping.listen(0, '127.0.0.1', ready))
    afterwards.push(async () => {
      for (const timer of timers) clearInterval(timer)
      await new Promise((done) => dripping.close(done))
    })
    const post = openPost(`smtp://127.0.0.1:${(dripping.address() as net.AddressInfo).port}`, {
      connect: 300,
      answer: 5_000,
      whole: 400,
    })
    await expect(post(plain)).rejects.toThrow('took too long')
    await until(() => closed.length === 1)
  })

  test('says «later» (4xx): the letter is tried again', async () => {
    let times = 0
    const { taken, url } = await sink({
      data: () => (times++ < 2 ? { code: 451, words: 'greylisted, come again' } : null),
    })
    work(openPost(url, quick))
    await queue()
    await until(async () => {
      await hurry(town.database)
      return taken.length === 1
    })
    await settled()
    expect(await rows()).toMatchObject([{ bounced_at: null }])
  })

  test.each([
    ['the reader', { rcpt: () => ({ code: 550, words: 'no such user' }) }],
    ['the letter', { data: () => ({ code: 554, words: 'looks like spam' }) }],
  ])('refuses %s for good (5xx): marked as bounced, not tried again', async (_, manners) => {
    const { taken, url } = await sink(manners)
    work(openPost(url, quick))
    await queue()
    await settled()
    expect(taken).toEqual([])
    const [row] = await rows()
    expect(row).toMatchObject({ sent_at: null })
    expect(row.bounced_at).not.toBeNull()
    expect(row.bounce).toMatch(/^55/u)
  })

  test('refuses us, not the letter (5xx to our sign-in): the letter is kept', async () => {
    const { url } = await sink({
      options: {
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(Object.assign(new Error('wrong password'), { responseCode: 535 })),
      },
    })
    await expect(openPost(url.replace('//', '//me:wrong@'), quick)(plain)).rejects.toMatchObject({ responseCode: 535 })
  })
})

const plain = {
  messageId: '<1@town.example>',
  from: { name: 'Town', address: 'hello@town.example' },
  to: { name: '', address: 'joe@town.example' },
  at: new Date(0),
  language: 'en',
  subject: 'x',
  text: 'x',
  html: 'x',
  refuseAt: null,
}

test('a crash between the server’s «250» and our note sends the letter again, under the same Message-ID', async () => {
  const { taken, url } = await sink()
  const post = openPost(url, quick)
  let crashed = false
  work(async (letter) => {
    const posted = await post(letter)
    if (!crashed) {
      crashed = true
      throw new Error('the program ended here')
    }
    return posted
  })
  await queue()
  await until(async () => {
    await hurry(town.database)
    return taken.length === 2
  })
  await settled()
  const ids = taken.map(({ raw }) => headerOf(raw, 'Message-ID'))
  expect(ids[0]).toBe(ids[1])
  expect(taken.map(({ raw }) => headerOf(raw, 'Date'))[0]).toBe(headerOf(taken[1]!.raw, 'Date'))
})

describe('letters that can be refused', () => {
  test('carry one-click headers (RFC 8058), and stop for good, those in the queue too', async () => {
    const { taken, url } = await sink()
    await queue({ list: 'digest' })
    const worker = work(openPost(url, quick))
    await settled()
    const [, token] = /unsubscribe\/digest\/([0-9a-f-]{36})>/u.exec(headerOf(taken[0]!.raw, 'List-Unsubscribe')!)!
    expect(headerOf(taken[0]!.raw, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
    expect(taken[0]!.raw.replace(/=\r\n/gu, '')).toContain(`https://town.example/unsubscribe/digest/${token}`)
    await worker.stop()
    afterwards.pop()

    await queue({ list: 'digest' })
    await inTransaction(town.community.write, (tx) => refuseLetters(tx, token!, 'digest'))
    expect(await queue({ list: 'digest', to: { address: 'MARYAM@town.example' } })).toBeNull()
    expect(await maybeReader(town.community.read, token!)).toEqual({ refused: ['digest'] })
    await queue({ list: 'reminders' })
    await queue()
    work(openPost(url, quick))
    await settled()
    expect(taken).toHaveLength(3)

    await inTransaction(town.community.write, (tx) => allowLetters(tx, token!, 'digest'))
    expect(await queue({ list: 'digest' })).not.toBeNull()
  })

  test('an unknown key refuses nothing', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect(await inTransaction(town.community.write, (tx) => refuseLetters(tx, nobody, 'digest'))).toBe(false)
    expect(await maybeReader(town.community.read, nobody)).toBeNull()
  })
})

describe('without a mail server', () => {
  test('a demo community reads its letters in the mailbox', async () => {
    work(null)
    await queue()
    await settled()
    expect((await rows())[0]).toMatchObject({ held_at: null })
    expect((await rows())[0].sent_at).not.toBeNull()
  })

  test('a real community’s letters are held, and leave when there is one', async () => {
    await town.database.addCommunity({ slug: 'real', name: 'Real', zone: 'Europe/London' })
    const real = (await town.database.community('real'))!
    const held = workerFor(town.database, { tasks: [sendingTask({ post: null, from: 'hello@real.example' })] })
    await inTransaction(real.write, (tx) => queueMail(tx, theLetter))
    await settled()
    await held.stop()
    const state = async () => (await town.database.owner.query('select held_at, sent_at from c_real.mail')).rows[0]
    expect(await state()).toMatchObject({ sent_at: null })

    const { taken, url } = await sink()
    const options = { post: openPost(url, quick), from: 'hello@real.example' }
    const worker = workerFor(town.database, { tasks: [sendingTask(options)], schedule: [releaseHeld(options)] })
    afterwards.push(worker.stop)
    await until(() => taken.length === 1)
    await settled()
    expect(await state()).toMatchObject({ held_at: null })
  })
})

test('a week after it was sent nothing personal is left of a letter, after three months nothing at all', async () => {
  work(null)
  await queue({ list: 'news' })
  await settled()
  const forget = (days: number) => {
    const now = new Date(Date.now() + days * 86_400_000)
    return forgetLetters.run({ community: town.community, origin: '', now, log: quiet })
  }
  const kept = async () => (await town.database.owner.query('select * from c_town.mail')).rows
  await forget(6)
  expect((await kept())[0].to_address).toBe('maryam@town.example')
  await forget(8)
  expect(JSON.stringify(await kept())).not.toMatch(/maryam|Welcome|verify/iu)
  await forget(91)
  expect(await kept()).toEqual([])
})
