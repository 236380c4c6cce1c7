import type { z } from 'zod'
import type { AnyTx } from '#kernel/database/database.ts'

/** Something that happened: a name in the past tense (`gatherings.SeatsTaken`) and the shape of what is known about it. */
export interface Fact<Shape extends z.ZodType = z.ZodType> {
  name: string
  shape: Shape
  /** A fact without consequences, kept for the record alone. Each other fact must be answered in `app/reactions.ts`. */
  auditOnly: boolean
}

/** Declares a fact of a slice. Its data are plain, ids and numbers only: no names, no texts, so that the record can be kept. */
export const fact = <Shape extends z.ZodType>(name: string, shape: Shape, { auditOnly = false } = {}): Fact<Shape> => ({
  name,
  shape,
  auditOnly,
})

/** What follows from a fact, in a transaction of its own, at least once: it must bear being run twice. */
export interface Reaction {
  name: string
  to: Fact
  run: (context: ReactionContext, data: any) => Promise<void>
}

export interface ReactionContext {
  tx: AnyTx
  /** The fact's own id: the key against doing a thing twice. */
  factId: string
  at: Date
  by: string | null
  community: { slug: string; name: string; zone: string; language: string }
  /** The community's own address without a slash at the end, for links in letters. */
  origin: string
}

export const reaction = <Shape extends z.ZodType>(
  name: string,
  to: Fact<Shape>,
  run: (context: ReactionContext, data: z.output<Shape>) => Promise<void>,
): Reaction => ({ name, to, run })
