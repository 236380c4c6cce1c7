import type { Problem } from '#ui/field.tsx'
import { Form, NumberField, TextArea, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { Say } from '../pages.tsx'

export const ShowGlass = ({
  typed = {},
  problems = [],
  t,
}: {
  typed?: Record<string, string>
  problems?: Problem[]
  t: Say
}) => (
  <Page title={t('glassTitle')} noindex>
    <div class="wrap narrow stack">
      <Crumbs />
      <h1>{t('glassTitle')}</h1>
      <p class="lead">{t('glassLead')}</p>
      <Form action="/safeguarding/circles" submit={t('glassBreak')} problems={problems} tone="grave">
        <TextField
          name="circle"
          label={t('glassCircle')}
          hint={t('glassCircleHint')}
          value={typed.circle}
          problems={problems}
        />
        <TextArea
          name="reason"
          label={t('glassReason')}
          hint={t('glassReasonHint')}
          value={typed.reason}
          rows={4}
          problems={problems}
        />
        <NumberField
          name="hours"
          label={t('glassHours')}
          hint={t('glassHoursHint')}
          value={typed.hours ?? '1'}
          min={1}
          max={24}
          problems={problems}
        />
      </Form>
    </div>
  </Page>
)
