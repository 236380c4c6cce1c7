import type { AnyDb, AnyTx } from '#kernel/database/database.ts'
import type { Actor } from '#kernel/session/actor.ts'

/** A thing that can be reported, as its reporter sees it. */
export interface Resolved {
  title: string
  /** The content as text, for the sealed copy. */
  copy: string
  /** Who wrote it, or who it is; null where nobody in particular did. */
  authorId: string | null
  /** The group that it belongs to, where not everybody may read it; then only those who may read it may judge it. */
  scope: string | null
  path: string
  /** Of a confidential circle: for the safeguarding lead alone. */
  confidential: boolean
  /** Who runs the group or organisation that it belongs to: too near to judge it. */
  near?: string[]
}

/**
 * What a slice exports so that its things can be reported. `resolve` answers as the slice's own page would: null where this
 * actor may not know of the thing. `erase` deletes for good what moderation removed, when its days as evidence are over.
 */
export interface Reportable {
  kind: string
  resolve: (db: AnyDb, actor: Actor, id: string, now: Date) => Promise<Resolved | null>
  /** May this actor read where it stands? Asked instead of `resolve` where moderation itself can hide the thing from its moderator. */
  mayRead?: (db: AnyDb, actor: Actor, id: string, now: Date) => Promise<boolean>
  erase?: (tx: AnyTx, id: string) => Promise<void>
}

/** How soon somebody must look: within the hour, within a day, within three. */
export const severities = ['now', 'today', 'soon'] as const
export type Severity = (typeof severities)[number]

const minutes: Record<Severity, number> = { now: 60, today: 24 * 60, soon: 3 * 24 * 60 }

/** Until when somebody must have decided. */
export const dueAt = (severity: Severity, madeAt: Date): Date => new Date(madeAt.getTime() + minutes[severity] * 60_000)

/** Why somebody reports, in the order in which it is asked: danger first. */
export const reasons = [
  'dangerMe',
  'dangerOther',
  'child',
  'threat',
  'hate',
  'sexual',
  'private',
  'fraud',
  'wrong',
  'spam',
  'other',
] as const
export type Reason = (typeof reasons)[number]

const urgency: Record<Reason, Severity> = {
  dangerMe: 'now',
  dangerOther: 'now',
  child: 'now',
  threat: 'today',
  hate: 'today',
  sexual: 'today',
  private: 'today',
  fraud: 'today',
  wrong: 'soon',
  spam: 'soon',
  other: 'soon',
}

/** The reason decides how urgent it is; whoever files it by program may ask for more, never for less. */
export const severityOf = (reason: Reason, hint?: Severity): Severity =>
  hint && severities.indexOf(hint) < severities.indexOf(urgency[reason]) ? hint : urgency[reason]

/** A child or a life: for the safeguarding lead, whoever wrote it and wherever. */
export const needsLead = (reason: Reason): boolean => urgency[reason] === 'now'
