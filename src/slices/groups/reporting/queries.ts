import { across } from '#kernel/database/database.ts'
import type { Reportable } from '#slices/safety/queries.ts'
import { hostsOf } from '../conversation/reporting/queries.ts'
import { maybeGroup } from '../queries.ts'

/** A group can be reported by whoever may know of it. Its name lies in the sealed copy; the queue says only that it is a group. */
export const reportableGroup: Reportable = {
  kind: 'group',
  resolve: async (db, actor, id, now) => {
    const group = await maybeGroup(across(db), actor, id, now)
    if (!group) return null
    const { name, about, agreement, confidential, hidden } = group
    return {
      title: name,
      copy: [name, about, agreement].filter(Boolean).join('\n'),
      authorId: null,
      // What everybody may read any moderator judges, also once it is hidden; the rest only somebody who is in it, or the lead.
      scope: hidden ? id : null,
      path: `/groups/${id}`,
      confidential,
      near: await hostsOf(db, actor, id),
    }
  },
}
