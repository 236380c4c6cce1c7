import type { T } from '#kernel/messages/messages.ts'
import {
  Checkbox,
  Checkboxes,
  CodeField,
  EmailField,
  Fieldset,
  Form,
  Hidden,
  NumberField,
  PasswordField,
  Radios,
  SelectField,
  TextArea,
  TextField,
} from '#ui/form.tsx'
import type { StyleguideKey } from '../messages/en.ts'

interface Says {
  t: T<StyleguideKey>
}

/** Every control, empty, in a form that asks (GET), so that trying it changes nothing. */
export const GoodForm = ({ t }: Says) => (
  <section class="specimen">
    <h2>{t('forms')}</h2>
    <Form action="/styleguide" method="get" submit={t('search')} tone="quiet">
      <Hidden name="shown" value="1" />
      <TextField
        name="name"
        label={t('firstName')}
        hint={t('firstNameHint')}
        autocomplete="given-name"
        maxLength={80}
      />
      <PasswordField name="password" label={t('password')} autocomplete="off" />
      <CodeField name="code" label={t('code')} autocomplete="one-time-code" maxLength={6} />
      <SelectField
        name="area"
        label={t('area')}
        choices={[
          { value: 'north', label: t('areaNorth') },
          { value: 'south', label: t('areaSouth') },
        ]}
        value="south"
      />
      <TextArea name="message" label={t('message')} optional rows={3} />
      <Checkboxes
        name="needs"
        legend={t('needs')}
        choices={[
          { value: 'lift', label: t('lift') },
          { value: 'interpreter', label: t('interpreter') },
        ]}
        value={['lift']}
      />
      <Fieldset name="home" legend={t('address')}>
        <TextField name="street" label={t('street')} autocomplete="street-address" optional />
        <TextField name="town" label={t('town')} autocomplete="address-level2" optional />
      </Fieldset>
    </Form>
  </section>
)

/** What comes back when something is to be put right. Sent again it shows the same. */
export const WrongForm = ({ t }: Says) => {
  const problems = [
    { field: 'email', message: t('emailWrong') },
    { field: 'seats', message: t('seatsWrong') },
    { field: 'reach', message: t('reachWrong') },
    { field: 'agree', message: t('agreeWrong') },
  ]
  return (
    <Form action="/styleguide/mistakes" method="get" submit={t('save')} problems={problems}>
      <EmailField name="email" label={t('email')} value="maryam@" autocomplete="email" problems={problems} />
      <NumberField name="seats" label={t('seats')} value="40" min={1} max={8} problems={problems} />
      <Radios
        name="reach"
        legend={t('reach')}
        hint={t('reachHint')}
        problems={problems}
        choices={[
          { value: 'email', label: t('email') },
          { value: 'post', label: t('byPost'), hint: t('byPostHint') },
        ]}
      />
      <Checkbox name="agree" label={t('agree')} problems={problems} />
    </Form>
  )
}
