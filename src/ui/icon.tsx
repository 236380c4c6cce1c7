import { type IconName, iconShapes } from './icon-shapes.ts'

/** Those that point along the line of reading turn round where it runs from right to left. */
const turning: ReadonlySet<IconName> = new Set([
  'arrow-left',
  'arrow-right',
  'list',
  'log-in',
  'log-out',
  'external-link',
])

/** A Lucide icon in the colour of its text. Always beside words, so screen readers skip it. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg
    class={turning.has(name) ? 'icon turns' : 'icon'}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    dangerouslySetInnerHTML={{ __html: iconShapes[name] }}
  />
)

/** Wellmet's mark: two threads over two, four colours. */
export const Knot = () => (
  <svg class="knot" viewBox="0 0 40 40" aria-hidden="true">
    <rect class="thread-clay" x="4" y="25" width="32" height="6" rx="3" />
    <rect class="thread-pine" x="4" y="9" width="32" height="6" rx="3" />
    <rect class="thread-marigold" x="9" y="4" width="6" height="32" rx="3" />
    <rect class="thread-sky" x="25" y="4" width="6" height="32" rx="3" />
    <rect class="thread-pine" x="4" y="9" width="14" height="6" rx="3" />
    <rect class="thread-clay" x="22" y="25" width="14" height="6" rx="3" />
  </svg>
)
