import type { ComponentChildren } from 'preact'
import { useFrame } from './frame.ts'
import { Icon } from './icon.tsx'

interface TableProps {
  caption: string
  columns: string[]
  rows: { key: string; cells: ComponentChildren[]; current?: boolean }[]
  /** Short rows whose meaning is plain: they stand close, and only readers aloud hear the column heads. */
  snug?: boolean
  /** Numbers and short words: all columns have room on a phone. */
  fits?: boolean
}

/** What each part is, said outright: some browsers forget it once styles lay a row out one cell below the other. */
const part = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  name: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const

const looks = ({ columns, snug, fits }: Pick<TableProps, 'columns' | 'snug' | 'fits'>) => {
  if (snug) return 'scroller snug'
  return columns.length > 2 && !fits ? 'scroller stacks' : 'scroller'
}

/**
 * A real table in its own scroller: the first cell of each row names it. Where three or more columns do not fit, each row stands
 * as a block of its own, and each cell beside its column's head.
 */
export const Table = ({ caption, columns, rows, snug = false, fits = false }: TableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
  <section class={looks({ columns, snug, fits })} tabIndex={0} aria-label={caption}>
    <table {...part.table}>
      <caption>{caption}</caption>
      <thead {...part.rows}>
        <tr {...part.row}>
          {columns.map((column) => (
            <th key={column} scope="col" {...part.head}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...part.rows}>
        {rows.map(({ key, cells: [first, ...rest], current }) => (
          <tr key={key} aria-current={current ? 'date' : undefined} {...part.row}>
            <th scope="row" {...part.name}>
              {first}
            </th>
            {rest.map((cell, at) => (
              <td key={at} data-head={snug ? undefined : columns[at + 1]} {...part.cell}>
                {/* One box, so that words, links and buttons stay together beside the head. */}
                {snug ? cell : <div>{cell}</div>}
              </td>
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
