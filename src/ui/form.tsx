import { type ComponentChildren, isValidElement, toChildArray } from 'preact'
import { describedBy, Explained, type FieldProps, Labelled, type Problem, problemOf } from './field.tsx'
import { useFrame } from './frame.ts'

interface FormProps {
  action: string
  /** Words on the button: what pressing it does; of what, for readers aloud alone, where the row of a table says it. */
  submit: ComponentChildren
  /** `get` for questions, which can be kept and sent on; then without token. */
  method?: 'post' | 'get'
  problems?: Problem[]
  /** A quieter or graver button, for what is not the main thing to do on the page. */
  tone?: 'quiet' | 'quiet less' | 'grave'
  encoding?: 'multipart/form-data'
  children?: ComponentChildren
}

/** A form that changes something: POST, with the token that proves it is ours, and the summary of what was wrong. */
export const Form = ({ action, submit, method = 'post', problems = [], tone, encoding, children }: FormProps) => (
  <form class="form" method={method} action={action} encType={encoding} noValidate>
    {method === 'post' && <Token />}
    <ErrorSummary problems={problems} labels={labelsIn(children)} />
    {children}
    <div>
      <button class={tone ? `btn ${tone}` : 'btn'} type="submit">
        {submit}
      </button>
    </div>
  </form>
)

const Token = () => {
  const { formToken } = useFrame()
  return <input type="hidden" name="token" value={formToken()} />
}

interface Told {
  name?: unknown
  label?: unknown
  children?: ComponentChildren
}

/** What the fields of a form are called, by name: «Please fill this in» alone does not say what. */
const labelsIn = (children: ComponentChildren): Map<string, string> => {
  const props = toChildArray(children).flatMap((child) => (isValidElement(child) ? [child.props as Told] : []))
  return new Map(
    props.flatMap(({ name, label, children: inner }) => [
      ...(typeof name === 'string' && typeof label === 'string' ? [[name, label] as const] : []),
      ...labelsIn(inner),
    ]),
  )
}

const withLabel = (label: string | undefined, message: string) =>
  label ? `${label}${/[?؟:.]$/u.test(label) ? '' : ':'} ${message}` : message

interface SummaryProps {
  problems: Problem[]
  labels?: Map<string, string>
}

/** What was wrong, at the top and with links to the fields; a script moves the focus here. */
export const ErrorSummary = ({ problems, labels }: SummaryProps) => {
  const { t } = useFrame()
  if (!problems.length) return null
  return (
    <div class="summary" role="alert" tabIndex={-1} data-focus>
      <h2>{t('problemsHeading')}</h2>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={field}>
            <a href={`#field-${field}`}>{withLabel(labels?.get(field), message)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

export const TextField = (props: FieldProps) => (
  <Labelled {...props}>{(attributes) => <input type="text" value={props.value} {...attributes} />}</Labelled>
)

export const EmailField = (props: FieldProps) => (
  <Labelled {...props}>
    {(attributes) => (
      <input
        type="email"
        inputMode="email"
        autoCapitalize="none"
        spellcheck={false}
        value={props.value}
        {...attributes}
      />
    )}
  </Labelled>
)

/** Never shown again after a mistake, always free to paste into; a script adds the button that shows what one types. */
export const PasswordField = (props: Omit<FieldProps, 'value'>) => {
  const { t } = useFrame()
  return (
    <Labelled {...props}>
      {(attributes) => (
        <span class="with-button">
          <input type="password" autoCapitalize="none" spellcheck={false} {...attributes} />
          <button class="btn quiet less" type="button" aria-controls={`field-${props.name}`} data-reveal hidden>
            <span>{t('showPassword')}</span>
            <span hidden>{t('hidePassword')}</span>
          </button>
        </span>
      )}
    </Labelled>
  )
}

/** A short code of figures: the phone's number pad, and the code that just came by message. */
export const CodeField = (props: FieldProps) => (
  <Labelled {...props} short>
    {(attributes) => <input type="text" inputMode="numeric" spellcheck={false} {...attributes} />}
  </Labelled>
)

export const NumberField = (props: FieldProps & { min?: number; max?: number }) => (
  <Labelled {...props} short>
    {(attributes) => (
      <input type="number" inputMode="numeric" min={props.min} max={props.max} value={props.value} {...attributes} />
    )}
  </Labelled>
)

export const TextArea = (props: FieldProps & { rows?: number }) => (
  <Labelled {...props}>
    {(attributes) => (
      <textarea rows={props.rows ?? 5} {...attributes}>
        {props.value}
      </textarea>
    )}
  </Labelled>
)

export interface Choice {
  value: string
  label: string
  hint?: string
}

export const SelectField = (props: FieldProps & { choices: Choice[] }) => (
  <Labelled {...props}>
    {(attributes) => (
      <select {...attributes}>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    )}
  </Labelled>
)

interface GroupProps {
  name: string
  legend: string
  hint?: string
  problems?: Problem[]
  children?: ComponentChildren
}

const Group = ({ name, legend, hint, problems, children }: GroupProps) => {
  const problem = problemOf(problems, name)
  return (
    <fieldset class={problem ? 'group wrong' : 'group'} aria-describedby={describedBy(name, hint, problem)}>
      <legend>{legend}</legend>
      <Explained name={name} hint={hint} problem={problem} />
      {children}
    </fieldset>
  )
}

/** Fields that answer one question together, e.g. the lines of an address; each keeps its own problem. */
export const Fieldset = (props: Omit<GroupProps, 'problems'>) => <Group {...props} />

interface ChoicesProps extends Omit<GroupProps, 'children'> {
  choices: Choice[]
  value?: string | string[]
}

/** The error summary's link leads to the first choice, so that one carries the field's plain id. */
const choiceId = (name: string, order: number) => (order === 0 ? `field-${name}` : `field-${name}-${order}`)

const Choices = ({ choices, value = [], type, ...group }: ChoicesProps & { type: 'radio' | 'checkbox' }) => (
  <Group {...group}>
    {choices.map((choice, order) => (
      <Tick
        key={choice.value}
        {...choice}
        type={type}
        name={group.name}
        id={choiceId(group.name, order)}
        about={`${group.name}-choice-${order}`}
        checked={[value].flat().includes(choice.value)}
      />
    ))}
  </Group>
)

interface TickProps extends Choice {
  type: 'radio' | 'checkbox'
  name: string
  id: string
  /** Under which name its hint and problem stand: a group's own already stand under the field's. */
  about: string
  checked: boolean
  problem?: Problem
}

const Tick = ({ type, name, id, about, value, label, hint, checked, problem }: TickProps) => (
  <div class={problem ? 'choice wrong' : 'choice'}>
    <input
      type={type}
      name={name}
      id={id}
      value={value}
      checked={checked}
      aria-invalid={problem ? 'true' : undefined}
      aria-describedby={describedBy(about, hint, problem)}
    />
    <label for={id}>{label}</label>
    <Explained name={about} hint={hint} problem={problem} />
  </div>
)

/** One of a few. */
export const Radios = (props: ChoicesProps) => <Choices {...props} type="radio" />

/** Any of a few. */
export const Checkboxes = (props: ChoicesProps) => <Choices {...props} type="checkbox" />

interface CheckboxProps {
  name: string
  label: string
  hint?: string
  checked?: boolean
  problems?: Problem[]
}

/** Yes or no: sent as `1` when ticked, not at all otherwise. */
export const Checkbox = ({ name, checked = false, problems, ...words }: CheckboxProps) => (
  <Tick
    {...words}
    type="checkbox"
    name={name}
    id={`field-${name}`}
    about={name}
    value="1"
    checked={checked}
    problem={problemOf(problems, name)}
  />
)

export const Hidden = ({ name, value }: { name: string; value: string }) => (
  <input type="hidden" name={name} value={value} />
)
