import { describe, expect, test } from 'vitest'
import { founded, posts, textOf, words } from '#test/talk.ts'
import { town } from '#test/town.ts'

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

  test('rule 17: that somebody was here, read, or began to write shows to nobody else, on no page', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'], hosts: ['joe'] })
    const [maryam, tom] = [await here.as('maryam'), await here.as('tom')]
    await maryam.post(`/groups/${group}/posts`, words('Have you seen this?'))
    const [post] = await posts(here)
    const pages = ['', '/talk', '/members', `/posts/${post!.id}`].map((at) => `/groups/${group}${at}`)
    const seen = async () => {
      const all: string[] = []
      for (const page of [...pages, `/people/${here.ids.tom}`, '/people', '/groups'])
        all.push(
          (await textOf(maryam, page)).replaceAll(
            /nonce="[^"]*"|name="once" value="[^"]*"|"once":"[^"]*"|data-once="[^"]*"/gu,
            '',
          ),
        )
      return all
    }
    // The first page after a form also says that it was taken.
    await maryam.get('/')
    const before = await seen()
    for (const page of pages) await textOf(tom, page)
    expect((await tom.post(`/groups/${group}/read`, { to: String(post!.id) })).status).toBe(303)
    expect((await tom.post(`/groups/${group}/draft`, { text: 'I am writing', thread: group })).status).toBeLessThan(300)
    expect(await here.sql`select count(*)::int as n from read_marker where person_id = ${here.ids.tom}`).toEqual([
      { n: 1 },
    ])
    expect(await seen()).toEqual(before)
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
