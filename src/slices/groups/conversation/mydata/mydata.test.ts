import { describe, expect, test } from 'vitest'
import { demoPassword } from '#slices/people/seed.ts'
import { founded, posts, stored, textOf, words } from '#test/talk.ts'
import { town } from '#test/town.ts'
import { talkClocks } from './commands.ts'

describe('what somebody said in groups', () => {
  test('rule 40: is handed to them, without the name of a circle', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'] })
    const circle = await founded(here, { members: ['maryam'], confidential: true })
    const maryam = await here.as('maryam')
    await maryam.post(`/groups/${group}/posts`, words('Bread for Tuesday'))
    await maryam.post(`/groups/${circle}/posts`, words('A hard evening'))
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('Words of Tom'))
    const talk = JSON.stringify(
      Object.entries(JSON.parse(await textOf(maryam, '/account/data/export.json'))).filter(([, value]) =>
        JSON.stringify(value).includes('Bread for Tuesday'),
      ),
    )
    expect(talk).toContain('A hard evening')
    expect(talk).not.toContain('Words of Tom')
    const said = talk.slice(talk.indexOf('groups.conversation'))
    expect(said).not.toContain('Wednesday circle')
  })

  test('rule 40: is gone once they erase themselves, in circles and without a name too; what others answered stays', async () => {
    const here = await town()
    const group = await founded(here, { members: ['grace', 'tom'], kind: 'support' })
    const circle = await founded(here, { members: ['grace'], confidential: true })
    const [grace, tom] = [await here.as('grace'), await here.as('tom')]
    await grace.post(`/groups/${group}/posts`, words('My words'))
    await grace.post(`/groups/${group}/posts`, words('Without my name', { anonymous: '1' }))
    await grace.post(`/groups/${circle}/posts`, words('In confidence'))
    await grace.post(`/groups/${group}/posts`, words('Deleted before'))
    const [mine] = await posts(here)
    const deleted = (await posts(here)).at(-1)!
    await grace.post(`/groups/${group}/posts/${deleted.id}/delete`)
    await tom.post(`/groups/${group}/posts/${mine!.id}/replies`, words('An answer of Tom'))
    await tom.post(`/groups/${group}/posts/${mine!.id}/reactions`, { reaction: 'thanks' })
    expect((await grace.post('/account/data/erase', { password: demoPassword })).status).toBe(303)
    expect((await posts(here)).map(({ text, author_id }) => [text, author_id])).toEqual([
      ['', null],
      ['', null],
      ['', null],
      ['', null],
      ['An answer of Tom', here.ids.tom],
    ])
    for (const table of ['post_alias', 'sealed_post', 'post_draft'])
      expect([
        table,
        (await here.database.owner.query(`select 1 from "${here.community.schema}".${table}`)).rows,
      ]).toEqual([table, []])
    const page = await textOf(tom, `/groups/${group}/talk`)
    expect(page).toContain('An answer of Tom')
    expect(page).toContain('Somebody who left')
  })

  test('rule 36: whoever is suspended reads along and says nothing', async () => {
    const here = await town()
    const group = await founded(here, { members: ['maryam', 'tom'] })
    await (await here.as('tom')).post(`/groups/${group}/posts`, words('Good morning'))
    const [post] = await posts(here)
    const maryam = await here.as('maryam')
    await here.sql`update person set suspended_until = now() + interval '1 day' where id = ${here.ids.maryam}`
    const before = await stored(here)
    expect(await textOf(maryam, `/groups/${group}/talk`)).toContain('Good morning')
    for (const [path, form] of [
      ['posts', words('x')],
      [`posts/${post!.id}/replies`, words('x')],
      [`posts/${post!.id}/reactions`, { reaction: 'idea' }],
    ] as const)
      expect((await maryam.post(`/groups/${group}/${path}`, form)).headers.get('location') ?? '').not.toContain(
        '/groups/',
      )
    expect(await stored(here)).toBe(before)
  })

  test('what has had its days goes by itself', async () => {
    let now = new Date()
    const here = await town({ now: () => now })
    const group = await founded(here, { members: ['maryam'] })
    const maryam = await here.as('maryam')
    await maryam.post(`/groups/${group}/posts`, words('To be taken back'))
    const [post] = await posts(here)
    await maryam.post(`/groups/${group}/posts/${post!.id}/delete`)
    const sealed = () => here.sql`select text from sealed_post`
    const sealedClock = talkClocks.find(({ kind }) => kind === 'groups.sealed_posts')!
    const night = () =>
      here.community.write
        .transaction()
        .execute((tx) => sealedClock.forget(tx as never, new Date(now.getTime() - sealedClock.days * 86_400_000)))
    now = new Date(now.getTime() + 29 * 86_400_000)
    await night()
    expect(await sealed()).toEqual([{ text: 'To be taken back' }])
    now = new Date(now.getTime() + 2 * 86_400_000)
    await night()
    expect(await sealed()).toEqual([])
  })
})
