import { z } from 'zod'

const key = z.string().max(200).catch('')

/** A key that is none leads to the same page as one that is used up. */
export const LetterKey = z.object({ key })

/** The form for changing something, together with the key that allows it. What is in it is looked at once the key has shown what it is about. */
export const ChangeTyped = z.looseObject({ key })
