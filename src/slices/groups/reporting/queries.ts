import { across } from '#kernel/database/database.ts'
import type { Reportable } from '#slices/safety/queries.ts'
import { maybeGroup } from '../queries.ts'

/** A group can be reported by whoever may know of it. Of a circle the report says what it is for, and never its name in a list. */
export const reportableGroup: Reportable = {
  kind: 'group',
  resolve: async (db, actor, id, now) => {
    const group = await maybeGroup(across(db), actor, id, now)
    if (!group) return null
    const { name, about, agreement, confidential } = group
    return {
      title: confidential ? '' : name,
      copy: [name, about, agreement].filter(Boolean).join('\n'),
      authorId: null,
      scope: id,
      path: `/groups/${id}`,
      confidential,
    }
  },
}
