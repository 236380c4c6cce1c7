import type { Run } from '../queries.ts'

export type Health = 'fine' | 'reading' | 'waiting' | 'writing' | 'stuck' | 'refused' | 'old'

const minute = 60_000
const year = 365 * 24 * 60 * minute

/** How a source stands, by its last run: work that nobody touched for a while is stuck; a year without news is old. */
export const healthOf = ({ state, touched_at }: Pick<Run, 'state' | 'touched_at'>, now: Date): Health => {
  const quiet = now.getTime() - touched_at.getTime()
  if (state === 'refused') return 'refused'
  if (state === 'ready') return 'waiting'
  if (state === 'reading' || state === 'writing') return quiet > 30 * minute ? 'stuck' : state
  return quiet > year ? 'old' : 'fine'
}

/** A name of a file without what no name of a file may have: it is shown and never used as a path. */
export const fileNameOf = (name: string): string =>
  name
    .split(/[\\/]/u)
    .at(-1)!
    .replace(/[^\p{L}\p{N} ._()-]/gu, '')
    .slice(-100) || 'file'
