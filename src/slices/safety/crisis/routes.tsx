import { NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import { type SafetyKey, safetySentences } from '../messages/catalogue.ts'
import { readerOf } from '../queue/pages.tsx'
import type { SafetyTables } from '../tables.ts'
import { confirmLine, removeLine, saveLine } from './commands.ts'
import { OldLine, RangLine, ref, SavedLine } from './fields.ts'
import { ShowChangeLine, ShowLines } from './pages.tsx'
import { crisisLines, refreshCrisisLines } from './queries.ts'

type Here = Asked<SafetyTables, SafetyKey, unknown, string>

const show = async (asked: Here, typed?: Typed, problems?: Problem[]) => (
  <ShowLines
    {...readerOf(asked)}
    lines={await crisisLines(asked.db, asked.community.zone)}
    typed={typed}
    problems={problems}
  />
)

const change = async (asked: Here, wanted: string, typed?: Typed, problems?: Problem[]) => {
  const line = (await crisisLines(asked.db, asked.community.zone)).find((one) => one.ref === wanted)
  if (!line) throw new NotFound()
  return <ShowChangeLine {...readerOf(asked)} line={line} typed={typed} problems={problems} />
}

const steward = anyOf('steward')
const home = '/steward/crisis-lines'

/** Where a steward says «I rang this number», puts numbers right and adds some. */
export const crisisRoutes = routes<SafetyTables, SafetyKey>('safety', safetySentences, ({ page, action }) => [
  page(
    home,
    { access: steward, shows: 'own', about: 'Numbers for people in a crisis, and when each was rung' },
    (asked) => show(asked),
  ),
  page(
    '/steward/crisis-lines/:line',
    { access: steward, shows: 'own', params: { line: ref }, about: 'One number, to put it right' },
    (asked) => change(asked, asked.params.line),
  ),
  action(
    '/steward/crisis-lines/calls',
    { access: steward, effect: 'writes', input: RangLine, about: 'Says that a number was rung and answered' },
    async ({ db, actor, input, now, t, community }) => {
      await confirmLine(db, actor, community.zone, input, now)
      await refreshCrisisLines(community)
      return seeOther(home, t('linesConfirmed'))
    },
    show,
  ),
  action(
    home,
    { access: steward, effect: 'writes', input: SavedLine, about: 'Adds or corrects a number' },
    async ({ db, actor, input, t, community }) => {
      await saveLine(db, actor, community.zone, input)
      await refreshCrisisLines(community)
      return seeOther(home, t('linesSaved'))
    },
    (asked, typed, problems) =>
      typed.line ? change(asked, typed.line, typed, problems) : show(asked, typed, problems),
  ),
  action(
    '/steward/crisis-lines/removals',
    { access: steward, effect: 'writes', input: OldLine, about: 'Takes a number off' },
    async ({ db, actor, input, now, t, community }) => {
      await removeLine(db, actor, community.zone, input.line, now)
      await refreshCrisisLines(community)
      return seeOther(home, t('linesRemoved'))
    },
    show,
  ),
])
