import type { ComponentChildren } from 'preact'
import { useFrame } from './frame.ts'
import { Icon } from './icon.tsx'

/** Something to put right, at the field that it is about. */
export interface Problem {
  field: string
  message: string
}

interface FormProps {
  action: string
  /** Words on the button: what pressing it does. */
  submit: string
  problems?: Problem[]
  /** A quieter or graver button, for what is not the main thing to do on the page. */
  tone?: 'quiet' | 'grave'
  encoding?: 'multipart/form-data'
  children?: ComponentChildren
}

/** A form that changes something: POST, with the token that proves it is ours, and the summary of what was wrong. */
export const Form = ({ action, submit, problems = [], tone, encoding, children }: FormProps) => {
  const { formToken } = useFrame()
  return (
    <form class="form" method="post" action={action} encType={encoding} noValidate>
      <input type="hidden" name="token" value={formToken()} />
      <ErrorSummary problems={problems} />
      {children}
      <div>
        <button class={tone ? `btn ${tone}` : 'btn'} type="submit">
          {submit}
        </button>
      </div>
    </form>
  )
}

/** What was wrong, at the top and with links to the fields; a script moves the focus here. */
export const ErrorSummary = ({ problems }: { problems: Problem[] }) => {
  const { t } = useFrame()
  if (!problems.length) return null
  return (
    <div class="summary" role="alert" tabIndex={-1} data-focus>
      <h2>{t('problemsHeading')}</h2>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={field}>
            <a href={`#field-${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface FieldProps {
  name: string
  label: string
  hint?: string
  value?: string
  problems?: Problem[]
  /** HTML's autofill token, e.g. `email`, `new-password`: saves typing and lets password managers help. */
  autocomplete?: string
  optional?: boolean
  maxLength?: number
  short?: boolean
}

const problemOf = (problems: Problem[] | undefined, name: string) => problems?.find(({ field }) => field === name)

const describedBy = (name: string, hint: string | undefined, problem: Problem | undefined) =>
  [hint && `hint-${name}`, problem && `problem-${name}`].filter(Boolean).join(' ') || undefined

interface AroundProps extends FieldProps {
  children: (attributes: Record<string, string | boolean | number | undefined>) => ComponentChildren
}

/** Label, hint and problem around one control, tied together for those who do not see them. */
const Around = ({ children, ...props }: AroundProps) => {
  const { name, label, hint, problems, optional, short, autocomplete, maxLength } = props
  const { t } = useFrame()
  const problem = problemOf(problems, name)
  return (
    <div class={['field', problem && 'wrong', short && 'short'].filter(Boolean).join(' ')}>
      <label for={`field-${name}`}>
        {label} {optional && <span class="hint">{t('optional')}</span>}
      </label>
      {hint && (
        <span class="hint" id={`hint-${name}`}>
          {hint}
        </span>
      )}
      {problem && (
        <span class="problem" id={`problem-${name}`}>
          <Icon name="circle-alert" />
          <span>
            <span class="sr">{t('problemPrefix')} </span>
            {problem.message}
          </span>
        </span>
      )}
      {children({
        id: `field-${name}`,
        name,
        maxLength,
        autocomplete,
        required: optional ? undefined : true,
        'aria-invalid': problem ? 'true' : undefined,
        'aria-describedby': describedBy(name, hint, problem),
      })}
    </div>
  )
}

export const TextField = (props: FieldProps) => (
  <Around {...props}>{(attributes) => <input type="text" value={props.value} {...attributes} />}</Around>
)

export const EmailField = (props: FieldProps) => (
  <Around {...props}>
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
  </Around>
)

/** Never shown again after a mistake, always free to paste into. */
export const PasswordField = (props: Omit<FieldProps, 'value'>) => (
  <Around {...props}>
    {(attributes) => <input type="password" autoCapitalize="none" spellcheck={false} {...attributes} />}
  </Around>
)

/** A short code of figures: the phone's number pad, and the code that just came by message. */
export const CodeField = (props: FieldProps) => (
  <Around {...props} short>
    {(attributes) => <input type="text" inputMode="numeric" spellcheck={false} {...attributes} />}
  </Around>
)

export const NumberField = (props: FieldProps & { min?: number; max?: number }) => (
  <Around {...props} short>
    {(attributes) => (
      <input type="number" inputMode="numeric" min={props.min} max={props.max} value={props.value} {...attributes} />
    )}
  </Around>
)

export const TextArea = (props: FieldProps & { rows?: number }) => (
  <Around {...props}>
    {(attributes) => (
      <textarea rows={props.rows ?? 5} {...attributes}>
        {props.value}
      </textarea>
    )}
  </Around>
)

export interface Choice {
  value: string
  label: string
  hint?: string
}

export const SelectField = (props: FieldProps & { choices: Choice[] }) => (
  <Around {...props}>
    {(attributes) => (
      <select {...attributes}>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    )}
  </Around>
)

interface ChoicesProps {
  name: string
  legend: string
  hint?: string
  choices: Choice[]
  value?: string | string[]
  problems?: Problem[]
}

const Choices = ({
  name,
  legend,
  hint,
  choices,
  value,
  problems,
  type,
}: ChoicesProps & { type: 'radio' | 'checkbox' }) => {
  const problem = problemOf(problems, name)
  const chosen = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return (
    <fieldset class="choices" aria-describedby={describedBy(name, hint, problem)}>
      <legend>{legend}</legend>
      {hint && (
        <span class="hint" id={`hint-${name}`}>
          {hint}
        </span>
      )}
      {problem && (
        <span class="problem" id={`problem-${name}`}>
          <Icon name="circle-alert" />
          {problem.message}
        </span>
      )}
      {choices.map((choice, order) => (
        <div class="choice" key={choice.value}>
          <input
            type={type}
            name={name}
            id={order === 0 ? `field-${name}` : `field-${name}-${order}`}
            value={choice.value}
            checked={chosen.includes(choice.value)}
          />
          <label for={order === 0 ? `field-${name}` : `field-${name}-${order}`}>{choice.label}</label>
          {choice.hint && <span class="hint">{choice.hint}</span>}
        </div>
      ))}
    </fieldset>
  )
}

/** One of a few. */
export const Radios = (props: ChoicesProps) => <Choices {...props} type="radio" />

/** Any of a few. */
export const Checkboxes = (props: ChoicesProps) => <Choices {...props} type="checkbox" />

/** Yes or no: sent as `1` when ticked, not at all otherwise. */
export const Checkbox = ({
  name,
  label,
  hint,
  checked = false,
}: {
  name: string
  label: string
  hint?: string
  checked?: boolean
}) => (
  <div class="choice">
    <input
      type="checkbox"
      name={name}
      id={`field-${name}`}
      value="1"
      checked={checked}
      aria-describedby={hint ? `hint-${name}` : undefined}
    />
    <label for={`field-${name}`}>{label}</label>
    {hint && (
      <span class="hint" id={`hint-${name}`}>
        {hint}
      </span>
    )}
  </div>
)

export const Hidden = ({ name, value }: { name: string; value: string }) => (
  <input type="hidden" name={name} value={value} />
)
