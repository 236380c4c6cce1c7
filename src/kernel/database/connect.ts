import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { joinPostgres, ownPostgres, type Running } from './embedded.ts'
import { externalPostgres } from './external.ts'

interface Where {
  dataFolder: string
  databaseUrl: string | null
}

/**
 * The PostgreSQL of this program. `serve` owns the data folder for as long as it runs; `join` is for short commands and takes
 * part in whoever owns it.
 */
export const connect = (where: Where, how: 'serve' | 'join', tell?: (line: string) => void): Promise<Running> => {
  if (where.databaseUrl) return externalPostgres(where.databaseUrl)
  return how === 'serve' ? ownPostgres(where.dataFolder, tell) : joinPostgres(where.dataFolder)
}

/** The secret that signs: from the settings, or made once and kept in the data folder, readable by its owner alone. */
export const secretOf = (dataFolder: string, configured: string | null): string => {
  if (configured) return configured
  const file = path.join(dataFolder, 'secret')
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(33).toString('base64url'), { flag: 'wx', mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}
