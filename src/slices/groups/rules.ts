/** What a group is about, in everyday terms. */
export const groupKinds = ['interest', 'neighbourhood', 'parents', 'faith', 'support', 'working', 'programme'] as const
export type GroupKind = (typeof groupKinds)[number]

/** How one gets in. */
export const joinings = ['open', 'request', 'invitation'] as const
export type Joining = (typeof joinings)[number]

interface Wish {
  kind: GroupKind
  confidential: boolean
  hidden: boolean
  joining: Joining
  adults: boolean
}

/**
 * What a founder chose, as it is kept: a confidential circle is never listed and nobody walks in, and where people hold each
 * other up in hard times, nobody under age is let in.
 */
export const asKept = <Form extends Wish>(form: Form): Form => ({
  ...form,
  adults: form.adults || form.confidential || form.kind === 'support',
  ...(form.confidential ? { hidden: true, joining: 'invitation' as const } : {}),
})

export type Joined =
  | { kind: 'member' }
  | { kind: 'asked' }
  | { kind: 'full' }
  | { kind: 'barred'; until: Date | null }
  | { kind: 'adultsOnly' }
  | { kind: 'needsAdults' }
  | { kind: 'pseudonymTaken' }
  | { kind: 'closed' }

/** Days for which an invitation can be used. */
export const invitationDays = 14

/** So many invitations of one group can wait at a time: letters to strangers in heaps are no invitation. */
export const openInvitationsAtMost = 100

/** So many people can one person write to in a day, over all groups: else founding groups would be a way to write to everybody. */
export const invitedADay = 100

/** So long can one come back by one button after leaving, in milliseconds. */
export const returnWithin = 3_600_000

/** So long somebody is told on the page of groups that a host ended it, in milliseconds. */
export const toldWithin = 30 * 86_400_000

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

interface Protection {
  minors: { id: string; guardians: string[] }[]
  vetted: string[]
}

/** Is everybody under age among these members with a guardian, or with enough adults whose papers somebody saw? */
export const isSafeForMinors = ({ minors, vetted }: Protection, members: ReadonlySet<string>): boolean =>
  vetted.filter((id) => members.has(id)).length >= adultsForMinors ||
  minors.every(({ id, guardians }) => !members.has(id) || guardians.some((guardian) => members.has(guardian)))
