import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { founded, posts, textOf, words } from '#test/talk.ts'
import { town } from '#test/town.ts'

describe('around the words', () => {
  test('rule 18: a picture loses where and when it was taken, needs words, and is seen by members alone', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'], hosts: ['joe'] })
    const [maryam, tom] = [await here.as('maryam'), await here.as('tom')]
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#385' } })
      .jpeg()
      .withExif({ IFD0: { Make: 'Canary' }, IFD3: { GPSLatitude: '53/1 27/1 0/1' } })
      .toBuffer()
    const token = /name="token" value="([^"]+)"/u.exec(await textOf(maryam, `/groups/${group}/talk`))![1]!
    const send = (alt: string) => {
      const body = new FormData()
      for (const [name, value] of Object.entries({ ...words('Look', { alt }), token })) body.append(name, value)
      body.append('picture', new File([new Uint8Array(photo)], 'home.jpg', { type: 'image/jpeg' }))
      const headers = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }
      return maryam.send(`/groups/${group}/posts`, { method: 'POST', body, headers })
    }
    expect((await send('')).status).toBe(422)
    expect(await posts(here)).toEqual([])
    expect((await send('Beans on canes')).status).toBe(303)
    const [post] = await posts(here)
    const address = `/groups/${group}/posts/${post!.id}/picture`
    const served = Buffer.from(await (await maryam.get(address)).arrayBuffer())
    expect((await sharp(served).metadata()).exif).toBeUndefined()
    expect(await textOf(maryam, `/groups/${group}/talk`)).toContain('alt="Beans on canes"')
    expect((await tom.get(address)).status).toBe(404)
  })

  test('a poll counts people, may be answered anew, and closes', async () => {
    let now = new Date()
    const here = await town({ now: () => now })
    const group = await founded(here, { members: ['maryam', 'tom'] })
    const [maryam, tom] = [await here.as('maryam'), await here.as('tom')]
    const asked = { text: 'Which evening', options: 'Monday\nTuesday', days: '2', once: randomUUID() }
    expect((await maryam.post(`/groups/${group}/polls`, asked)).status).toBe(303)
    expect(
      (await maryam.post(`/groups/${group}/polls`, { ...asked, options: 'Monday', once: randomUUID() })).status,
    ).toBe(422)
    const [post] = await posts(here)
    const options = await here.sql`select id from poll_option order by place`
    const votes = `/groups/${group}/posts/${post!.id}/votes`
    await Promise.all(options.map(({ id }) => tom.post(votes, { option: id as string })))
    expect(await here.sql`select count(*)::int from poll_vote`).toEqual([{ count: 1 }])
    expect((await tom.post(votes, { option: randomUUID() })).status).toBe(404)
    expect(await textOf(tom, `/groups/${group}/talk`)).toContain('One person has chosen')
    now = new Date(now.getTime() + 3 * 86_400_000)
    await maryam.post(votes, { option: options[0]!.id as string })
    expect(await here.sql`select count(*)::int from poll_vote`).toEqual([{ count: 1 }])
  })

  test('rule 36: what moderation hid, closed or slowed is so; words that could not be posted are kept', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'] })
    const [maryam, tom] = [await here.as('maryam'), await here.as('tom')]
    await maryam.post(`/groups/${group}/posts`, words('A quarrel'))
    const [post] = await posts(here)
    await here.sql`insert into moderated (thing_kind, thing_id, locked_at) values ('post', ${post!.id}, now())`
    const replies = `/groups/${group}/posts/${post!.id}/replies`
    expect((await tom.post(replies, words('And another thing'))).status).toBe(422)
    expect(await posts(here)).toHaveLength(1)
    await here.sql`update moderated set locked_at = null, slow_seconds = 600`
    expect(await textOf(tom, `/groups/${group}/talk`)).toContain('10 minutes between two posts of one person')
    expect((await tom.post(replies, words('Once'))).status).toBe(303)
    expect((await tom.post(replies, words('Twice'))).status).toBe(422)
    await here.sql`insert into moderated (thing_kind, thing_id, slow_seconds) values ('group', ${group}, 600)`
    const poll = { text: 'Which', options: 'One\nTwo', days: '2', once: randomUUID() }
    expect((await tom.post(`/groups/${group}/polls`, poll)).status).toBe(422)
    await here.sql`delete from moderated where thing_kind = 'group'`
    await here.sql`update moderated set slow_seconds = null, hidden_at = now() where thing_kind = 'post'`
    expect(await textOf(tom, `/groups/${group}/talk`)).not.toContain('A quarrel')
    expect(await textOf(maryam, `/groups/${group}/talk`)).toContain('Only you still see it')
    expect((await tom.post(replies, words('x'))).status).toBe(404)
  })

  test('rule 33: words of distress show numbers to their author alone, and nothing is stopped', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'] })
    const [maryam, tom] = [await here.as('maryam'), await here.as('tom')]
    expect((await maryam.post(`/groups/${group}/posts`, words('I want to die'))).status).toBe(303)
    expect(await textOf(maryam, `/groups/${group}/talk`)).toContain('Somebody to talk to')
    expect(await textOf(tom, `/groups/${group}/talk`)).not.toContain('Somebody to talk to')
    expect(await here.sql`select 1 from report`).toEqual([])
  })

  test('what is new since one was here is known to oneself alone', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'] })
    const [maryam, tom] = [await here.as('maryam'), await here.as('tom')]
    await tom.post(`/groups/${group}/posts`, words('Before'))
    const [first] = await posts(here)
    expect((await maryam.post(`/groups/${group}/read`, { to: first!.id as string })).status).toBe(303)
    await tom.post(`/groups/${group}/posts`, words('After'))
    const page = await textOf(maryam, `/groups/${group}/talk`)
    expect(page.indexOf('After')).toBeLessThan(page.indexOf('New since you were here'))
    expect(page.indexOf('New since you were here')).toBeLessThan(page.indexOf('Before'))
    expect(await textOf(tom, `/groups/${group}/talk`)).not.toContain('New since')
    expect(await here.community.read.selectFrom('read_marker').selectAll().execute()).toEqual([])
  })

  test('only hosts keep things for everybody', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'], hosts: ['joe'] })
    const [maryam, joe] = [await here.as('maryam'), await here.as('joe')]
    const form = { title: 'Keys to the shed', url: '', note: 'With Joe' }
    expect((await maryam.post(`/groups/${group}/pins`, form)).status).toBe(404)
    expect((await joe.post(`/groups/${group}/pins`, form)).status).toBe(303)
    expect(await textOf(maryam, `/groups/${group}/talk`)).toContain('Keys to the shed')
  })
})
