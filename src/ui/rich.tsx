import type { ComponentChildren } from 'preact'

/** Web addresses as people type them; what closes a sentence or a bracket behind one does not belong to it. */
const address = /\bhttps?:\/\/[^\s<>"'`]{3,2000}/giu
const trailing = /[.,;:!?)\]}»”’]+$/u

/** Only addresses of the web become links: `javascript:` and `data:` are none, and what cannot be parsed stays text. */
export const webAddress = (text: string): string | null => {
  const url = URL.parse(text)
  return url && /^https?:$/u.test(url.protocol) && !url.username && !url.password ? url.href : null
}

/** A link that somebody wrote: it tells its target nothing about us, and search engines that we do not vouch for it. */
export const OutsideLink = ({ href, children }: { href: string; children: ComponentChildren }) => {
  const safe = webAddress(href)
  return safe ? (
    <a href={safe} rel="nofollow noreferrer noopener ugc">
      <bdi>{children}</bdi>
    </a>
  ) : (
    <bdi>{children}</bdi>
  )
}

const withLinks = (text: string): ComponentChildren[] => {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const found of text.matchAll(address)) {
    const link = found[0].replace(trailing, '')
    parts.push(text.slice(at, found.index), <OutsideLink href={link}>{link}</OutsideLink>)
    at = found.index + link.length
  }
  return [...parts, text.slice(at)]
}

const withBreaks = (paragraph: string): ComponentChildren[] =>
  paragraph.split('\n').flatMap((row, order) => (order ? [<br />, ...withLinks(row)] : withLinks(row)))

/**
 * The one way in which people's words are shown: paragraphs, line breaks, links. It makes nodes and never mark-up, so whatever was
 * typed is shown as it was typed, on a page and in a letter.
 */
export const Rich = ({ text }: { text: string }) => (
  <>
    {text.split(/\n{2,}/u).map((paragraph) => (
      <p dir="auto">{withBreaks(paragraph)}</p>
    ))}
  </>
)
