/** How much it presses: `now` before anything else, `soon` within days, `calm` when there is time. */
export const urgencies = ['now', 'soon', 'calm'] as const
export type Urgency = (typeof urgencies)[number]

/** One thing that awaits an organisation. Whole sentences, in the reader's language: whoever adds it knows what it is about. */
export interface DeskItem {
  key: string
  title: string
  /** Why it matters, in one sentence. */
  why: string
  since: Date
  due: Date | null
  href: string
  urgency: Urgency
}

/** What is late comes first, then what presses, then what waits longest. */
export const inTurn = (items: readonly DeskItem[], now: Date): DeskItem[] => {
  const late = ({ due }: DeskItem) => (due !== null && due < now ? 0 : 1)
  const press = ({ urgency }: DeskItem) => urgencies.indexOf(urgency)
  const dueAt = ({ due }: DeskItem) => due?.getTime() ?? Number.POSITIVE_INFINITY
  return [...items].sort(
    (a, b) =>
      late(a) - late(b) ||
      press(a) - press(b) ||
      (dueAt(a) === dueAt(b) ? 0 : dueAt(a) - dueAt(b)) ||
      a.since.getTime() - b.since.getTime() ||
      (a.key < b.key ? -1 : 1),
  )
}
