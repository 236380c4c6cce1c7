import { across, acrossTx, type Tx } from '#kernel/database/database.ts'
import { whereIs } from '#kernel/geo/gazetteer.ts'
import { dropFindings, putFindings } from '#slices/finder/commands.ts'
import { unmoderated } from '../queries.ts'
import type { GroupTables } from '../tables.ts'
import { type Found, findingOf } from './rules.ts'

/** A part of town is where a group is; a name that means one door is not told, whoever wrote it. */
const areaOnMap = async (tx: Tx<GroupTables>, area: string | null) => {
  const where = area && (await whereIs(across(tx), area))
  return where && ['town', 'district', 'outcode'].includes(where.kind) ? { lat: where.lat, lon: where.lon } : null
}

/**
 * Brings what can be found of a group in line with it, in the same transaction. Of hidden groups, circles and those that are over
 * or hidden by moderators nothing is found.
 */
export const findGroup = async (tx: Tx<GroupTables>, id: string): Promise<void> => {
  const group: Found | undefined = await tx
    .selectFrom('group')
    .select(['id', 'kind', 'name', 'about', 'area', 'adults'])
    .where('id', '=', id)
    .where('hidden', '=', false)
    .where('confidential', '=', false)
    .where('archived_at', 'is', null)
    .where(unmoderated('group.id'))
    .executeTakeFirst()
  if (!group) return await dropFindings(acrossTx(tx), [id])
  await putFindings(acrossTx(tx), [findingOf(group, await areaOnMap(tx, group.area))])
}
