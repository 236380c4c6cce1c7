import { z } from 'zod'
import { ownPath } from '#kernel/routes/answer.ts'
import { text } from '#kernel/text/text.ts'

/** A list by its link; one that was cut shows what is left of it. */
export const SharedList = z.object({ of: text({ max: 900 }).catch('').default('') })

/** Where to go on after keeping something: a path of ours. */
export const Onward = z.object({
  back: text({ max: 300 })
    .catch('')
    .default('')
    .transform((path) => ownPath(path, '/list')),
})

export const KeptThing = Onward.extend({ thing: z.uuid() })
