import { More, Panel } from '#ui/card.tsx'
import type { Problem } from '#ui/field.tsx'
import { Checkbox, Form, Hidden, NumberField, Radios, SelectField, TextArea, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { Say } from '../pages.tsx'
import type { Group } from '../queries.ts'
import { groupKinds, joinings } from '../rules.ts'

export type GroupValues = Partial<Record<string, string>>

interface FieldsProps {
  values: GroupValues
  problems: Problem[]
  t: Say
}

const Basics = ({ values, problems, t }: FieldsProps) => (
  <>
    <TextField name="name" label={t('name')} hint={t('nameHint')} value={values.name} problems={problems} />
    <TextArea name="about" label={t('about')} hint={t('aboutHint')} value={values.about} rows={5} problems={problems} />
    <SelectField
      name="kind"
      label={t('kind')}
      value={values.kind ?? 'interest'}
      choices={groupKinds.map((one) => ({ value: one, label: t(`kind_${one}`) }))}
      problems={problems}
    />
    <TextField name="area" label={t('area')} hint={t('areaHint')} value={values.area} problems={problems} optional />
  </>
)

/** A circle stays one; anything else may be seen by more or fewer later, but becomes no circle: too many know of it. */
const Seen = ({ values, problems, t, isNew }: FieldsProps & { isNew: boolean }) => {
  if (!isNew && values.seen === 'circle') return <Hidden name="seen" value="circle" />
  const choices = (['everyone', 'members', ...(isNew ? ['circle' as const] : [])] as const).map((one) => ({
    value: one,
    label: t(`seen_${one}`),
    hint: t(`seen_${one}_hint`),
  }))
  return (
    <Radios name="seen" legend={t('seen')} choices={choices} value={values.seen ?? 'everyone'} problems={problems} />
  )
}

const Doors = ({ values, problems, t, isNew }: FieldsProps & { isNew: boolean }) => (
  <>
    <Seen values={values} problems={problems} t={t} isNew={isNew} />
    {isNew && (
      <div class="group-if-circle">
        <TextField
          name="pseudonym"
          label={t('pseudonym')}
          hint={t('pseudonymFounderHint')}
          value={values.pseudonym}
          problems={problems}
        />
      </div>
    )}
    <div class="group-unless-circle">
      <Radios
        name="joining"
        legend={t('joining')}
        choices={joinings.map((one) => ({ value: one, label: t(`joining_${one}`), hint: t(`joining_${one}_hint`) }))}
        value={values.joining ?? 'open'}
        problems={problems}
      />
    </div>
    <TextArea
      name="agreement"
      label={t('agreement')}
      hint={t('agreementHint')}
      value={values.agreement}
      rows={5}
      problems={problems}
      optional
    />
    <More title={t('more')} open={problems.some(({ field }) => ['questions', 'places'].includes(field))}>
      <TextArea
        name="questions"
        label={t('questions')}
        hint={t('questionsHint')}
        value={values.questions}
        rows={3}
        problems={problems}
        optional
      />
      <NumberField
        name="places"
        label={t('places')}
        hint={t('placesHint')}
        value={values.places}
        min={2}
        max={5000}
        problems={problems}
        optional
      />
      <Checkbox name="adults" label={t('forAdults')} hint={t('forAdultsHint')} checked={values.adults === '1'} />
    </More>
  </>
)

interface Again {
  values?: GroupValues
  problems?: Problem[]
}

export const ShowFound = ({ values, problems = [], t }: Again & { t: Say }) => {
  const shown = values ?? { agreement: t('agreementDefault') }
  return (
    <Page title={t('foundTitle')}>
      <div class="wrap narrow stack">
        <Crumbs links={[{ href: '/groups', label: t('groups') }]} />
        <h1>{t('foundTitle')}</h1>
        <p class="lead">{t('foundLead')}</p>
        <Form action="/groups/new" submit={t('found')} problems={problems}>
          <Basics values={shown} problems={problems} t={t} />
          <Doors values={shown} problems={problems} t={t} isNew />
        </Form>
      </div>
    </Page>
  )
}

const valuesOf = (group: Group): GroupValues => ({
  name: group.name,
  about: group.about,
  kind: group.kind,
  area: group.area ?? '',
  joining: group.joining,
  questions: group.questions.join('\n'),
  agreement: group.agreement,
  places: group.places ? String(group.places) : '',
  seen: group.confidential ? 'circle' : group.hidden ? 'members' : 'everyone',
  adults: group.adults ? '1' : '',
})

export const ShowEdit = ({ group, values, problems = [], t }: Again & { group: Group; t: Say }) => {
  const shown = { ...(values ?? valuesOf(group)), ...(group.confidential ? { seen: 'circle' } : {}) }
  const isOver = group.archived_at !== null
  return (
    <Page title={t('edit')} noindex>
      <div class="wrap narrow stack">
        <Crumbs
          links={[
            { href: '/groups', label: t('groups') },
            { href: `/groups/${group.id}`, label: group.name },
          ]}
        />
        <h1>{t('edit')}</h1>
        <Form action={`/groups/${group.id}/edit`} submit={t('save')} problems={problems}>
          <Basics values={shown} problems={problems} t={t} />
          <Doors values={shown} problems={problems} t={t} isNew={false} />
        </Form>
        <Panel title={t(isOver ? 'restore' : 'archive')}>
          <p>{t(isOver ? 'archived' : 'archiveText')}</p>
          <Form
            action={`/groups/${group.id}/${isOver ? 'restore' : 'archive'}`}
            submit={t(isOver ? 'restore' : 'archive')}
            tone="quiet"
          />
        </Panel>
      </div>
    </Page>
  )
}
