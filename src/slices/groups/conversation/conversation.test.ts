import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { CastMember } from '#slices/people/seed.ts'
import { type Client, type Town, town } from '#test/town.ts'

interface Wish {
  members: CastMember[]
  hosts?: CastMember[]
  kind?: string
  confidential?: boolean
}

/** A group with its members, as the group's own forms would leave it. */
const founded = async ({ sql, ids }: Town, { members, hosts = [], kind = 'interest', confidential = false }: Wish) => {
  const id = randomUUID()
  await sql`insert into "group" (id, kind, name, about, joining, hidden, confidential, adults, questions, agreement, agreement_version, founded_at)
    values (${id}, ${kind}, ${confidential ? 'Wednesday circle' : 'Allotment friends'}, '', ${confidential ? 'invitation' : 'open'}, ${confidential}, ${confidential}, false, '{}', '', 0, now())`
  for (const who of [...members, ...hosts]) {
    await sql`insert into group_member (group_id, person_id, state, host, pseudonym, since)
      values (${id}, ${ids[who]}, 'member', ${hosts.includes(who)}, ${confidential ? `Alias of ${who}` : null}, now())`
    await sql`insert into person_group (person_id, group_id) values (${ids[who]}, ${id}) on conflict do nothing`
  }
  return id
}

const words = (text: string, more: Record<string, string> = {}) => ({ text, once: randomUUID(), alt: '', ...more })

const textOf = async (client: Client, path: string) => {
  const response = await client.get(path)
  expect([path, response.status]).toEqual([path, 200])
  return response.text()
}

const posts = ({ sql }: Town) =>
  sql`select id, text, thread_id, author_id, alias, mail_held_at from post order by made_at, id`

/** Everything of the conversation that is stored, to see that nothing was written. */
const stored = async ({ sql }: Town) =>
  JSON.stringify(
    await sql`select (select json_agg(p order by p.id) from post p) as posts, (select json_agg(r) from post_reaction r) as reactions,
      (select json_agg(v) from poll_vote v) as votes, (select json_agg(p) from pinned p) as pins, (select count(*) from fact where name like 'groups.%') as facts`,
  )

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
})

describe('who sees whom', () => {
  test('rule 9: people who block each other see nothing of each other, in posts, replies, numbers and names', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    const [maryam, tom, joe] = [await here.as('maryam'), await here.as('tom'), await here.as('joe')]
    await joe.post(`/groups/${group}/posts`, words('Who comes on Sunday'))
    const [first] = await posts(here)
    const strip = (html: string) =>
      html.replace(
        /nonce="[^"]+"|data-newest="[^"]*"|name="token" value="[^"]+"|name="once" value="[^"]+"|after=[0-9a-f-]{36}|value="[0-9a-f-]{36}"/gu,
        '',
      )
    await maryam.get('/')
    const before = strip(await textOf(maryam, `/groups/${group}/talk`))
    await tom.post(`/groups/${group}/posts`, words('Tom speaks'))
    await tom.post(`/groups/${group}/posts/${first!.id}/replies`, words('Tom replies'))
    await tom.post(`/groups/${group}/posts/${first!.id}/reactions`, { reaction: 'same' })
    expect(await textOf(maryam, `/groups/${group}/talk`)).toContain('Tom speaks')
    await here.sql`insert into person_block (person_id, blocked_id) values (${here.ids.tom}, ${here.ids.maryam})`
    expect(strip(await textOf(maryam, `/groups/${group}/talk`))).toBe(before)
    const names = (await (await maryam.get(`/groups/${group}/mentions?q=t`)).json()) as { names: string[] }
    expect(names).toEqual({ names: [] })
    const [, toms] = await posts(here)
    expect((await maryam.get(`/groups/${group}/posts/${toms!.id}`)).status).toBe(404)
    expect((await maryam.post(`/groups/${group}/posts/${toms!.id}/replies`, words('x'))).status).toBe(404)
  })

  test('peer 5: names are suggested from this group alone, and never by e-mail address', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam'], hosts: ['joe'] })
    const maryam = await here.as('maryam')
    const asked = async (q: string) => (await (await maryam.get(`/groups/${group}/mentions?q=${q}`)).json()) as object
    expect(await asked('j')).toEqual({ names: ['Joe'] })
    expect(await asked('joe@town')).toEqual({ names: [] })
    expect(await asked('helen')).toEqual({ names: [] })
    await maryam.post(`/groups/${group}/posts`, words('Thank you @Joe, and hello @Helen'))
    expect(await here.sql`select person_id from post_mention`).toEqual([{ person_id: here.ids.joe }])
  })

  test('rule 32: two anonymous posts by one author have nothing in common; only the safeguarding lead may look, on the record', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'ruth'], hosts: ['joe'], kind: 'support' })
    const [maryam, joe, ruth] = [await here.as('maryam'), await here.as('joe'), await here.as('ruth')]
    await maryam.post(`/groups/${group}/posts`, words('I am worn out', { anonymous: '1' }))
    await maryam.post(`/groups/${group}/posts`, words('How do you sleep', { anonymous: '1' }))
    const [one, other] = await posts(here)
    await maryam.post(`/groups/${group}/posts/${one!.id}/replies`, words('It is me again', { anonymous: '1' }))
    expect(await here.sql`select distinct author_id from post`).toEqual([{ author_id: null }])
    expect(await here.sql`select by from fact where name = 'groups.PostMade'`).toEqual([
      { by: null },
      { by: null },
      { by: null },
    ])
    for (const who of [joe, ruth]) {
      const page = await textOf(who, `/groups/${group}/talk`)
      expect(page).toContain('Somebody without a name (1)')
      expect(page).not.toContain(here.ids.maryam)
      expect(page).not.toContain('Maryam')
    }
    // The ids tell neither who nor when: version 4, not 7.
    expect([one, other].map((post) => (post!.id as string)[14])).toEqual(['4', '4'])
    const writer = `/groups/${group}/posts/${one!.id}/writer`
    expect((await joe.get(writer)).status).toBe(404)
    expect((await joe.post(writer)).status).toBe(404)
    expect(await here.sql`select 1 from fact where name = 'safety.ReadByPower'`).toEqual([])
  })

  test('rule 17: a circle shows days, pseudonyms and no way to a profile', async () => {
    const here = await town()
    const circle = await founded(here, { members: ['maryam'], hosts: ['joe'], kind: 'support', confidential: true })
    const [maryam, joe] = [await here.as('maryam'), await here.as('joe')]
    await maryam.post(`/groups/${circle}/posts`, words('First evening'))
    const page = await textOf(joe, `/groups/${circle}/talk`)
    expect(page).toContain('Alias of maryam')
    expect(page).not.toContain(here.ids.maryam)
    expect(page).not.toMatch(/\d ?(am|pm)\b/u)
    expect(page).not.toMatch(/<title>[^<]*Wednesday/u)
  })

  test('rule 30: what is said in a circle does not exist for the steward, nor for a query without a viewer', async () => {
    const here = await town()
    const circle = await founded(here, { members: ['maryam'], confidential: true })
    await (await here.as('maryam')).post(`/groups/${circle}/posts`, words('In confidence'))
    expect((await (await here.as('helen')).get(`/groups/${circle}/talk`)).status).toBe(404)
    expect(await here.community.read.selectFrom('post').selectAll().execute()).toEqual([])
    expect(await here.community.read.selectFrom('post_alias').selectAll().execute()).toEqual([])
  })
})

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
    expect((await tom.post(replies, words('Once'))).status).toBe(303)
    expect((await tom.post(replies, words('Twice'))).status).toBe(422)
    await here.sql`update moderated set slow_seconds = null, hidden_at = now()`
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
