import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workOf } from '#app/reactions.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { remindOfReviews } from '#slices/organisations/partnerships/commands.ts'
import { type CastMember, cast, emailOf } from '#slices/people/seed.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { onStaff, seedOrganisations } from '#test/organisations.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
let post: Letterbox
let ids: Record<string, string>
beforeAll(async () => {
  here = await town({ unlimited: true })
  ids = await seedOrganisations(here, ['Bridge', 'Other'])
  await onStaff(here, 'ade', 'admin', ids.Bridge!)
  await onStaff(here, 'joe', 'admin', ids.Other!)
  post = letterbox(here, workOf(here.config).reactions)
})
afterAll(async () => {
  await post.stop()
  await here.stop()
})

const today = new Date().toISOString().slice(0, 10)
const nextYear = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10)
const proposal = (given: Record<string, string> = {}) => ({
  partner: 'Bridge',
  kind: 'food',
  words: 'Soup on Thursdays',
  since: today,
  review_on: nextYear,
  open: '1',
  ...given,
})
const path = (name: string, rest = '') => `/organisations/${ids[name]}/partnerships${rest}`
const send = async (who: CastMember, to: string, form: Record<string, string> = {}) =>
  (await here.as(who)).post(to, form)
const read = async (who: CastMember | null, to: string) => (await (await here.as(who)).get(to)).text()
const rows = () => here.sql`select * from partnership order by id`
const fresh = () => here.sql`delete from partnership`
const propose = async (given: Record<string, string> = {}) => {
  await send('grace', path('Hearth'), proposal(given))
  const [row] = await here.sql`select id from partnership where state = 'proposed' order by proposed_at desc limit 1`
  return String(row!.id)
}

describe('a partnership', () => {
  test('is proposed by one, confirmed by the other, and then seen by everybody', async () => {
    await fresh()
    const id = await propose()
    const letter = await post.newest(emailOf('ade'))
    for (const words of ['Hearth', 'Soup on Thursdays']) expect(letter.text).toContain(words)
    expect(letter.link).toBe(path('Bridge', `/${id}`))
    expect(await read('ade', `/organisations/${ids.Bridge}/desk`)).toContain('Hearth proposes a partnership')
    expect(await read(null, '/organisations/network')).not.toContain('Soup')
    expect((await send('ade', path('Bridge', `/${id}/confirm`))).status).toBe(303)
    for (const page of ['/organisations/network', `/organisations/${ids.Hearth}`, `/organisations/${ids.Bridge}`])
      expect(await read(null, page)).toContain('Soup on Thursdays')
    expect((await post.newest(emailOf('grace'))).subject).toBe('Bridge has said yes')
    expect((await send('ade', path('Bridge', `/${id}/confirm`))).status).toBe(404)
  })

  test('that is internal, or was taken back from everybody, is seen by the two alone', async () => {
    await fresh()
    const id = await propose({ open: '' })
    await send('ade', path('Bridge', `/${id}/confirm`))
    expect(await read(null, '/organisations/network')).not.toContain('Soup')
    expect(await read('tom', path('Hearth'))).toContain('Soup on Thursdays')
    await here.sql`update partnership set open = true`
    expect(await read(null, '/organisations/network')).toContain('Soup')
    await send('ade', path('Bridge', `/${id}/hide`))
    expect(await read(null, '/organisations/network')).not.toContain('Soup')
    expect(await read(null, `/organisations/${ids.Hearth}`)).not.toContain('Soup')
  })

  test('is nobody’s to answer but the other side’s admins', async () => {
    await fresh()
    const id = await propose()
    const before = await rows()
    for (const [who, name] of [
      ['grace', 'Hearth'],
      ['tom', 'Hearth'],
      ['joe', 'Other'],
      ['joe', 'Bridge'],
      ['helen', 'Bridge'],
      ['maryam', 'Bridge'],
    ] as const)
      for (const act of ['confirm', 'decline'])
        expect([who, name, (await send(who, path(name, `/${id}/${act}`))).status]).toEqual([who, name, 404])
    expect(await rows()).toEqual(before)
  })

  test('peer 2: own organisation with another’s partnership is 404 and writes nothing', async () => {
    await fresh()
    const id = await propose()
    await send('ade', path('Bridge', `/${id}/confirm`))
    const before = await rows()
    for (const act of ['hide', 'end', 'withdraw', 'confirm', 'decline', 'review'])
      expect(
        (await send('joe', path('Other', `/${id}/${act}`), act === 'review' ? { review_on: nextYear } : {})).status,
      ).toBe(404)
    for (const one of [id, newId()])
      expect((await (await here.as('joe')).get(path('Other', `/${one}`))).status).toBe(404)
    expect(await rows()).toEqual(before)
  })

  test('peer 21: a form with columns that are not its own is refused', async () => {
    await fresh()
    for (const column of ['state', 'one_id', 'proposed_by'])
      expect((await send('grace', path('Hearth'), proposal({ [column]: 'confirmed' }))).status).toBe(422)
    expect(await rows()).toEqual([])
  })

  test('two who propose to each other at once make one proposal', async () => {
    await fresh()
    const answers = await Promise.all([
      send('grace', path('Hearth'), proposal()),
      send('ade', path('Bridge'), proposal({ partner: 'Hearth' })),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await rows()).toHaveLength(1)
  })

  test('yes and no at once: one of them counts', async () => {
    await fresh()
    const id = await propose()
    const answers = await Promise.all(
      ['confirm', 'decline', 'confirm'].map((act) => send('ade', path('Bridge', `/${id}/${act}`))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404, 404])
  })

  test.each([
    [{ partner: 'Nobody knows it' }, 'nothing by this name'],
    [{ partner: 'Hearth' }, 'this organisation itself'],
    [{ since: '2999-01-01' }, ''],
    [{ since: nextYear }, 'still to come'],
    [{ review_on: today }, 'after today'],
    [{ words: '' }, ''],
  ])('what cannot be meant is refused, and what was typed stays: %j', async (given, said) => {
    await fresh()
    const answer = await send('grace', path('Hearth'), proposal(given))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(said)
    expect(await rows()).toEqual([])
  })

  test('both sides are reminded once of each review; one says that it still holds', async () => {
    await fresh()
    const id = await propose()
    await send('ade', path('Bridge', `/${id}/confirm`))
    await here.sql`update partnership set review_on = ${today}::date + 10`
    const remind = () => inTransaction(here.community.write, (tx) => remindOfReviews(tx, today))
    await remind()
    await remind()
    for (const who of ['grace', 'ade'] as const) {
      const letters = (await post.to(emailOf(who))).filter(({ kind }) => kind === 'organisations.review')
      expect([who, letters.length]).toEqual([who, 1])
    }
    expect(await read('grace', `/organisations/${ids.Hearth}/desk`)).toContain('Does it still hold with Bridge')
    await send('grace', path('Hearth', `/${id}/review`), { review_on: nextYear })
    expect(await read('grace', `/organisations/${ids.Hearth}/desk`)).not.toContain('Does it still hold')
  })

  test('ends when either side says so, and the other is told', async () => {
    await fresh()
    const id = await propose()
    await send('ade', path('Bridge', `/${id}/confirm`))
    expect((await send('ade', path('Bridge', `/${id}/end`))).status).toBe(303)
    expect((await post.newest(emailOf('grace'))).subject).toBe('Bridge has ended a partnership')
    expect(await read(null, '/organisations/network')).not.toContain('Soup')
    expect(await read('grace', path('Hearth'))).toContain('Ended on')
  })
})

test('the network is chosen by what is shared; nonsense in the address is no error', async () => {
  await fresh()
  const id = await propose()
  await send('ade', path('Bridge', `/${id}/confirm`))
  expect(await read(null, '/organisations/network?kind=food')).toContain('Soup')
  expect(await read(null, '/organisations/network?kind=money')).not.toContain('Soup')
  for (const odd of ['kind=%00', 'kind=food&kind=money', 'area=<script>', 'area=food'])
    expect((await (await here.as(null)).get(`/organisations/network?${odd}`)).status).toBe(200)
})

test('peer 12: words that would be a script are words, on every page and in the letter', async () => {
  await fresh()
  const evil = '<script>alert(1)</script><img src=x onerror=alert(2)>'
  const id = await propose({ words: evil })
  await send('ade', path('Bridge', `/${id}/confirm`))
  for (const [who, page] of [
    [null, '/organisations/network'],
    [null, `/organisations/${ids.Hearth}`],
    ['grace', path('Hearth')],
    ['grace', path('Hearth', `/${id}`)],
  ] as const) {
    const html = await read(who, page)
    expect(html).toContain('&lt;img src=x')
    expect(html).not.toContain('<img src=x')
  }
  expect((await post.newest(emailOf('ade'))).html).not.toContain('<img src=x')
})

test('these pages do not exist for anybody else', async () => {
  const strangers = (Object.keys(cast) as CastMember[]).filter((who) => !['grace', 'tom'].includes(who))
  for (const who of strangers)
    expect([who, (await (await here.as(who)).get(path('Hearth'))).status]).toEqual([who, 404])
})
