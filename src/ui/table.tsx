import type { ComponentChildren } from 'preact'
import { useFrame } from './frame.ts'
import { Icon } from './icon.tsx'

interface TableProps {
  caption: string
  columns: string[]
  rows: { key: string; cells: ComponentChildren[]; current?: boolean }[]
}

/** A real table in its own scroller: the first cell of each row names it. */
export const Table = ({ caption, columns, rows }: TableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
  <section class="scroller" tabIndex={0} aria-label={caption}>
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...rest], current }) => (
          <tr key={key} aria-current={current ? 'date' : undefined}>
            <th scope="row">{first}</th>
            {rest.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

interface PagesProps {
  page: number
  pages: number
  /** The address of a page by its number. */
  href: (page: number) => string
}

/** Back and further, and where one is. */
export const Pagination = ({ page, pages, href }: PagesProps) => {
  const { t } = useFrame()
  if (pages <= 1) return null
  return (
    <nav class="pages" aria-label={t('pages')}>
      <ul>
        <li>
          {page > 1 && (
            <a class="btn quiet less" href={href(page - 1)} rel="prev">
              <Icon name="arrow-left" />
              {t('previous')}
            </a>
          )}
        </li>
        <li class="soft">{t('pageOf', { page, pages })}</li>
        <li>
          {page < pages && (
            <a class="btn quiet less" href={href(page + 1)} rel="next">
              {t('next')}
              <Icon name="arrow-right" />
            </a>
          )}
        </li>
      </ul>
    </nav>
  )
}
