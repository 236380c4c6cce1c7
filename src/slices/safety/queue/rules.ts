import { needsLead, type Reason } from '../rules.ts'

/** Somebody who might look into a report or an appeal. */
export interface Judge {
  personId: string
  lead: boolean
  moderator: boolean
}

/** What decides who may look into a report. */
export interface Judged {
  aboutId: string | null
  reporterId: string | null
  reason: string
  confidential: boolean
  /** The group it belongs to, where not everybody may read it. */
  scope: string | null
  /** Who runs that group or organisation. */
  near: string[]
  /** A block stands between the judge and the reporter or the one reported. */
  blocked: boolean
}

/** Nobody judges what they did, what they reported, what happens in a group that they run, or somebody they keep away from. */
export const isTooNear = (personId: string, { aboutId, reporterId, near, blocked }: Judged): boolean =>
  personId === aboutId || personId === reporterId || near.includes(personId) || blocked

/** Is it for the safeguarding lead alone: a life, a child, or something said in a confidential circle? */
export const isForLead = ({ confidential, reason }: Judged): boolean => confidential || needsLead(reason as Reason)

/**
 * May this person look into it? A moderator's power is what the role gives and what they may read anyway: `canRead` says
 * whether the thing's own page would open to them. The safeguarding lead reads what was reported, and that is written down.
 */
export const mayJudge = (judge: Judge, report: Judged, canRead: boolean): boolean => {
  if (isTooNear(judge.personId, report)) return false
  if (judge.lead) return true
  return judge.moderator && !isForLead(report) && (report.scope === null || canRead)
}

export const decisionKinds = ['none', 'warn', 'hide', 'lock', 'slow', 'remove', 'suspend'] as const
export type DecisionKind = (typeof decisionKinds)[number]

const ofThings: readonly DecisionKind[] = ['none', 'warn', 'hide', 'lock', 'slow', 'remove']
const ofPeople: readonly DecisionKind[] = ['none', 'warn', 'hide', 'suspend']
const conversations = new Set(['post', 'group'])

/** What can be decided about a thing: only what is discussed can be locked or slowed, only somebody can be warned or suspended. */
export const choicesFor = (kind: string, aboutSomebody: boolean): DecisionKind[] =>
  decisionKinds.filter((choice) => {
    if (choice === 'warn' || choice === 'suspend') return aboutSomebody
    if (choice === 'lock' || choice === 'slow') return conversations.has(kind)
    return (kind === 'person' ? ofPeople : ofThings).includes(choice)
  })

/** A decision that stands, as far as the thing's state follows from it. */
export interface Standing {
  kind: string
  decidedAt: Date
  slowSeconds: number | null
  until: Date | null
}

export interface ThingState {
  hiddenAt: Date | null
  lockedAt: Date | null
  removedAt: Date | null
  slowSeconds: number | null
}

const earliest = (standing: Standing[], kind: string): Date | null =>
  standing
    .filter((one) => one.kind === kind)
    .map(({ decidedAt }) => decidedAt)
    .sort((a, b) => a.getTime() - b.getTime())[0] ?? null

/** The state that follows from all decisions that stand: undoing one of two that hide a thing leaves it hidden. */
export const stateFrom = (standing: Standing[]): ThingState => {
  const slow = standing.flatMap(({ slowSeconds }) => slowSeconds ?? [])
  return {
    hiddenAt: earliest(standing, 'hide'),
    lockedAt: earliest(standing, 'lock'),
    removedAt: earliest(standing, 'remove'),
    slowSeconds: slow.length ? Math.max(...slow) : null,
  }
}

/** The longest of the suspensions that stand. */
export const suspendedUntil = (standing: Standing[]): Date | null =>
  standing.flatMap(({ until }) => until ?? []).sort((a, b) => b.getTime() - a.getTime())[0] ?? null

export type Due = { kind: 'overdue' | 'due'; minutes: number }

/** How long is left, or how long over. */
export const dueIn = (dueAt: Date, now: Date): Due => {
  const minutes = Math.round((dueAt.getTime() - now.getTime()) / 60_000)
  return minutes < 0 ? { kind: 'overdue', minutes: -minutes } : { kind: 'due', minutes }
}
