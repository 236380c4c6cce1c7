import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import type { Problem } from '#ui/field.tsx'
import { Form, NumberField, TextArea, TextField } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { BreakGlass } from '../fields.ts'
import { groupSentences, type MessageKey } from '../messages/catalogue.ts'
import type { Say } from '../pages.tsx'
import type { GroupTables } from '../tables.ts'
import { breakGlass } from './commands.ts'

const lead = anyOf('safeguarding')

const ShowGlass = ({
  typed = {},
  problems = [],
  t,
}: {
  typed?: Record<string, string>
  problems?: Problem[]
  t: Say
}) => (
  <Page title={t('glassTitle')} noindex>
    <div class="wrap narrow">
      <h1>{t('glassTitle')}</h1>
      <p class="lead">{t('glassLead')}</p>
      <Form action="/safeguarding/circles" submit={t('glassBreak')} problems={problems} tone="grave">
        <TextField name="circle" label={t('glassCircle')} value={typed.circle} problems={problems} />
        <TextArea name="reason" label={t('glassReason')} value={typed.reason} rows={4} problems={problems} />
        <NumberField
          name="hours"
          label={t('glassHours')}
          value={typed.hours ?? '1'}
          min={1}
          max={24}
          problems={problems}
        />
      </Form>
    </div>
  </Page>
)

export const glassRoutes = routes<GroupTables, MessageKey>('groups', groupSentences, ({ page, action }) => [
  page('/safeguarding/circles', { access: lead, shows: 'own', about: 'Look into a confidential circle' }, ({ t }) => (
    <ShowGlass t={t} />
  )),

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
