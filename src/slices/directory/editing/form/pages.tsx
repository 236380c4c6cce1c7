import type { ComponentChildren } from 'preact'
import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { timeWords } from '#kernel/time/words.ts'
import { More } from '#ui/card.tsx'
import { Checkbox, EmailField, Fieldset, SelectField, TextArea, TextField } from '#ui/form.tsx'
import type { EditingKey } from '../messages/catalogue.ts'
import { type Field, isYesNo, openFields, type RecordKind, type Values, weekdays, weekOf } from '../rules.ts'

export type EditingWords = T<EditingKey>

/** What a form for a listing needs to know: what stands there, or what somebody just typed. */
export interface FormOf {
  kind: RecordKind
  confidential: boolean
  values: Values
  typed?: Typed | undefined
  problems?: Problem[] | undefined
}

interface Spoken {
  t: EditingWords
  language: Language
}

const groups: { name: 'groupWhat' | 'groupReach' | 'groupWhere' | 'groupTerms'; fields: readonly Field[] }[] = [
  { name: 'groupWhat', fields: ['name', 'description'] },
  { name: 'groupReach', fields: ['phone', 'email', 'url'] },
  { name: 'groupWhere', fields: ['address_1', 'city', 'postal_code', 'transportation'] },
  { name: 'groupTerms', fields: ['who', 'how', 'free', 'fees', 'wait_time', 'languages'] },
]

const long: readonly Field[] = ['description', 'who', 'how', 'fees']

const shownIn = ({ values, typed }: FormOf, field: Field) => typed?.[field] ?? values[field] ?? ''

const One = ({ form, field, t }: { form: FormOf; field: Field; t: EditingWords }) => {
  const { typed, problems, values } = form
  const common = { name: field, label: t(`field_${field}`), value: shownIn(form, field), problems }
  if (field === 'free')
    return <Checkbox {...common} checked={typed ? typed.free !== undefined : values.free === 'yes'} />
  if (isYesNo(field))
    return (
      <SelectField
        {...common}
        choices={[
          { value: '', label: t('notTold') },
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
      />
    )
  if (long.includes(field)) return <TextArea {...common} rows={field === 'description' ? 6 : 3} />
  if (field === 'email') return <EmailField {...common} />
  return <TextField {...common} {...(field === 'languages' ? { hint: t('hintLanguages') } : {})} />
}

interface PartProps {
  name: string
  title: string
  hint?: string
  /** Folded away until somebody wants it, and open where something in it is to be put right. */
  folded: boolean
  open: boolean
  children: ComponentChildren
}

const Part = ({ name, title, hint, folded, open, children }: PartProps) =>
  folded ? (
    <More title={title} open={open}>
      {hint && <p class="small soft">{hint}</p>}
      {children}
    </More>
  ) : (
    <Fieldset name={name} legend={title} {...(hint ? { hint } : {})}>
      {children}
    </Fieldset>
  )

const Hours = ({
  form: { values, typed, problems },
  t,
  language,
  ...part
}: { form: FormOf; folded: boolean; open: boolean } & Spoken) => {
  const week = weekOf(values.hours ?? '')
  const words = timeWords(language, 'UTC', new Date(0))
  return (
    <Part name="hours" title={t('groupWhen')} hint={t(week ? 'hintHours' : 'hintHoursMore')} {...part}>
      <div class="week-fields">
        {weekdays.map((day, index) => (
          <TextField
            key={day}
            name={`hours_${day}`}
            label={words.weekday(index + 1)}
            value={typed?.[`hours_${day}`] ?? week?.[day] ?? ''}
            problems={problems ?? []}
            short
          />
        ))}
      </div>
      <Checkbox name="hours_unknown" label={t('hoursUnknown')} checked={typed?.hours_unknown !== undefined} />
    </Part>
  )
}

/**
 * All that can be said of a listing, in the order in which somebody would tell it. The one form for all who change something;
 * `folded` for those who come to say one thing.
 */
export const ListingFields = ({ form, t, language, folded = false }: { form: FormOf; folded?: boolean } & Spoken) => {
  const open = openFields(form.kind, form.confidential)
  const yesNo = open.filter(isYesNo)
  const wrong = (fields: readonly string[]) =>
    form.problems?.some(({ field }) => fields.some((one) => field === one || field.startsWith(`${one}_`))) ?? false
  return (
    <div class="listing-fields">
      {groups.map(({ name, fields }) => {
        const shown = fields.filter((field) => open.includes(field))
        return shown.length ? (
          <Part
            key={name}
            name={name}
            title={t(name)}
            folded={folded}
            open={wrong(shown)}
            {...(name === 'groupWhere' ? { hint: t('hintAddress') } : {})}
          >
            {shown.map((field) => (
              <One key={field} form={form} field={field} t={t} />
            ))}
          </Part>
        ) : null
      })}
      {open.includes('hours') && (
        <Hours form={form} t={t} language={language} folded={folded} open={wrong(['hours'])} />
      )}
      {yesNo.length > 0 && (
        <Part name="access" title={t('groupAccess')} folded open={wrong(yesNo)}>
          <div class="pair-fields">
            {yesNo.map((field) => (
              <One key={field} form={form} field={field} t={t} />
            ))}
          </div>
        </Part>
      )}
    </div>
  )
}

const week = (value: string, { t, language }: Spoken): string => {
  const known = weekOf(value)
  if (!known) {
    const said = value.match(/"description":"([^"]*)"/u)?.[1]
    return said ?? value
  }
  const words = timeWords(language, 'UTC', new Date(0))
  const days = weekdays.flatMap((day, index) => (known[day] ? [`${words.weekday(index + 1)} ${known[day]}`] : []))
  return days.length ? days.join(' · ') : t('nothing')
}

const statuses: Record<string, EditingKey> = { active: 'statusActive', defunct: 'statusDefunct' }

/** A field's value as somebody would read it aloud: «Monday 10:00–16:00», «Yes», «nothing yet». */
export const valueWords = (field: Field | null, value: string, spoken: Spoken): string => {
  const { t } = spoken
  if (!value) return t('nothing')
  if (field === 'hours') return week(value, spoken)
  if (field === 'status') return t(statuses[value] ?? 'statusPaused')
  if (field === 'free' || (field && isYesNo(field))) return t(value === 'yes' ? 'yes' : 'no')
  return value
}
