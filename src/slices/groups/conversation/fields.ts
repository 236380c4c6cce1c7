import { z } from 'zod'
import { line, id as reference, text, ticked } from '#kernel/text/text.ts'
import { letterChoices, reactions } from './rules.ts'

/** As long as a long letter; more is a document, and belongs among the pinned things. */
const words = text({ min: 1, max: 20_000 })

/** Of a form: sent twice, it makes one post. */
const once = reference

/** A file field that was left empty arrives as a file without bytes. */
const picture = z
  .union([z.instanceof(File), z.literal('')])
  .optional()
  .transform((given) => (given instanceof File && given.size > 0 ? given : null))

const withAlt = <Input extends { picture: File | null; alt: string }>({ picture: given, alt }: Input) =>
  given === null || alt !== ''

export const NewPost = z
  .strictObject({
    text: words,
    once,
    picture,
    alt: line({ max: 300 }).default(''),
    anonymous: ticked,
  })
  .refine(withAlt, { message: 'altMissing', path: ['alt'] })
export type NewPost = z.output<typeof NewPost>

export const EditedPost = z.strictObject({ text: words })
export const Reacting = z.strictObject({ reaction: z.enum(reactions, 'notAChoice') })

const options = text({ min: 1, max: 2_000 })
  .transform((given) => [...new Set(given.split('\n').map((one) => one.trim()))].filter(Boolean))
  .pipe(z.array(z.string().max(200, 'optionTooLong')).min(2, 'twoOptions').max(12, 'twelveOptions'))

export const NewPoll = z.strictObject({
  text: line({ min: 1, max: 300 }),
  options,
  several: ticked,
  days: z.coerce.number().int().min(1).max(30).default(7),
  once,
})
export type NewPoll = z.output<typeof NewPoll>

export const Voting = z.strictObject({
  option: z
    .union([reference, z.array(reference).max(12)], 'notAChoice')
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat())),
})

const webAddress = z
  .string()
  .max(2_000, 'tooLong')
  .default('')
  .transform((given) => given.trim())
  .refine((given) => given === '' || /^https?:$/u.test(URL.parse(given)?.protocol ?? ''), 'notAWebAddress')

export const NewPin = z.strictObject({
  title: line({ min: 1, max: 120 }),
  url: webAddress,
  note: text({ max: 1_000 }).default(''),
})
export type NewPin = z.output<typeof NewPin>

export const LettersChosen = z.strictObject({ letters: z.enum(letterChoices, 'notAChoice') })
export const ReadTo = z.strictObject({ to: reference })
export const TalkPage = z.strictObject({ before: reference.optional(), only: reference.optional() })
export const KeptDraft = z.strictObject({ text: text({ max: 20_000 }).default(''), thread: reference })
export const ThreadPage = z.strictObject({ after: reference.optional() })
export const LiveFrom = z.strictObject({ after: reference.optional() })
export const MentionSearch = z.strictObject({ q: line({ max: 60 }).default('') })
