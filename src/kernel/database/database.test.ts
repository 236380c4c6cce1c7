import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import type { Community } from './database.ts'

let town: Awaited<ReturnType<typeof testDatabase>>
let community: Community
beforeAll(async () => {
  town = await testDatabase()
  community = town.community
})
afterAll(() => town.stop())

test('a connection for reading refuses to write', async () => {
  await expect(sql`create table x (a int)`.execute(community.read)).rejects.toThrow(/read-only/u)
  await expect(sql`insert into migration (name, checksum) values ('a', 'b')`.execute(community.read)).rejects.toThrow(
    /read-only/u,
  )
})

test('requests run as nobody special', async () => {
  const { rows } = await sql<{ user: string; super: boolean }>`
    select current_user as user, rolsuper as super from pg_roles where rolname = current_user`.execute(community.write)
  expect(rows[0]).toEqual({ user: 'wellmet_app', super: false })
})

test('the app role changes rows, never structure', async () => {
  await expect(sql`create table x (a int)`.execute(community.write)).rejects.toThrow(/permission denied/u)
})
