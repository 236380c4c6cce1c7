/** What the viewer asked for does not exist, or must not exist for this viewer: the same answer for both. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** It existed and is used up: a link or an invitation for one use. Said only to whoever holds the key. */
export class Gone extends Error {
  override name = 'Gone'
}

/** The viewer is known and the thing is public knowledge, but this is not theirs to do. */
export class Forbidden extends Error {
  override name = 'Forbidden'
  readonly because: 'signIn' | 'role' | 'csrf'
  constructor(because: 'signIn' | 'role' | 'csrf' = 'role') {
    super(`forbidden: ${because}`)
    this.because = because
  }
}

/** One thing that a person can put right: the field as it is named in the form, and a sentence key or sentence. */
export interface Problem {
  field: string
  message: string
}

/** What was sent does not fit. Pages show it beside the fields (422), endpoints as problem+json. */
export class Invalid extends Error {
  override name = 'Invalid'
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(problems.map(({ field, message }) => `${field}: ${message}`).join('; '))
    this.problems = problems
  }
}
