import type { Generated } from 'kysely'

/** What moderators decided about a thing. Absent where nothing was decided. `slow_seconds` is the least time between two posts of one person. */
export interface ModeratedTables {
  moderated: {
    thing_kind: string
    thing_id: string
    hidden_at: Date | null
    locked_at: Date | null
    slow_seconds: number | null
    removed_at: Date | null
  }
}

export interface ReportTables {
  report: {
    id: string
    thing_kind: string
    thing_id: string
    path: string
    about_id: string | null
    scope_id: string | null
    confidential: Generated<boolean>
    reporter_id: string | null
    receipt: string
    reason: string
    severity: string
    made_at: Date
    due_at: Date
    assigned_to: string | null
    assigned_at: Date | null
    closed_at: Date | null
  }
  report_evidence: {
    report_id: string
    title: string
    copy: string
    words: string
    digest: string
    keep_until: Date | null
  }
  report_near: { report_id: string; person_id: string }
  report_escalation: { report_id: string; person_id: string; told_at: Date }
}

export interface DecisionTables {
  moderation_decision: {
    id: string
    report_id: string | null
    thing_kind: string
    thing_id: string
    about_id: string | null
    kind: string
    reason: string
    slow_seconds: number | null
    until: Date | null
    decided_by: string | null
    decided_at: Date
    undone_at: Date | null
    undone_by: string | null
    undone_because: string | null
  }
  appeal: {
    id: string
    decision_id: string
    person_id: string
    words: string
    made_at: Date
    not_by: string | null
    taken_by: string | null
    outcome: string | null
    answer: string | null
    answered_by: string | null
    answered_at: Date | null
  }
}

export interface WatchTables {
  on_call: { id: string; person_id: string; from_at: Date; until_at: Date }
  safety_setting: { name: string; value: number }
  crisis_line: {
    id: string
    key: string | null
    country: string
    language: string
    name: string
    number: string
    answers: string
    source: string
    edited: Generated<boolean>
    removed_at: Date | null
    checked_on: string | null
    checked_by: string | null
  }
}

export type SafetyTables = ModeratedTables & ReportTables & DecisionTables & WatchTables
