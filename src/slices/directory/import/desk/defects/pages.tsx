import type { T } from '#kernel/messages/messages.ts'
import { Facts } from '#ui/card.tsx'
import { Table } from '#ui/table.tsx'
import type { DefectKind, Run } from '../../queries.ts'
import type { ImportKey } from '../messages/catalogue.ts'
import { saidIn } from '../wording/rules.ts'

type SheetColumns = NonNullable<Run['columns_read']>

/** What was said of a file or a cell, in the reader's language where the catalogue has it. */
export const Words = ({ said, t }: { said: string; t: T<ImportKey> }) => {
  const known = saidIn(said)
  return known ? (
    <bdi>{t(known.key, known.values)}</bdi>
  ) : (
    <span lang="en" dir="ltr">
      {said}
    </span>
  )
}

interface DefectsProps {
  run: string
  defects: DefectKind[]
  columns: SheetColumns
  t: T<ImportKey>
}

/** Where in a file: of a plain sheet by the head of its own column, which is what its keeper looks for. */
const placeOf = ({ file, field }: DefectKind, columns: SheetColumns) =>
  [file, columns.length ? columns.find((read) => read.field === field)?.column : field].filter(Boolean).join(', ')

const tallies: [string, ImportKey][] = [
  ['row left out', 'tally_rowOut'],
  ['left empty', 'tally_empty'],
  ['changed', 'tally_changed'],
  ['kept as it is', 'tally_kept'],
]

/** What the defects cost, the dearest first. */
const Tally = ({ defects, t }: { defects: DefectKind[]; t: T<ImportKey> }) => (
  <Facts
    facts={tallies.flatMap(([done, key]) => {
      const count = defects.filter((one) => one.done === done).reduce((sum, one) => sum + one.count, 0)
      return count ? [{ words: t(key, { count }) }] : []
    })}
  />
)

/** What was wrong in the files: what it cost, each kind with where it stands, and all of it as a sheet. */
export const Defects = ({ run, defects, columns, t }: DefectsProps) => (
  <section class="stack" id="defects">
    <h2>{t('defectsTitle')}</h2>
    {defects.length === 0 ? (
      <p>{t('defectsNone')}</p>
    ) : (
      <>
        <Tally defects={defects} t={t} />
        <p>{t('defectsText')}</p>
        <p>
          <a href={`/directory/import/${run}/defects.csv`} download>
            {t('defectsFile')}
          </a>
        </p>
        <Table
          caption={t('defectsCaption')}
          columns={[t('place'), t('problem'), t('done'), t('rows'), t('firstRow')]}
          rows={defects.map((one, at) => ({
            key: String(at),
            cells: [
              <bdi key="place">{placeOf(one, columns)}</bdi>,
              <Words key="problem" said={one.problem} t={t} />,
              <Words key="done" said={one.done} t={t} />,
              String(one.count),
              String(one.first),
            ],
          }))}
        />
      </>
    )}
  </section>
)
