import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { BreakGlass, CircleInUrl } from '../fields.ts'
import { groupSentences, type MessageKey } from '../messages/catalogue.ts'
import type { GroupTables } from '../tables.ts'
import { breakGlass } from './commands.ts'
import { ShowGlass } from './pages.tsx'

const lead = anyOf('safeguarding')

export const glassRoutes = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  page(
    '/safeguarding/circles',
    { access: lead, input: CircleInUrl, shows: 'own', sensitive: true, about: 'Look into a confidential circle' },
    ({ input, t }) => <ShowGlass typed={{ circle: input.circle }} t={t} />,
  ),

  action(
    '/safeguarding/circles',
    { access: lead, input: BreakGlass, effect: 'sends', about: 'Opens a circle to the lead: with a reason, for hours' },
    async ({ db, actor, input, now, t }) => {
      await breakGlass(db, actor, input, now)
      return seeOther(`/groups/${input.circle}`, t('glassBroken'))
    },
    ({ t }, typed, problems) => <ShowGlass typed={typed} problems={problems} t={t} />,
  ),
])
