import { type Expression, type SqlBool, sql } from 'kysely'

/**
 * For every query that shows people or what they wrote: true where no block stands between the viewer and the person in `column`
 * (a column reference such as `post.author_id`). A visitor has blocked nobody.
 */
export const unblocked = (viewerId: string | null, column: string): Expression<SqlBool> =>
  viewerId === null
    ? sql<SqlBool>`true`
    : sql<SqlBool>`not exists (select from person_block
        where (person_block.person_id = ${viewerId} and person_block.blocked_id = ${sql.ref(column)})
          or (person_block.blocked_id = ${viewerId} and person_block.person_id = ${sql.ref(column)}))`
