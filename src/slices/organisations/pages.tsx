import type { ComponentChildren } from 'preact'
import { type FieldProps, Labelled } from '#ui/field.tsx'
import { useFrame } from '#ui/frame.ts'
import { Crumbs, Page } from '#ui/page.tsx'

interface SheetProps {
  title: string
  lead?: string
  /** The way back, above the title. */
  back?: { href: string; label: string }
  wide?: boolean
  children: ComponentChildren
}

/** A page for those who look after an organisation: one thing to do, and nothing for search engines. */
export const Sheet = ({ title, lead, back, wide = false, children }: SheetProps) => (
  <Page title={title} noindex>
    <div class={wide ? 'wrap stack' : 'wrap narrow stack'}>
      <Crumbs links={back ? [back] : []} />
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </div>
  </Page>
)

export const DateField = (props: FieldProps) => (
  <Labelled {...props} short>
    {(attributes) => <input type="date" value={props.value} {...attributes} />}
  </Labelled>
)

interface PressProps {
  action: string
  label: string
  /** What is pressed, for those who hear the buttons of a list one after the other. */
  about?: string
  fields?: Record<string, string>
}

/** A small button that stands in a row of a list and changes something. */
export const Press = ({ action, label, about, fields = {} }: PressProps) => {
  const { formToken } = useFrame()
  return (
    <form method="post" action={action}>
      <input type="hidden" name="token" value={formToken()} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button class="btn quiet less" type="submit">
        {label} {about && <span class="sr">{about}</span>}
      </button>
    </form>
  )
}

/** English as it is written here, where the language alone would mean America's. */
const regional = (language: string) => (/^en\b/u.test(language) ? 'en-GB' : language)

/** Days as people say them. A date without a time (`2026-11-21`) is the same day everywhere. */
export const dayWords = (language: string, zone: string) => (day: Date | string) =>
  typeof day === 'string'
    ? new Intl.DateTimeFormat(regional(language), { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(`${day}T00:00:00Z`),
      )
    : new Intl.DateTimeFormat(regional(language), { dateStyle: 'long', timeZone: zone }).format(day)

export type DayWords = ReturnType<typeof dayWords>
