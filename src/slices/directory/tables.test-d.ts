import type { Db } from '#kernel/database/database.ts'
import type { DirectoryTables } from './tables.ts'

declare const db: Db<DirectoryTables>

db.selectFrom('service').select('name')
db.selectFrom('location').select('latitude')

// @ts-expect-error a neighbour's own table is not ours to read
db.selectFrom('finding').select('title')
// @ts-expect-error a neighbour's own table is not ours to read
db.selectFrom('person').select('name')
// @ts-expect-error a column that does not exist
db.selectFrom('service').select('secret_address')
