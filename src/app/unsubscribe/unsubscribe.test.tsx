import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Paragraph } from '#kernel/mail/letter.tsx'
import { queueMail } from '#kernel/mail/queue.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
let path: string
beforeAll(async () => {
  here = await town()
})
afterAll(() => here.stop())

const write = () =>
  inTransaction(here.community.write, (tx) =>
    queueMail(tx, {
      kind: 'test.digest',
      to: { address: 'joe@town.example' },
      subject: 'This week',
      language: 'en',
      list: 'digest',
      body: <Paragraph>x</Paragraph>,
    }),
  )

beforeEach(async () => {
  await here.sql`delete from mail_refusal`
  await write()
  const [row] = await here.sql`select token from mail_reader`
  path = `/unsubscribe/digest/${row!.token}`
})

const refusals = () => here.sql`select list from mail_refusal`

describe('letters are refused without an account', () => {
  test('peer 34: by a button; opening the link changes nothing, as mail scanners open every link', async () => {
    const visitor = await here.as(null)
    const page = await visitor.get(path)
    expect(await page.text()).toContain('Shall we stop them?')
    expect(page.headers.get('cache-control')).toBe('no-store')
    await visitor.send(path, { method: 'HEAD' })
    expect(await refusals()).toEqual([])
    const answer = await visitor.post(`${path}/refusal`)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path])
    expect(await refusals()).toEqual([{ list: 'digest' }])
    expect(await (await visitor.get(path)).text()).toContain('You get no more letters')
    expect(await write()).toBeNull()
    expect((await visitor.post(`${path}/return`)).status).toBe(303)
    expect(await write()).not.toBeNull()
  })

  test.each(['application/x-www-form-urlencoded', 'multipart/form-data'])(
    'by the mail program’s own button (RFC 8058, %s): no cookie, no token, no redirect',
    async (type) => {
      const form = type.startsWith('multipart') ? new FormData() : new URLSearchParams()
      form.set('List-Unsubscribe', 'One-Click')
      const answer = await here.app.request(`http://localhost${path}`, {
        method: 'POST',
        body: form,
        headers: { host: 'localhost' },
      })
      expect(answer.status).toBe(200)
      expect(await refusals()).toEqual([{ list: 'digest' }])
    },
  )

  test('but the button of the page needs our own page', async () => {
    const answer = await here.app.request(`http://localhost${path}/refusal`, {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { host: 'localhost', origin: 'https://evil.example' },
    })
    expect(answer.status).toBe(403)
    expect(await refusals()).toEqual([])
  })

  test.each([
    '/unsubscribe/digest/00000000-0000-4000-8000-000000000000',
    '/unsubscribe/everything/00000000-0000-4000-8000-000000000000',
    '/unsubscribe/digest/x',
  ])('not with a key that nobody has: %s', async (wrong) => {
    const visitor = await here.as(null)
    expect((await visitor.get(wrong)).status).toBe(404)
    expect((await visitor.send(wrong, { method: 'POST' })).status).toBe(404)
    expect((await visitor.post(`${wrong}/refusal`)).status).toBe(404)
    expect(await refusals()).toEqual([])
  })

  test('in every language', async () => {
    for (const language of ['en', 'es', 'ar'])
      expect((await (await here.as(null)).get(`${path}?lang=${language}`)).status).toBe(200)
  })
})
