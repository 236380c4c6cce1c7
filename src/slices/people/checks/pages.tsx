import type { Problem } from '#kernel/errors/errors.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Empty, Note } from '#ui/card.tsx'
import { Checkbox, Checkboxes, EmailField, Form, NumberField, SelectField, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import type { AgeRule } from '../guardians/rules.ts'
import { Press, Sheet } from '../pages.tsx'
import type { TrustKey } from '../trust/messages/en.ts'
import { BackToSteward, DateField, type Words } from '../trust/pages.tsx'
import type { RecordedCheck } from './queries.ts'
import { checkKinds, duties, stateOfCheck } from './rules.ts'

export const kindWords = (t: Words, kind: string) => t(`kind_${kind}` as TrustKey)

interface ChecksShown {
  t: Words
  checks: RecordedCheck[]
  now: Date
  day: (date: Date) => string
  typed?: Typed
  problems?: Problem[]
}

const ChecksTable = ({ t, checks, now, day }: ChecksShown) => (
  <Table
    caption={t('checksNow')}
    columns={[t('who'), t('kind'), t('issuer'), t('reference'), t('until'), t('state'), t('seenBy'), t('change')]}
    rows={checks.map((one) => ({
      key: one.id,
      cells: [
        <bdi>{one.name}</bdi>,
        kindWords(t, one.kind),
        <bdi>{one.issuer}</bdi>,
        <bdi>{one.reference}</bdi>,
        day(one.until),
        t(`check_${stateOfCheck(one, now)}`),
        <bdi>{one.recordedBy ?? t('somebody')}</bdi>,
        <Press action={`/steward/checks/${one.id}/end`} label={t('checkEnd')} about={one.name} />,
      ],
    }))}
  />
)

export const ShowChecks = (shown: ChecksShown) => {
  const { t, typed, problems } = shown
  return (
    <Page title={t('checksTitle')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('checksTitle')}</h1>
        <p class="lead">{t('checksLead')}</p>
        {shown.checks.length ? <ChecksTable {...shown} /> : <Empty title={t('noChecks')} text={t('noChecksText')} />}
        <section class="account-part" aria-labelledby="record-check">
          <h2 id="record-check">{t('recordCheck')}</h2>
          <Form action="/steward/checks" submit={t('recordPress')} problems={problems}>
            <EmailField name="email" label={t('theirEmail')} value={typed?.email} problems={problems} />
            <SelectField
              name="kind"
              label={t('kind')}
              value={typed?.kind}
              problems={problems}
              choices={checkKinds.map((value) => ({ value, label: kindWords(t, value) }))}
            />
            <TextField name="issuer" label={t('issuer')} value={typed?.issuer} problems={problems} maxLength={120} />
            <TextField
              name="reference"
              label={t('reference')}
              hint={t('referenceHint')}
              value={typed?.reference}
              problems={problems}
              maxLength={60}
            />
            <DateField name="until" label={t('holdsUntil')} value={typed?.until} problems={problems} />
          </Form>
          <Note>
            <p>{t('noCopy')}</p>
          </Note>
        </section>
        <BackToSteward t={t} />
      </div>
    </Page>
  )
}

export const ShowNeeds = ({ t, needs }: { t: Words; needs: Map<string, string[]> }) => (
  <Sheet title={t('needsTitle')} lead={t('needsLead')}>
    <Form action="/steward/checks/needs" submit={t('save')}>
      {duties.map((duty) => (
        <Checkboxes
          key={duty}
          name={duty}
          legend={t(dutyKey(duty) as TrustKey)}
          value={needs.get(duty) ?? []}
          choices={checkKinds.map((value) => ({ value, label: kindWords(t, value) }))}
        />
      ))}
    </Form>
    <BackToSteward t={t} />
  </Sheet>
)

const beyondRoles = ['childcare', 'mentoring', 'driving', 'peer_counselling']
const dutyKey = (duty: string) => (beyondRoles.includes(duty) ? `duty_${duty}` : `role_${duty}`)

export const ShowAges = ({
  t,
  rule,
  typed,
  problems,
}: {
  t: Words
  rule: AgeRule
  typed?: Typed
  problems?: Problem[]
}) => (
  <Sheet title={t('agesTitle')} lead={t('agesLead')}>
    <Form action="/steward/ages" submit={t('save')} problems={problems}>
      <NumberField
        name="minimum"
        label={t('minimumAge')}
        value={typed?.minimum ?? String(rule.minimum)}
        min={0}
        max={25}
        problems={problems}
      />
      <Checkbox
        name="unknown_is_minor"
        label={t('unknownIsMinor')}
        hint={t('unknownIsMinorHint')}
        checked={typed ? typed.unknown_is_minor === '1' : rule.unknownIsMinor}
      />
    </Form>
    <BackToSteward t={t} />
  </Sheet>
)
