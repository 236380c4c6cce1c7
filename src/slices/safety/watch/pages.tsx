import type { Problem } from '#kernel/errors/errors.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Empty, Panel } from '#ui/card.tsx'
import { Labelled } from '#ui/field.tsx'
import { Form, Hidden, NumberField, SelectField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { dayOf, type Reader } from '../queue/pages.tsx'
import type { Rota } from './queries.ts'

interface DayProps {
  name: string
  label: string
  value?: string
  problems?: Problem[]
}

/** The browser's own calendar; without one, a text field that takes 2026-11-21. */
export const DayField = (props: DayProps) => (
  <Labelled {...props} short>
    {(attributes) => <input type="date" value={props.value} {...attributes} />}
  </Labelled>
)

interface RotaShown extends Reader {
  rota: Rota
  days: number
  typed?: Typed
  problems?: Problem[]
}

export const ShowRota = (shown: RotaShown) => {
  const { t, rota, days, problems = [] } = shown
  const name = (id: string) => rota.names.get(id) ?? t('somebody')
  return (
    <Page title={t('rotaTitle')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('rotaTitle')}</h1>
        <p class="lead">{t('rotaLead')}</p>
        <p>{rota.onCall ? t('onCallNow', { name: name(rota.onCall.personId) }) : t('onCallNobody')}</p>
        {rota.watches.length === 0 ? (
          <Empty title={t('rotaNone')} text={t('rotaNoneText')} />
        ) : (
          <Table
            caption={t('rotaCaption')}
            columns={[t('rotaPerson'), t('rotaFrom'), t('rotaUntil'), t('rotaDrop')]}
            rows={rota.watches.map(({ id, personId, from, until }) => ({
              key: id,
              current: id === rota.onCall?.id,
              cells: [
                <bdi key="who">{name(personId)}</bdi>,
                dayOf(shown, from),
                dayOf(shown, until),
                <Form key="drop" action="/safeguarding/on-call/drops" submit={t('rotaDrop')} tone="quiet">
                  <Hidden name="watch" value={id} />
                </Form>,
              ],
            }))}
          />
        )}
        {rota.leads.length === 0 ? <p>{t('rotaNoLeads')}</p> : <AddWatch {...shown} />}
        <Panel title={t('keepTitle')}>
          <p>{t('keepText')}</p>
          <Form action="/safeguarding/evidence-days" submit={t('keepSave')} tone="quiet" problems={problems}>
            <NumberField
              name="days"
              label={t('keepDays')}
              value={String(days)}
              min={1}
              max={3650}
              problems={problems}
            />
          </Form>
        </Panel>
      </div>
    </Page>
  )
}

const AddWatch = ({ t, rota, typed = {}, problems = [] }: RotaShown) => (
  <Panel title={t('rotaAdd')}>
    <Form action="/safeguarding/on-call" submit={t('rotaAdd')} problems={problems}>
      <SelectField
        name="person"
        label={t('rotaPerson')}
        value={typed.person}
        choices={rota.leads.map(({ id, name }) => ({ value: id, label: name }))}
        problems={problems}
      />
      <DayField name="from" label={t('rotaFrom')} value={typed.from} problems={problems} />
      <DayField name="until" label={t('rotaUntil')} value={typed.until} problems={problems} />
    </Form>
  </Panel>
)
