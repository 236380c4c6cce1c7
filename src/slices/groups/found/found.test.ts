import { afterAll, beforeAll, expect, test } from 'vitest'
import { reactions } from '#app/reactions.ts'
import { circle, found, join } from '#test/groups.ts'
import { type Letterbox, letterbox } from '#test/letters.ts'
import { textOf } from '#test/talk.ts'
import { type Client, type Town, town } from '#test/town.ts'

let here: Town
let box: Letterbox
let joe: Client
let visitor: Client
beforeAll(async () => {
  here = await town({ unlimited: true })
  box = letterbox(here, reactions)
  joe = await here.as('joe')
  visitor = await here.as(null)
})
afterAll(async () => {
  await box.stop()
  await here.stop()
})

const isFound = async (id: string) => (await here.sql`select from finding where id = ${id}`).length === 1
const walkers = { name: 'Bellringers of Hale', about: 'We ring the bells on Mondays, beginners too.' }

test('an open group is found by its words and its kind, and leads to its page', async () => {
  const id = await found(joe, walkers)
  for (const path of ['/find?q=bellringers', '/find?kind=group', '/find?q=bells&kind=group'])
    expect(await textOf(visitor, path)).toContain(`/groups/${id}`)
  expect(await textOf(visitor, '/find?kind=group')).not.toContain('last checked')
})

test('what is changed is found as it is now; what is hidden, ended or a circle is not found', async () => {
  const id = await found(joe, walkers)
  await joe.post(`/groups/${id}/edit`, { ...walkers, name: 'Handbells of Hale', kind: 'faith', joining: 'open' })
  expect((await here.sql`select title, subkind from finding where id = ${id}`)[0]).toEqual({
    title: 'Handbells of Hale',
    subkind: 'faith_group',
  })
  await joe.post(`/groups/${id}/edit`, { ...walkers, kind: 'faith', joining: 'open', seen: 'members' })
  expect(await isFound(id)).toBe(false)
  await joe.post(`/groups/${id}/edit`, { ...walkers, kind: 'faith', joining: 'open' })
  expect(await isFound(id)).toBe(true)
  await joe.post(`/groups/${id}/archive`)
  expect(await isFound(id)).toBe(false)
  await joe.post(`/groups/${id}/restore`)
  expect(await isFound(id)).toBe(true)
  expect(await isFound(await circle(joe))).toBe(false)
})

test('nothing of who is in it is in what is found', async () => {
  const id = await found(joe, walkers)
  await join(await here.as('maryam'), id)
  const [row] = await here.sql`select * from finding where id = ${id}`
  expect(JSON.stringify(row)).not.toMatch(/Joe|Maryam/u)
})

test('rule 36: what moderators hide is gone for everybody outside, stays readable inside, and comes back with the decision undone', async () => {
  const id = await found(joe, walkers)
  const [ade, tom] = [await here.as('ade'), await here.as('tom')]
  await tom.post(`/report/group/${id}`, { reason: 'spam', words: 'They sell bells.' })
  const [report] = await here.sql`select id from report where thing_id = ${id}`
  const path = `/moderation/${report!.id}`
  await ade.post(`${path}/take`)
  expect((await ade.post(`${path}/decision`, { kind: 'hide', reason: 'They sell bells.' })).status).toBe(303)
  await box.to('joe@town.example')
  expect(await isFound(id)).toBe(false)
  expect((await visitor.get(`/groups/${id}`)).status).toBe(404)
  expect((await ade.get(`/groups/${id}`)).status).toBe(404)
  expect(await textOf(visitor, '/groups')).not.toContain(`/groups/${id}`)
  expect(await textOf(joe, `/groups/${id}`)).toContain('The moderators have paused this group')
  expect((await joe.post(`/groups/${id}/posts`, { text: 'x', once: crypto.randomUUID(), alt: '' })).status).toBe(404)
  const [decision] = await here.sql`select id from moderation_decision where thing_id = ${id}`
  await ade.post(`${path}/decisions/${decision!.id}/undo`, { because: 'It was a gift.' })
  await box.to('joe@town.example')
  expect(await isFound(id)).toBe(true)
  expect((await visitor.get(`/groups/${id}`)).status).toBe(200)
})
