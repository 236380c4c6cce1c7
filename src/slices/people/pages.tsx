import type { ComponentChildren } from 'preact'
import { useFrame } from '#ui/frame.ts'
import { Crumbs, Page } from '#ui/page.tsx'

interface SheetProps {
  title: string
  lead?: string
  children: ComponentChildren
}

/** A page about one's own account: narrow, one thing to do, and nothing for search engines. */
export const Sheet = ({ title, lead, children }: SheetProps) => (
  <Page title={title} noindex>
    <div class="wrap narrow stack">
      <Crumbs />
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </div>
  </Page>
)

interface PressProps {
  action: string
  label: string
  /** What is pressed, for those who hear the buttons of a list one after the other. */
  about: string
}

/** A small button that stands in a row of a list and changes something. */
export const Press = ({ action, label, about }: PressProps) => {
  const { formToken } = useFrame()
  return (
    <form method="post" action={action}>
      <input type="hidden" name="token" value={formToken()} />
      <button class="btn quiet less" type="submit">
        {label} <span class="sr">{about}</span>
      </button>
    </form>
  )
}
