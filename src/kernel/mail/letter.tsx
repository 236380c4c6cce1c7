import { type ComponentChildren, isValidElement, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** The pieces that a letter is made of. Mail programs know little CSS, so each piece carries its own plain style. */

interface Piece {
  children: ComponentChildren
}

const ink = '#1d2a26'
const pine = '#1f5c4a'

/** A whole letter: pieces one after the other. */
export const Letter = ({ children }: Piece) => <>{children}</>

export const Paragraph = ({ children }: Piece) => (
  <p style={`margin:0 0 16px;font-size:17px;line-height:1.5;color:${ink}`}>{children}</p>
)

const filled = `border:2px solid ${pine};background:${pine};color:#ffffff`
const outlined = `border:2px solid ${pine};background:#ffffff;color:${pine}`

/** Of an address: what fits on one line of a phone and is worth reading. Keys are for programs. */
const longestShown = 48

/**
 * The one thing to do, as a button, `quiet` where it is a second choice. A short address stands under it to be read or copied; a
 * long one stands in the plain text alone.
 */
export const Action = ({ href, quiet = false, children }: Piece & { href: string; quiet?: boolean }) => (
  <p style={quiet ? 'margin:12px 0' : 'margin:24px 0 16px'}>
    <a
      href={href}
      style={`display:inline-block;padding:12px 24px;border-radius:26px;${quiet ? outlined : filled};font-size:17px;font-weight:bold;text-decoration:none`}
    >
      {children}
    </a>
    {href.length <= longestShown && (
      <>
        <br />
        <span style="display:inline-block;margin-top:10px;font-size:14px;color:#4b5a54" dir="ltr">
          {href}
        </span>
      </>
    )}
  </p>
)

/** A code to type: large, in its own direction. */
export const Code = ({ children }: Piece) => (
  <p style={`margin:24px 0;font-size:28px;letter-spacing:4px;font-weight:bold;color:${ink}`} dir="ltr">
    {children}
  </p>
)

export const Facts = ({ items }: { items: string[] }) => (
  <ul style={`margin:0 0 16px;padding-inline-start:24px;font-size:17px;line-height:1.5;color:${ink}`}>
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
)

/** A way within small print. */
export const Way = ({ href, children }: Piece & { href: string }) => (
  <a href={href} style={`color:${pine}`}>
    {children}
  </a>
)

/** What can be left unread: why the letter came, what to do if it was not for you. */
export const Small = ({ children }: Piece) => (
  <p style="margin:0 0 12px;font-size:14px;line-height:1.5;color:#4b5a54">{children}</p>
)

/** The letter for programs that show mark-up. Text is escaped by the renderer. */
export const letterHtml = (letter: VNode): string => renderToString(letter)

type Said = (props: any, say: (children: unknown) => string) => string

const paragraph: Said = ({ children }, say) => `${say(children)}\n\n`

const said = new Map<unknown, Said>([
  [Letter, ({ children }, say) => say(children)],
  [Paragraph, paragraph],
  [Small, paragraph],
  [Code, paragraph],
  [Action, ({ href, children }, say) => `${say(children)}:\n${href}\n\n`],
  [Facts, ({ items }) => `${items.map((item: string) => `- ${item}`).join('\n')}\n\n`],
  ['br', () => '\n'],
  // Words that people wrote come as plain paragraphs, and an address as a link of itself.
  ['p', paragraph],
  [Way, ({ href, children }, say) => `${say(children)} (${href})`],
  ['a', ({ href, children }, say) => (say(children) === href ? href : `${say(children)} (${href})`)],
])

const say = (node: unknown): string => {
  if (Array.isArray(node)) return node.map(say).join('')
  if (typeof node === 'string' || typeof node === 'number') return String(node)
  if (!isValidElement(node)) return ''
  const props = node.props as Record<string, unknown>
  const known = said.get(node.type)
  if (known) return known(props, say)
  if (typeof node.type === 'function') return say((node.type as (props: unknown) => unknown)(props))
  return say(props.children)
}

/** The same letter as plain text, from the same pieces: nothing is said twice, nothing is left out. */
export const letterText = (letter: VNode): string =>
  `${say(letter)
    .replace(/\n{3,}/gu, '\n\n')
    .trim()}\n`
