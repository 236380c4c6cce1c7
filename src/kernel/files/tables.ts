import type { Generated } from 'kysely'

export interface FileTables {
  file: { hash: string; type: string; bytes: Buffer; width: number; height: number; kept_at: Generated<Date> }
  file_use: { hash: string; thing_id: string; open: boolean }
}
