import { createHash } from 'node:crypto'
import { CompiledQuery } from 'kysely'

/**
 * A statement that each connection parses and plans once, then only runs: for few texts that are asked very often and whose best
 * plan does not hang on the values. Everything that changes belongs in `values`: each other text is kept by each connection.
 * Kysely hands the text to `pg` as it is, and `pg` takes a named statement in its stead.
 */
export const prepared = <Row>(text: string, values: readonly unknown[]): CompiledQuery<Row> => {
  const name = `w${createHash('sha1').update(text).digest('base64url')}`
  return CompiledQuery.raw({ name, text } as unknown as string, [...values]) as CompiledQuery<Row>
}
