import { z } from 'zod'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import type { DirectoryTables } from '../tables.ts'
import { denyDuplicate, mergeRecords, undoMerge } from './commands.ts'
import { Choice, Kind } from './fields.ts'
import { type MergeKey, mergeSentences } from './messages/catalogue.ts'
import { ShowCompare, ShowPairs } from './pages.tsx'
import { likelyPairs, recentMerges, sidesOf } from './queries.ts'
import { type MergeKind, mergeFields, mergeKinds } from './rules.ts'

const steward = anyOf('steward')
const home = '/directory/duplicates'
const pair = `${home}/:kind/:one/:other` as const
const params = { kind: z.enum(mergeKinds) }

type Anything = Asked<DirectoryTables, MergeKey, unknown, string>

const voiceOf = ({ t, language, community, now }: Pick<Anything, 't' | 'language' | 'community' | 'now'>) => ({
  t,
  language,
  zone: community.zone,
  now,
})

const kindOf = ({ kind }: { kind: string }) => kind as MergeKind

export const mergeRoutes = routes<DirectoryTables, MergeKey>('directory', mergeSentences, ({ page, action }) => [
  page(
    home,
    {
      access: steward,
      shows: 'own',
      input: Kind,
      about: 'Listings that may be the same, and what was made one lately',
    },
    async (asked) => (
      <ShowPairs
        kind={asked.input.kind}
        pairs={await likelyPairs(asked.db, asked.input.kind)}
        recent={await recentMerges(asked.db)}
        {...voiceOf(asked)}
      />
    ),
  ),
  page(pair, { access: steward, shows: 'own', params, about: 'Two listings side by side' }, async (asked) => {
    const { one, other } = asked.params
    const kind = kindOf(asked.params)
    return <ShowCompare kind={kind} sides={await sidesOf(asked.db, kind, [one, other])} {...voiceOf(asked)} />
  }),
  action(
    pair,
    { access: steward, input: Choice, params, effect: 'writes', about: 'Makes two listings one' },
    async ({ db, actor, params: { one, other, kind: written }, input, now, t }) => {
      const kind = kindOf({ kind: written })
      const [keep, drop] = input.keep === 'one' ? [one, other] : [other, one]
      const take = mergeFields[kind].filter((field) => input[field] && input[field] !== input.keep)
      await sidesOf(db, kind, [one, other])
      await mergeRecords(db, actor, { kind, keep, drop, take }, now)
      return seeOther(`${home}?kind=${kind}`, t('merged'))
    },
    async (asked, typed, problems) => {
      const { one, other } = asked.params
      const kind = kindOf(asked.params)
      const sides = await sidesOf(asked.db, kind, [one, other])
      return <ShowCompare kind={kind} sides={sides} typed={typed} problems={problems} {...voiceOf(asked)} />
    },
  ),
  action(
    `${pair}/different`,
    { access: steward, params, effect: 'writes', about: 'Says that two listings are two' },
    async ({ db, actor, params: { one, other, kind }, now, t }) => {
      await sidesOf(db, kindOf({ kind }), [one, other])
      await denyDuplicate(db, actor, [one, other], now)
      return seeOther(`${home}?kind=${kind}`, t('denied'))
    },
  ),
  action(
    '/directory/merges/:id/undo',
    { access: steward, effect: 'writes', about: 'Parts two listings that were made one' },
    async ({ db, actor, params: { id }, now, t }) => {
      await undoMerge(db, actor, id, now)
      return seeOther(home, t('undone'))
    },
  ),
])
