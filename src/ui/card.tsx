import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'

/** The five threads: pine help, marigold gatherings, plum a hand or a circle, sky places, clay urgent. */
export type Tone = 'pine' | 'marigold' | 'plum' | 'sky' | 'clay'

interface CardProps {
  title: string
  href: string
  /** Who runs it, or where it is. */
  by?: string | null
  text?: string | null
  /** Shown at the end of the title's line: «600 m». */
  far?: string | null
  tone?: Tone
  /** With the coloured edge, in lists of results. */
  edged?: boolean
  level?: 2 | 3
  id?: string
  children?: ComponentChildren
}

/** One thing in a list; the whole card leads there. */
export const Card = ({
  title,
  href,
  by,
  text,
  far,
  tone = 'pine',
  edged = false,
  level = 3,
  id,
  children,
}: CardProps) => {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <article class={`card tone-${tone}${edged ? ' edged' : ''}`} id={id}>
      <div class="card-head">
        <Heading>
          <a href={href}>
            <bdi>{title}</bdi>
          </a>
        </Heading>
        {far && <bdi class="far">{far}</bdi>}
      </div>
      {by && (
        <p class="by">
          <bdi>{by}</bdi>
        </p>
      )}
      {text && (
        <p>
          <bdi>{text}</bdi>
        </p>
      )}
      {children}
    </article>
  )
}

export interface Fact {
  words: string
  icon?: IconName
  tone?: 'open' | 'shut'
}

/** Facts as pills: «Open till 6 pm», «Step-free». Never colour alone. */
export const Facts = ({ facts }: { facts: Fact[] }) =>
  facts.length ? (
    <ul class="facts">
      {facts.map(({ words, icon, tone }) => (
        <li key={words} class={tone}>
          {icon && <Icon name={icon} />}
          {words}
        </li>
      ))}
    </ul>
  ) : null

/** When and with whom something was checked. */
export const Checked = ({ words, sure = true }: { words: string; sure?: boolean }) => (
  <p class={sure ? 'checked' : 'checked unsure'}>
    <Icon name={sure ? 'badge-check' : 'clock-alert'} />
    {words}
  </p>
)

interface Door {
  href: string
  title: string
  text: string
  tone: Tone
  icon: IconName
}

/** Big ways in. */
export const Doors = ({ doors }: { doors: Door[] }) => (
  <ul class="doors">
    {doors.map(({ href, title, text, tone, icon }) => (
      <li key={href}>
        <a class={`door tone-${tone}`} href={href}>
          <Icon name={icon} />
          <strong>{title}</strong>
          <span>{text}</span>
        </a>
      </li>
    ))}
  </ul>
)

/** What stands beside the main text: the thing to do. */
export const Panel = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="panel no-break">
    <h2>{title}</h2>
    {children}
  </section>
)

/** A remark that matters: a way on, a warning, what happens next. */
export const Note = ({
  icon = 'lightbulb',
  tone = 'marigold',
  children,
}: {
  icon?: IconName
  tone?: Tone
  children: ComponentChildren
}) => (
  <div class={`note tone-${tone}`}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
)

/** A list with nothing in it says why, and where to go on. */
export const Empty = ({ title, text, children }: { title: string; text?: string; children?: ComponentChildren }) => (
  <div class="empty">
    <h2>{title}</h2>
    {text && <p>{text}</p>}
    {children}
  </div>
)

export interface Axis {
  icon: IconName
  name: string
  value: ComponentChildren
  /** How we know, and since when. */
  how?: ComponentChildren
}

/** The five axes of the charter, each with how we know. */
export const Axes = ({ axes }: { axes: Axis[] }) => (
  <dl class="axes">
    {axes.map(({ icon, name, value, how }) => (
      <div key={name}>
        <dt>
          <Icon name={icon} />
          {name}
        </dt>
        <dd>
          <div>{value}</div>
          {how && <small>{how}</small>}
        </dd>
      </div>
    ))}
  </dl>
)

/** What only some want to read, folded away; opens without script, and paper shows it unfolded. */
export const More = ({
  title,
  open = false,
  children,
}: {
  title: string
  open?: boolean
  children: ComponentChildren
}) => (
  <details class="more" open={open}>
    <summary>{title}</summary>
    <div class="stack">{children}</div>
  </details>
)
