import { expectTypeOf, test } from 'vitest'
import type { Db } from '#kernel/database/database.ts'
import type { PeopleTables } from './tables.ts'

test('a slice cannot ask for a table that is not its own', () => {
  const ask = (db: Db<PeopleTables>) => {
    db.selectFrom('person')
    // @ts-expect-error services belong to the directory
    db.selectFrom('service')
  }
  expectTypeOf(ask).toBeFunction()
})
