import { z } from 'zod'
import { across } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { maybeOpenFile } from './keep.ts'
import type { FileTables } from './tables.ts'

const year = 31_536_000

/** A hash in a path; anything else is a page that does not exist. */
export const fileHash = z.string().regex(/^[0-9a-f]{64}$/u)

/** Where an open file is seen. Its name is its content, so it never changes: browsers keep it for a year. */
export const filePath = (hash: string): string => `/files/${hash}`

export const fileRoutes = routes<FileTables, never>('files', { en: {}, es: {}, ar: {} }, ({ endpoint }) => [
  endpoint(
    'GET',
    '/files/:hash',
    {
      access: anyone,
      effect: 'reads',
      shows: 'public',
      params: { hash: fileHash },
      maxAge: year,
      about: 'A picture that anybody may see, by the hash of its bytes',
    },
    async ({ db, params }) => {
      const found = await maybeOpenFile(across(db), params.hash)
      if (!found) throw new NotFound()
      return file(found.bytes, found.type, { inline: true })
    },
  ),
])
