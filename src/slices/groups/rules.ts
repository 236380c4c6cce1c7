/** What a group is about, in everyday terms. */
export const groupKinds = ['interest', 'neighbourhood', 'parents', 'faith', 'support', 'working', 'programme'] as const
export type GroupKind = (typeof groupKinds)[number]

/** How one gets in. */
export const joinings = ['open', 'request', 'invitation'] as const
export type Joining = (typeof joinings)[number]

/** A confidential circle is never listed, and nobody walks in: whatever was chosen besides. */
export const asConfidential = <Wish extends { confidential: boolean; hidden: boolean; joining: Joining }>(
  wish: Wish,
): Wish =>
  wish.confidential ? { ...wish, hidden: true, joining: wish.joining === 'open' ? 'invitation' : wish.joining } : wish

export type Joined =
  | { kind: 'member' }
  | { kind: 'asked' }
  | { kind: 'full' }
  | { kind: 'barred'; until: Date | null }
  | { kind: 'adultsOnly' }
  | { kind: 'pseudonymTaken' }
  | { kind: 'closed' }

/** Days for which an invitation can be used. */
export const invitationDays = 14

/** At most so long may a safeguarding lead look into a circle at a time, in hours. */
export const glassHours = 24

/** Of a confidential circle nobody learns a number that would name people: none below this is shown. */
export const smallestCount = 5

export const countShown = (count: number, confidential: boolean): number | null =>
  confidential && count < smallestCount ? null : count

/** How many adults with the check for it must be in a group with somebody under age. */
export const adultsForMinors = 2

/** The check that those adults need. */
export const minorsCheck = 'background'
