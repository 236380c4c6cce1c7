import { useFrame } from './frame.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'

interface SearchProps {
  q?: string
  near?: string
  /** Filters that a new search keeps. */
  keep?: Record<string, string>
  action?: string
  /** Where the answer opens, in a frame of another site. */
  target?: '_self'
}

/** What and where: the one form that everybody uses. GET, so that a search can be kept, sent and gone back to. */
export const Search = ({ q = '', near = '', keep = {}, action = '/find', target }: SearchProps) => {
  const { t } = useFrame()
  return (
    <search>
      <form class="search" action={action} target={target}>
        <div class="part">
          <label for="search-q">{t('lookingFor')}</label>
          <input
            type="search"
            id="search-q"
            name="q"
            value={q}
            placeholder={t('lookingForHint')}
            enterKeyHint="search"
            maxLength={200}
          />
        </div>
        <div class="part where">
          <label for="search-near">{t('near')}</label>
          <button class="here" type="button" hidden data-position={t('positionRefused')}>
            <Icon name="locate-fixed" />
            {t('usePosition')}
          </button>
          <input
            type="text"
            id="search-near"
            name="near"
            value={near}
            placeholder={t('nearHint')}
            autocomplete="postal-code"
            maxLength={80}
          />
        </div>
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button class="btn" type="submit">
          <Icon name="search" />
          {t('find')}
        </button>
      </form>
    </search>
  )
}

export interface Chip {
  label: string
  /** Where pressing it leads: the same search with this filter put on, or taken off again. */
  href: string
  on: boolean
  icon?: IconName
  /** How many of what is shown it would leave. */
  count?: number
}

/** Filters as links: each shows whether it is on, and works without script. */
export const Chips = ({ chips, label }: { chips: Chip[]; label?: string }) => {
  const { t } = useFrame()
  return (
    <nav aria-label={label ?? t('filters')}>
      <ul class="chips">
        {chips.map(({ label: words, href, on, icon, count }) => (
          <li key={words}>
            <a class="chip" href={href} aria-current={on ? 'true' : undefined} rel="nofollow">
              {on ? <Icon name="check" /> : icon && <Icon name={icon} />}
              {words}
              {!on && count !== undefined && (
                <>
                  {' '}
                  <span class="count">{count}</span>
                </>
              )}
              {on && <span class="sr"> ({t('filterOn')})</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
