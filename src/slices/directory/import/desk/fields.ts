import { z } from 'zod'
import { line } from '#kernel/text/text.ts'
import { sheetFields } from '../../hsds/sheet/rules.ts'

/** More than any directory of a town; a larger one is read from the command line. */
export const largestUpload = 40 * 1024 * 1024

export const Upload = z.strictObject({
  file: z
    .union([z.instanceof(File), z.literal('')])
    .refine((given) => given instanceof File && given.size > 0, 'missing')
    .refine((given) => given instanceof File && /\.(zip|csv|tsv|json|ndjson|jsonl)$/iu.test(given.name), 'notRight')
    .transform((given) => given as File),
  name: line({ max: 60 }).default(''),
  licence: line({ max: 120 }).default(''),
})
export type Upload = z.output<typeof Upload>

const meaning = z.enum(['', ...sheetFields])

/** What each column of a plain sheet says, in the order of the columns; empty: it is not read. */
export const Meanings = z.strictObject({
  meaning: z.union([meaning.transform((one) => [one]), z.array(meaning).max(500)], 'notAChoice'),
})
export type Meanings = z.output<typeof Meanings>
