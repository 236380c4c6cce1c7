import type { ComponentChildren } from 'preact'
import { type FieldProps, Labelled } from '#ui/field.tsx'
import { Checkbox, Form, SelectField, TextArea, TextField } from '#ui/form.tsx'
import { Sheet } from '../../pages.tsx'
import type { EditShown, ProfileWords } from '../pages.tsx'
import { type Audience, audiences, firstAudience, type ProfileField } from '../rules.ts'

const choicesOf = (t: ProfileWords, list: readonly Audience[] = audiences) =>
  list.map((value) => ({ value, label: t(`audience_${value}`) }))

const lengths: Partial<Record<ProfileField, number>> = {
  pronouns: 60,
  languages: 400,
  neighbourhood: 80,
  about: 1000,
  interests: 400,
  offer: 500,
  wish: 500,
  phone: 40,
  address: 300,
  birth_year: 4,
}
const autofill: Partial<Record<ProfileField, string>> = {
  phone: 'tel',
  address: 'street-address',
  birth_year: 'bday-year',
}
const long: readonly ProfileField[] = ['about', 'offer', 'wish', 'address']

/** Words of one's own, helped by the names of areas that are known here. */
const AreaField = ({ areas, ...props }: FieldProps & { areas: string[] }) => (
  <>
    <Labelled {...props}>
      {(attributes) => <input type="text" list="known-areas" value={props.value} {...attributes} />}
    </Labelled>
    <datalist id="known-areas">
      {areas.map((area) => (
        <option key={area} value={area} />
      ))}
    </datalist>
  </>
)

const Control = ({ field, areas, ...props }: FieldProps & { field: ProfileField; areas: string[] }) => {
  if (field === 'neighbourhood') return <AreaField {...props} areas={areas} />
  return long.includes(field) ? <TextArea {...props} rows={2} /> : <TextField {...props} />
}

/** A question and, in the same row, who sees the answer. */
const Question = ({ field, ...shown }: EditShown & { field: ProfileField }) => {
  const { t, typed, problems } = shown
  const common = { label: t(`label_${field}`), value: typed[field] ?? '', maxLength: lengths[field] }
  const props = { ...common, name: field, hint: t(`hint_${field}`), autocomplete: autofill[field], problems }
  const audience = `${field}_audience`
  return (
    <fieldset class="profile-row" aria-label={common.label}>
      <div>
        <Control {...props} field={field} areas={shown.areas} optional />
      </div>
      <SelectField
        name={audience}
        label={t('whoSees')}
        value={typed[audience] ?? firstAudience(field)}
        problems={problems}
        choices={choicesOf(t)}
      />
    </fieldset>
  )
}

const Part = ({ id, title, children }: { id: string; title: string; children: ComponentChildren }) => (
  <section class="profile-part" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
)

const Name = ({ t, typed, problems }: EditShown) => (
  <fieldset class="profile-row" aria-label={t('label_name')}>
    <TextField
      name="name"
      label={t('label_name')}
      hint={t('hint_name')}
      value={typed.name}
      autocomplete="nickname"
      maxLength={120}
      problems={problems}
    />
    <SelectField
      name="name_audience"
      label={t('whoSees')}
      value={typed.name_audience}
      problems={problems}
      choices={choicesOf(t, ['groups', 'members', 'everyone'])}
    />
  </fieldset>
)

export const ShowEditProfile = (shown: EditShown) => {
  const { t, typed, problems } = shown
  return (
    <Sheet title={t('editTitle')} lead={t('editLead')}>
      <p>
        <a href="/account/profile/preview">{t('editSee')}</a>
      </p>
      <Form action="/account/profile" submit={t('save')} problems={problems}>
        <Part id="part-name" title={t('partName')}>
          <Name {...shown} />
        </Part>
        <Part id="part-self" title={t('partSelf')}>
          <Question {...shown} field="pronouns" />
          <Question {...shown} field="languages" />
          <Question {...shown} field="neighbourhood" />
          <Question {...shown} field="about" />
        </Part>
        <Part id="part-together" title={t('partTogether')}>
          <Question {...shown} field="interests" />
          <Question {...shown} field="offer" />
          <Question {...shown} field="wish" />
        </Part>
        <Part id="part-private" title={t('partPrivate')}>
          <p class="soft">{t('partPrivateLead')}</p>
          <Question {...shown} field="phone" />
          <Question {...shown} field="address" />
          <Question {...shown} field="birth_year" />
        </Part>
        <Part id="part-lists" title={t('partLists')}>
          <Checkbox name="hidden" label={t('hideMe')} hint={t('hideMeHint')} checked={typed.hidden === '1'} />
        </Part>
      </Form>
      <p>
        <a href="/account">{t('back')}</a>
      </p>
    </Sheet>
  )
}
