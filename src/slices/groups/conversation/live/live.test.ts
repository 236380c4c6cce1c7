import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openWellmet } from '#app/wellmet.ts'
import { openDatabase } from '#kernel/database/open.ts'
import { endLive } from '#kernel/live/rooms.ts'
import { founded, posts, words } from '#test/talk.ts'
import { type Client, town } from '#test/town.ts'
import { until } from '#test/work.ts'

interface Ear {
  heard: string[]
  ended: () => boolean
}

/** Listens as a browser would, until the stream ends. */
const listen = async (client: Client, path: string, headers: Record<string, string> = {}): Promise<Ear> => {
  const response = await client.get(path, headers)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const heard: string[] = []
  let isOver = false
  const reader = response.body!.getReader()
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      for (const event of new TextDecoder().decode(value).split('\n\n'))
        if (event.startsWith('event')) heard.push(event.replaceAll('\n', ' '))
    }
    isOver = true
  }
  read().catch(() => {
    isOver = true
  })
  onTestFinished(() => reader.cancel().catch(() => {}))
  return { heard, ended: () => isOver }
}

const live = (group: string) => `/groups/${group}/live`

describe('hearing at once', () => {
  test('that something is new, never what; and from another process the same', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'] })
    const [maryam, tom] = [await here.as('maryam'), await here.as('tom')]
    const ear = await listen(maryam, live(group))
    const connection = here.database.connection
    const other = await openDatabase({ connection, migrations: [] })
    onTestFinished(() => other.stop())
    const elsewhere = openWellmet(here.config, other, { log: pino({ level: 'silent' }) })
    const far = await listen({ ...maryam, get: (path) => ask(elsewhere.app, maryam, path) }, live(group))
    await wait(300)
    await tom.post(`/groups/${group}/posts`, words('A secret of the house'))
    const [post] = await posts(here)
    await until(() => ear.heard.length > 0 && far.heard.length > 0)
    expect(ear.heard).toEqual([`event: post id: ${post!.id} data: ${post!.id}`])
    expect(far.heard).toEqual(ear.heard)
    expect(ear.heard.join()).not.toMatch(/secret|Tom/u)
  })

  test('rule 9: nothing of whoever stands behind a block: not a post, not an answer, not what is said under their words', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    const [tom, joe] = [await here.as('tom'), await here.as('joe')]
    await tom.post(`/groups/${group}/posts`, words('Begun by Tom'))
    await joe.post(`/groups/${group}/posts`, words('Begun by Joe'))
    const [toms, joes] = await posts(here)
    await here.sql`insert into person_block (person_id, blocked_id) values (${here.ids.tom}, ${here.ids.maryam})`
    const ear = await listen(await here.as('maryam'), live(group))
    await tom.post(`/groups/${group}/posts`, words('More'))
    await tom.post(`/groups/${group}/posts/${joes!.id}/reactions`, { reaction: 'idea' })
    await joe.post(`/groups/${group}/posts/${toms!.id}/replies`, words('To Tom'))
    await joe.post(`/groups/${group}/posts`, words('To all'))
    await until(() => ear.heard.length > 0)
    const last = (await posts(here)).at(-1)!
    expect(ear.heard).toEqual([`event: post id: ${last.id} data: ${last.id}`])
  })

  test('ASVS V4.4: whoever is taken out of the group is cut off and hears nothing of what comes after', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    const ear = await listen(await here.as('maryam'), live(group))
    await here.sql`update group_member set state = 'removed' where person_id = ${here.ids.maryam}`
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('Now that she is gone'))
    await until(() => ear.ended())
    expect(ear.heard).toEqual([])
    expect((await (await here.as('maryam')).get(live(group))).status).toBe(404)
  })

  test('whoever signs out is cut off even when nobody says anything', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'] })
    const maryam = await here.as('maryam')
    const ear = await listen(maryam, live(group))
    expect((await maryam.post('/sign-out')).status).toBe(303)
    await until(() => ear.ended())
    expect(ear.heard).toEqual([])
  })

  test('a browser that comes back is told how much it missed of what it may see', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    const [tom, joe] = [await here.as('tom'), await here.as('joe')]
    await joe.post(`/groups/${group}/posts`, words('One'))
    const [first] = await posts(here)
    await joe.post(`/groups/${group}/posts`, words('Two'))
    await tom.post(`/groups/${group}/posts`, words('Three'))
    const toms = (await posts(here)).at(-1)!
    await joe.post(`/groups/${group}/posts/${toms.id}/replies`, words('Under the words of Tom'))
    await here.sql`insert into person_block (person_id, blocked_id) values (${here.ids.maryam}, ${here.ids.tom})`
    const ear = await listen(await here.as('maryam'), live(group), { 'last-event-id': String(first!.id) })
    await until(() => ear.heard.length > 0)
    expect(ear.heard).toEqual(['event: missed data: 1'])
  })

  test('before the program stops, every stream ends', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'] })
    const ear = await listen(await here.as('maryam'), live(group))
    endLive()
    await until(() => ear.ended())
    expect(ear.ended()).toBe(true)
  })

  test.each(['tom', 'helen', null] as const)('rule 30: %s cannot listen to a circle', async (who) => {
    const here = await town()
    const circle = await founded(here, { members: ['maryam'], confidential: true })
    const answer = await (await here.as(who)).get(live(circle))
    expect([200, answer.status]).not.toEqual([200, 200])
    expect(answer.headers.get('content-type')).not.toContain('event-stream')
  })
})

/** The same browser at another process. */
const ask = (
  app: { request: (path: string, init: RequestInit) => Response | Promise<Response> },
  { cookies }: Client,
  path: string,
) =>
  app.request(`http://localhost${path}`, {
    headers: { host: 'localhost', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  }) as Promise<Response>
