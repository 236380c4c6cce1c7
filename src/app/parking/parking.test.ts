import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#kernel/database/transactions.ts'
import { park } from '#kernel/jobs/parking.ts'
import { cast } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
beforeAll(async () => {
  here = await town()
})
afterAll(() => here.stop())

const fill = (jobs: number) =>
  inTransaction(here.community.write, async (tx) => {
    for (let n = 1; n <= jobs; n++)
      await park(tx, {
        jobId: String(n),
        task: 'mail.send',
        payload: { mail: 'x' },
        attempts: 10,
        error: `550 <b>joe${n}`,
      })
  })

beforeEach(async () => {
  await here.sql`delete from parked_job`
  await here.database.owner.query('delete from graphile_worker._private_jobs')
  await fill(3)
})

const waiting = () => here.sql`select id from parked_job where ended_at is null order by job_id`
const queued = async () => (await here.database.owner.query('select 1 from graphile_worker._private_jobs')).rowCount

describe('the parking place', () => {
  test('shows the steward what waits, in words, and what went wrong', async () => {
    const answer = await (await here.as('helen')).get('/steward/parking')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const html = await answer.text()
    expect(html).toContain('Try all 3 again')
    expect(html).toContain('A letter')
    expect(html).toContain('550 &lt;b>joe1')
  })

  test('lets the steward try one again, once', async () => {
    const helen = await here.as('helen')
    const [first] = await waiting()
    const retry = () => helen.post('/steward/parking/retries', { which: String(first!.id) })
    expect((await retry()).status).toBe(303)
    expect((await retry()).status).toBe(303)
    expect(await waiting()).toHaveLength(2)
    expect(await queued()).toBe(1)
    expect(await here.sql`select name, data from fact where name like 'parking.%'`).toEqual([
      { name: 'parking.ParkedWorkRetried', data: { count: 1 } },
    ])
  })

  test('lets the steward try all again', async () => {
    await (await here.as('helen')).post('/steward/parking/retries', { which: 'all' })
    expect(await waiting()).toEqual([])
    expect(await queued()).toBe(3)
    expect(await (await (await here.as('helen')).get('/steward/parking')).text()).toContain('Nothing is parked')
  })

  test('wants a reason for giving up, and keeps what was chosen', async () => {
    const helen = await here.as('helen')
    const [first] = await waiting()
    const refused = await helen.post('/steward/parking/drops', { which: String(first!.id), reason: ' ' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(`<option value="${first!.id}" selected`)
    expect(await waiting()).toHaveLength(3)
    const done = await helen.post('/steward/parking/drops', {
      which: String(first!.id),
      reason: 'too old to be of use',
    })
    expect(done.status).toBe(303)
    expect(await here.sql`select reason, ended_by, last_error from parked_job where outcome = 'dropped'`).toEqual([
      { reason: 'too old to be of use', ended_by: here.ids.helen, last_error: null },
    ])
    expect(await queued()).toBe(0)
  })

  test('does not exist for anybody else, and nothing happens', async () => {
    for (const who of [null, ...Object.keys(cast).filter((name) => name !== 'helen')] as (
      | keyof typeof here.ids
      | null
    )[]) {
      const client = await here.as(who)
      const answers = [
        await client.get('/steward/parking'),
        await client.post('/steward/parking/retries', { which: 'all' }),
        await client.post('/steward/parking/drops', { which: 'all', reason: 'because I can' }),
      ]
      expect([who, ...answers.map(({ status }) => status)]).toEqual([who, 404, 404, 404])
    }
    expect(await waiting()).toHaveLength(3)
  })

  test('reads in every language', async () => {
    for (const language of ['en', 'es', 'ar'])
      expect((await (await here.as('helen')).get(`/steward/parking?lang=${language}`)).status).toBe(200)
  })
})
