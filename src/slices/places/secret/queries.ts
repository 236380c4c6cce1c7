import { sql } from 'kysely'
import type { AnyDb } from '#kernel/database/database.ts'

/** What leads to a confidential place; what its source did not say is absent. */
export interface SecretPlace {
  name?: string
  description?: string
  transportation?: string
  latitude?: number
  longitude?: number
  addresses: { address_1: string | null; address_2: string | null; city: string | null; postal_code: string | null }[]
}

/** Is the viewer (`asViewer`) one of the staff of the organisation whose place it is? */
export const isStaffOfPlace = async (db: AnyDb, locationId: string): Promise<boolean> => {
  const { rows } = await sql<{ staff: boolean }>`select is_staff_of_place(${locationId}::uuid) as staff`.execute(db)
  return rows[0]!.staff
}

/** Where a confidential place is, where the viewer (`asViewer`) has it open. */
export const maybeSecretPlace = async (db: AnyDb, locationId: string): Promise<SecretPlace | null> => {
  const { rows } = await sql<{ whereabouts: SecretPlace }>`
    select whereabouts from secret_location where location_id = ${locationId}::uuid`.execute(db)
  return rows[0]?.whereabouts ?? null
}
