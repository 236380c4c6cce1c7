import { expect, test } from 'vitest'
import { attributesOf, frameFor, rendered } from '#test/frame.tsx'
import {
  Checkbox,
  Checkboxes,
  EmailField,
  Fieldset,
  Form,
  PasswordField,
  Radios,
  SelectField,
  TextField,
} from './form.tsx'

const problems = [
  { field: 'email', message: 'Write the e-mail like name@example.org' },
  { field: 'reach', message: 'Choose one' },
  { field: 'agree', message: 'Tick this' },
]
const ways = [
  { value: 'email', label: 'E-mail' },
  { value: 'post', label: 'By post', hint: 'Takes two days' },
]
const hostile = '"><script>alert(1)</script>'

test('a form that changes something carries the token; one that only asks does not', () => {
  expect(rendered(<Form action="/a" submit="Save" />)).toContain('name="token" value="the-token"')
  const asking = rendered(
    <Form action="/a" method="get" submit="Show" />,
    frameFor('en', {
      formToken: () => {
        throw new Error('asked')
      },
    }),
  )
  expect(asking).not.toContain('token')
})

test('a label, its hint and its problem are tied to the field', () => {
  const html = rendered(
    <EmailField name="email" label="E-mail" hint="Only for this" value="a@" autocomplete="email" problems={problems} />,
  )
  const field = attributesOf(html, 'id="field-email"')
  expect(field).toMatchObject({
    type: 'email',
    name: 'email',
    value: 'a@',
    autocomplete: 'email',
    'aria-invalid': 'true',
  })
  expect(field['aria-describedby']).toBe('hint-email problem-email')
  for (const id of ['hint-email', 'problem-email']) expect(html).toContain(`id="${id}"`)
  expect(html).toContain('<label for="field-email">')
})

test('a field that is right claims no problem', () => {
  const html = rendered(<TextField name="name" label="Name" problems={problems} />)
  expect(attributesOf(html, 'id="field-name"')).not.toHaveProperty('aria-invalid')
  expect(attributesOf(html, 'id="field-name"')).not.toHaveProperty('aria-describedby')
})

test('each link of the summary leads to a field that is there, and the summary can take the focus', () => {
  const html = rendered(
    <Form action="/a" submit="Save" problems={problems}>
      <EmailField name="email" label="E-mail" problems={problems} />
      <Radios name="reach" legend="How?" choices={ways} problems={problems} />
      <Checkbox name="agree" label="Yes" problems={problems} />
    </Form>,
  )
  expect(attributesOf(html, 'class="summary"')).toMatchObject({ role: 'alert', tabindex: '-1' })
  const targets = [...html.matchAll(/href="#([^"]+)"/gu)].map(([, id]) => id)
  expect(targets).toEqual(['field-email', 'field-reach', 'field-agree'])
  for (const id of targets) expect(html.split(`id="${id}"`).length).toBe(2)
})

test('the summary says of which field it speaks, also of one inside a group', () => {
  const html = rendered(
    <Form action="/a" submit="Save" problems={[{ field: 'email', message: 'Please fill this in.' }]}>
      <Fieldset name="reach" legend="How to reach you">
        <EmailField name="email" label="E-mail" />
      </Fieldset>
    </Form>,
  )
  expect(html).toContain('<a href="#field-email">E-mail: Please fill this in.</a>')
})

test('no id stands twice, whatever has hints', () => {
  const html = rendered(
    <Fieldset name="all" legend="All" hint="Together">
      <Radios
        name="reach"
        legend="How?"
        hint="One"
        choices={[{ ...ways[0]!, hint: 'At once' }, ways[1]!]}
        value="post"
      />
      <Checkboxes name="needs" legend="What?" choices={ways} value={['email']} />
      <Checkbox name="agree" label="Yes" hint="For a week" checked />
    </Fieldset>,
  )
  const ids = [...html.matchAll(/\sid="([^"]+)"/gu)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, named] of html.matchAll(/aria-describedby="([^"]+)"/gu)) {
    for (const id of named!.split(' ')) expect(ids).toContain(id)
  }
  expect(attributesOf(html, 'id="field-reach-1"')).toHaveProperty('checked')
  expect(attributesOf(html, 'id="field-needs"')).toHaveProperty('checked')
})

test('a password is never sent back, and the button that shows it is there only with script', () => {
  const html = rendered(<PasswordField name="password" label="Password" autocomplete="new-password" />)
  expect(attributesOf(html, 'id="field-password"')).not.toHaveProperty('value')
  expect(attributesOf(html, 'data-reveal')).toMatchObject({
    type: 'button',
    hidden: '',
    'aria-controls': 'field-password',
  })
})

test('what somebody typed stays text', () => {
  const html = rendered(
    <Form action="/a" submit={hostile} problems={[{ field: 'x', message: hostile }]}>
      <TextField name="x" label={hostile} value={hostile} hint={hostile} />
      <SelectField name="y" label="Y" choices={[{ value: hostile, label: hostile }]} value={hostile} />
    </Form>,
  )
  expect(html).not.toContain('<script')
  expect(attributesOf(html, 'id="field-x"').value).toMatch(/^&quot;>&lt;script>/u)
})
