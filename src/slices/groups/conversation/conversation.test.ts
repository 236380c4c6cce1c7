import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { founded, posts, stored, textOf, words } from '#test/talk.ts'
import { town } from '#test/town.ts'

describe('talking in a group', () => {
  test('posts, replies and reacts wholly without script', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'], hosts: ['joe'] })
    const [maryam, joe] = [await here.as('maryam'), await here.as('joe')]
    const said = await joe.post(`/groups/${group}/posts`, words('Beans are up. See https://example.org/beans.'))
    expect(said.status).toBe(303)
    const [post] = await posts(here)
    const page = await textOf(maryam, `/groups/${group}/talk`)
    expect(page).toContain('Beans are up.')
    expect(page).toContain('<a href="https://example.org/beans" rel="nofollow noreferrer noopener ugc">')
    expect((await maryam.post(`/groups/${group}/posts/${post!.id}/replies`, words('Mine too'))).status).toBe(303)
    expect((await maryam.post(`/groups/${group}/posts/${post!.id}/reactions`, { reaction: 'idea' })).status).toBe(303)
    const thread = await textOf(joe, `/groups/${group}/posts/${post!.id}`)
    expect(thread).toContain('Mine too')
    expect(thread).toContain('Good idea: 1')
    await maryam.post(`/groups/${group}/posts/${post!.id}/reactions`, { reaction: 'idea' })
    expect(await here.sql`select * from post_reaction`).toEqual([])
  })

  test('the same form sent twenty times at once posts once', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'] })
    const maryam = await here.as('maryam')
    const form = words('Hello all')
    const answers = await Promise.all(Array.from({ length: 20 }, () => maryam.post(`/groups/${group}/posts`, form)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await posts(here)).toHaveLength(1)
  })

  test('peer 2: own group with a foreign post is 404 and writes nothing', async () => {
    const here = await town()
    const own = await founded(here, { members: ['maryam'], hosts: ['joe'] })
    const foreign = await founded(here, { members: ['tom'] })
    const tom = await here.as('tom')
    await tom.post(`/groups/${foreign}/posts`, words('Only for us'))
    const [post] = await posts(here)
    const before = await stored(here)
    for (const who of ['maryam', 'joe'] as const) {
      const client = await here.as(who)
      for (const at of [own, foreign]) {
        const address = `/groups/${at}/posts/${post!.id}`
        for (const path of [address, `${address}/edit`, `${address}/picture`, `${address}/writer`])
          expect([path, (await client.get(path)).status]).toEqual([path, 404])
        for (const [path, form] of [
          ['replies', words('x')],
          ['edit', { text: 'x' }],
          ['delete', {}],
          ['reactions', { reaction: 'idea' }],
          ['votes', { option: post!.id as string }],
          ['approve', {}],
          ['writer', {}],
        ] as const)
          expect([path, (await client.post(`${address}/${path}`, form)).status]).toEqual([path, 404])
        expect((await client.post(`/groups/${at}/read`, { to: post!.id as string })).status).toBe(404)
        expect((await client.post(`/groups/${at}/pins/${post!.id}/remove`)).status).toBe(404)
      }
      for (const path of ['talk', 'live', 'letters', 'mentions', 'polls', 'pins'])
        expect([path, (await client.get(`/groups/${foreign}/${path}`)).status]).toEqual([path, 404])
      expect((await client.post(`/groups/${foreign}/posts`, words('x'))).status).toBe(404)
    }
    expect(await stored(here)).toBe(before)
  })

  test('peer 3: nobody changes or deletes what another wrote; deleted words are sealed and cannot be brought back', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    const [maryam, tom] = [await here.as('maryam'), await here.as('tom')]
    await maryam.post(`/groups/${group}/posts`, words('My words'))
    const [post] = await posts(here)
    const address = `/groups/${group}/posts/${post!.id}`
    const before = await stored(here)
    expect((await tom.post(`${address}/edit`, { text: 'Other words' })).status).toBe(404)
    expect((await tom.post(`${address}/delete`)).status).toBe(404)
    expect(await stored(here)).toBe(before)
    expect((await maryam.post(`${address}/delete`)).status).toBe(303)
    expect((await posts(here))[0]).toMatchObject({ text: '' })
    expect(await here.sql`select text from sealed_post`).toEqual([{ text: 'My words' }])
    expect((await maryam.post(`${address}/edit`, { text: 'Again' })).status).toBe(404)
    expect(await textOf(tom, `/groups/${group}/talk`)).not.toContain('My words')
  })

  test('own words can be changed for an hour, and others see that they were', async () => {
    let now = new Date()
    const here = await town({ now: () => now })
    const group = await founded(here, { members: ['maryam'] })
    const maryam = await here.as('maryam')
    await maryam.post(`/groups/${group}/posts`, words('Thursday'))
    const [post] = await posts(here)
    const edit = `/groups/${group}/posts/${post!.id}/edit`
    expect((await maryam.post(edit, { text: 'Friday' })).status).toBe(303)
    expect(await textOf(maryam, `/groups/${group}/talk`)).toMatch(/Friday/u)
    expect(await textOf(maryam, `/groups/${group}/talk`)).toMatch(/edited/u)
    now = new Date(now.getTime() + 3_601_000)
    expect((await maryam.post(edit, { text: 'Saturday' })).status).toBe(422)
    expect((await posts(here))[0]).toMatchObject({ text: 'Friday' })
  })

  test('a long conversation comes in light pages, each thread once, from the newest to the first', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'], hosts: ['joe'] })
    const threads = 30
    await here.sql`insert into post (id, group_id, author_id, text, made_at, active_at, once, confidential)
      select gen_random_uuid(), ${group}, ${here.ids.maryam}, 'Thread ' || n || '. ' || repeat(md5(n::text) || ' ', 12),
        now() - n * interval '1 hour', now(), gen_random_uuid(), false from generate_series(1, ${threads}) n`
    await here.sql`insert into post (id, group_id, thread_id, author_id, text, made_at, active_at, once, confidential)
      select gen_random_uuid(), ${group}, post.id, ${here.ids.joe}, 'Reply ' || md5(post.id::text || n), post.made_at + n * interval '1 minute',
        now(), gen_random_uuid(), false from post, generate_series(1, 5) n where thread_id is null`
    const joe = await here.as('joe')
    const shown: string[] = []
    let next: string | undefined = `/groups/${group}`
    while (next) {
      const page: string = await textOf(joe, next)
      expect([next, page.match(/<[a-z]/gu)!.length < 1_500, gzipSync(page).length < 30_000]).toEqual([next, true, true])
      shown.push(...[...page.matchAll(/Thread (\d+)\. /gu)].map(([, n]) => n!))
      next = /href="(\/groups\/[^"]*\/talk\?before=[0-9a-f-]{36})"/u.exec(page)?.[1]
    }
    expect(shown).toEqual(Array.from({ length: threads }, (_, n) => String(n + 1)))
  })

  test('peer 12: nothing that is typed becomes mark-up', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'], hosts: ['joe'] })
    const joe = await here.as('joe')
    const corpus = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'javascript:alert(1) https://e.org/"onmouseover="alert(1)',
      '[x](javascript:alert(1)) <a href="data:text/html,x">',
      'http://user:pass@evil.example/ <svg/onload=alert(1)>',
    ]
    for (const text of corpus) await joe.post(`/groups/${group}/posts`, words(text))
    await joe.post(`/groups/${group}/pins`, { title: '<b>x</b>', url: 'https://example.org/', note: '<i>y</i>' })
    expect((await joe.post(`/groups/${group}/pins`, { title: 'x', url: 'javascript:alert(1)', note: '' })).status).toBe(
      422,
    )
    const page = await textOf(joe, `/groups/${group}/talk`)
    const list = page.slice(page.indexOf('data-list'), page.indexOf('live-talk'))
    expect(list).not.toMatch(/<(img|b|i)\b|<svg(?! class="icon)|<script>|href="(javascript|data):|\son\w+="/u)
    expect(page).not.toContain('href="http://user')
    expect(page).toContain('&lt;script>')
  })

  test('peer 21: a form with more than its fields is refused and writes nothing', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'] })
    const maryam = await here.as('maryam')
    const before = await stored(here)
    for (const extra of ['author_id', 'group_id', 'made_at', 'mail_held_at', 'confidential', 'alias'])
      expect((await maryam.post(`/groups/${group}/posts`, words('x', { [extra]: here.ids.tom }))).status).toBe(422)
    expect(await stored(here)).toBe(before)
  })

  test('peer 18: without our token, or from elsewhere, nothing is written', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'] })
    const maryam = await here.as('maryam')
    const body = new URLSearchParams(words('x'))
    const origin = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await maryam.send(`/groups/${group}/posts`, { method: 'POST', body, headers: origin })).status).toBe(403)
    expect(await posts(here)).toEqual([])
  })

  test('whoever was signed out while writing has their words back to copy, and nothing is posted; another site gets none of it', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'] })
    const maryam = await here.as('maryam')
    const form = words('A long story that took me half an hour to tell </textarea><b>')
    await maryam.get(`/groups/${group}/talk`)
    await here.sql`delete from session`
    const send = (headers: Record<string, string>) =>
      maryam.send(`/groups/${group}/posts`, {
        method: 'POST',
        body: new URLSearchParams({ ...form, token: 'old' }),
        headers,
      })
    const late = await send({ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' })
    const page = await late.text()
    expect([late.status, late.headers.get('cache-control')]).toEqual([403, 'no-store'])
    expect(page).toContain('that took me half an hour to tell &lt;/textarea>&lt;b>')
    expect(page).not.toContain(form.once)
    const foreign = await send({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    expect(await foreign.text()).not.toContain('half an hour')
    expect(await posts(here)).toEqual([])
  })
})
