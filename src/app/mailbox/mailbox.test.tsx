import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Action, Letter, Paragraph } from '#kernel/mail/letter.tsx'
import { type OutgoingLetter, queueMail } from '#kernel/mail/queue.ts'
import { sendingTask } from '#kernel/mail/send.ts'
import { type Town, town } from '#test/town.ts'
import { jobsLeft, until, workerFor } from '#test/work.ts'

let here: Town
beforeAll(async () => {
  here = await town()
})
afterAll(() => here.stop())

const write = (letter: Partial<OutgoingLetter> = {}) =>
  inTransaction(here.community.write, (tx) =>
    queueMail(tx, {
      kind: 'test.greeting',
      to: { address: 'joe@town.example', name: 'Joe' },
      subject: 'Come in',
      language: 'en',
      body: (
        <Letter>
          <Paragraph>{'Here is your link <script>alert(1)</script>'}</Paragraph>
          <Action href="http://localhost/sign-up/confirm?key=abc">Open your door</Action>
        </Letter>
      ),
      ...letter,
    }),
  )

describe('the mailbox of a demo', () => {
  test('shows what was written, the newest first, and to whom', async () => {
    await write()
    await write({ subject: '<b>Second</b>', to: { address: 'nasreen@town.example' } })
    const visitor = await here.as(null)
    const html = await (await visitor.get('/mailbox')).text()
    expect(html.indexOf('&lt;b>Second')).toBeLessThan(html.indexOf('Come in'))
    expect(html).not.toContain('<b>Second')
    const onlyJoe = await (await visitor.get('/mailbox?to=JOE@town.example')).text()
    expect(onlyJoe).toContain('Come in')
    expect(onlyJoe).not.toContain('Second')
    expect(await (await visitor.get('/mailbox?to=%25')).text()).toContain('No letters yet')
  })

  test('shows one letter whole, and offers its link on this very host', async () => {
    const id = await write()
    const visitor = await here.as(null)
    const page = await visitor.get(`/mailbox/${id}`)
    const html = await page.text()
    expect(html).toContain('href="/sign-up/confirm?key=abc"')
    expect(html).toMatch(/<iframe[^>]+sandbox(=""|\s|>)/u)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(html).not.toContain('<script>alert')
  })

  test('shows the letter’s own page where it may do nothing at all', async () => {
    const id = await write()
    const answer = await (await here.as(null)).get(`/mailbox/${id}/letter.html`)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('content-security-policy')).toContain(`default-src 'none'`)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const html = await answer.text()
    expect(html).toContain('Open your door')
    expect(html).not.toContain('<script>')
  })

  test('reads in every language', async () => {
    for (const language of ['en', 'es', 'ar']) {
      const answer = await (await here.as(null)).get(`/mailbox?lang=${language}`)
      expect(answer.status).toBe(200)
    }
  })

  test('says which letters are still on their way, until the worker has seen them', async () => {
    await write()
    const visitor = await here.as(null)
    expect(await (await visitor.get('/mailbox')).text()).toContain('still on its way')
    const worker = workerFor(here.database, { tasks: [sendingTask({ post: null, from: 'hello@town.example' })] })
    await until(async () => (await jobsLeft(here.database)) === 0)
    await worker.stop()
    expect(await (await visitor.get('/mailbox')).text()).not.toContain('still on its way')
  })

  test('does not exist in a real community, and neither do its letters', async () => {
    const real = await here.database.addCommunity({
      slug: 'real',
      name: 'Real',
      zone: 'Europe/London',
      hosts: ['real.example'],
    })
    const id = await inTransaction(real.write, (tx) =>
      queueMail(tx, {
        kind: 'x',
        to: { address: 'joe@real.example' },
        subject: 'Secret',
        language: 'en',
        body: <Paragraph>Secret</Paragraph>,
      }),
    )
    const visitor = await here.as(null)
    for (const path of ['/mailbox', `/mailbox/${id}`, `/mailbox/${id}/letter.html`]) {
      const answer = await visitor.send(path, { headers: { host: 'real.example' } })
      expect([path, answer.status]).toEqual([path, 404])
      expect(await answer.text()).not.toContain('Secret')
      expect([path, (await visitor.get(path)).status]).toEqual([path, path === '/mailbox' ? 200 : 404])
    }
  })
})
