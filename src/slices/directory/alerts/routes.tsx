import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'
import { editable } from '../editing/commands.ts'
import { folders, type RecordKind } from '../editing/rules.ts'
import type { DirectoryTables } from '../tables.ts'
import { endAlert, makeAlert } from './commands.ts'
import { NewAlert, OldAlert } from './fields.ts'
import { type AlertKey, alertSentences } from './messages/catalogue.ts'
import { ShowAlerts } from './pages.tsx'
import { alertsOf } from './queries.ts'
import { localDate } from './rules.ts'
import { sweepRoutes } from './sweeps/routes.tsx'

const ofKind = (kind: RecordKind): Route[] => {
  const base = `/${folders[kind]}/:id` as const
  return routes<DirectoryTables, AlertKey>('directory', alertSentences, ({ page, action }) => [
    page(
      `${base}/alerts`,
      { access: signedIn, shows: 'own', about: 'Days that are different, for those whose listing it is' },
      async ({ db, actor, params, t, language, now, community: { zone } }) => {
        const record = await editable(db, actor, { kind, id: params.id })
        const today = localDate(now, zone)
        return <ShowAlerts alerts={await alertsOf(db, record, today)} {...{ record, t, language, now, zone, today }} />
      },
    ),
    action(
      `${base}/alerts`,
      { access: signedIn, input: NewAlert, effect: 'writes', about: 'Says of a listing what is so for some days' },
      async ({ db, actor, params, input, now, t }) => {
        await makeAlert(db, actor, { kind, id: params.id }, input, now)
        return seeOther(`/${folders[kind]}/${params.id}/alerts`, t('alertMade'))
      },
      async ({ db, actor, params, t, language, now, community: { zone } }, typed, problems) => {
        const record = await editable(db, actor, { kind, id: params.id })
        const today = localDate(now, zone)
        const alerts = await alertsOf(db, record, today)
        return <ShowAlerts {...{ record, alerts, typed, problems, t, language, now, zone, today }} />
      },
    ),
    action(
      `${base}/alerts/end`,
      { access: signedIn, input: OldAlert, effect: 'writes', about: 'An alert is over sooner' },
      async ({ db, actor, params, input, now, t }) => {
        await endAlert(db, actor, { kind, id: params.id }, input.alert, now)
        return seeOther(`/${folders[kind]}/${params.id}/alerts`, t('alertEnded'))
      },
      async ({ db, actor, params, t, language, now, community: { zone } }) => {
        const record = await editable(db, actor, { kind, id: params.id })
        const today = localDate(now, zone)
        return <ShowAlerts alerts={await alertsOf(db, record, today)} {...{ record, t, language, now, zone, today }} />
      },
    ),
  ])
}

export const alertRoutes: Route[] = [
  ...ofKind('service'),
  ...ofKind('place'),
  ...ofKind('organisation'),
  ...sweepRoutes,
]
