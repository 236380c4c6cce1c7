import type { ComponentChildren } from 'preact'
import { useFrame } from './frame.ts'
import { Icon } from './icon.tsx'

/** Something to put right, at the field that it is about. */
export interface Problem {
  field: string
  message: string
}

export interface FieldProps {
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

export const problemOf = (problems: Problem[] | undefined, name: string) =>
  problems?.find(({ field }) => field === name)

/** The ids of what explains a control, for `aria-describedby`: the hint first, then what is wrong. */
export const describedBy = (name: string, hint: string | undefined, problem: Problem | undefined) =>
  [hint && `hint-${name}`, problem && `problem-${name}`].filter(Boolean).join(' ') || undefined

interface ExplainedProps {
  name: string
  hint: string | undefined
  problem: Problem | undefined
}

/** Hint and problem of one control or group, under the ids that `describedBy` names. */
export const Explained = ({ name, hint, problem }: ExplainedProps) => {
  const { t } = useFrame()
  return (
    <>
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
    </>
  )
}

interface LabelledProps extends FieldProps {
  children: (attributes: Record<string, string | boolean | number | undefined>) => ComponentChildren
}

/** Label, hint and problem around one control, tied together for those who do not see them. */
export const Labelled = ({ children, ...props }: LabelledProps) => {
  const { name, label, hint, problems, optional, short, autocomplete, maxLength } = props
  const { t } = useFrame()
  const problem = problemOf(problems, name)
  return (
    <div class={['field', problem && 'wrong', short && 'short'].filter(Boolean).join(' ')}>
      <label for={`field-${name}`}>
        {label} {optional && <span class="hint">{t('optional')}</span>}
      </label>
      <Explained name={name} hint={hint} problem={problem} />
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
