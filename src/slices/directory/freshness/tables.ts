/** How the directory stays true: asking, ringing, alerts, and what everybody suggests. */
export interface FreshnessTables {
  record_check: {
    id: string
    thing_kind: string
    thing_id: string
    cycle_id: string | null
    checked_at: Date
    how: 'letter' | 'phone' | 'editor' | 'review'
    outcome: 'right' | 'changed' | 'closed'
    person_id: string | null
  }
  check_cycle: {
    id: string
    thing_kind: string
    thing_id: string
    stage: 'asked' | 'reminded' | 'reminded_again' | 'to_ring'
    started_at: Date
    next_at: Date
    claimed_by: string | null
    claimed_until: Date | null
    wrong_number_at: Date | null
    ended_at: Date | null
    outcome: 'right' | 'changed' | 'closed' | 'elsewhere' | null
  }
  check_link: { token: string; cycle_id: string; expires_at: Date }
  check_call: {
    id: string
    cycle_id: string
    person_id: string | null
    called_at: Date
    outcome: 'right' | 'changed' | 'closed' | 'no_answer' | 'wrong_number'
    again_at: Date | null
  }
  checker: { person_id: string; since: Date }
  closed_record: { thing_id: string; thing_kind: string; closed_at: Date }
  record_alert: {
    id: string
    thing_kind: string
    thing_id: string
    words: string
    closed: boolean
    from_on: string
    until_on: string
    made_at: Date
    made_by: string | null
    ended_at: Date | null
  }
  holiday_sweep: {
    id: string
    name: string
    from_on: string
    to_on: string
    answer_until: Date
    opened_at: Date
    opened_by: string | null
  }
  sweep_ask: {
    sweep_id: string
    organisation_id: string
    token: string
    asked_at: Date
    answered_at: Date | null
  }
  hours_exception: {
    id: string
    thing_kind: string
    thing_id: string
    on_date: string
    opens_at: string | null
    closes_at: string | null
    made_at: Date
  }
  suggestion: {
    id: string
    thing_kind: string
    thing_id: string | null
    made_at: Date
    person_id: string | null
    email: string | null
    language: string
    note: string | null
    digest: string
    decided_at: Date | null
    decided_by: string | null
  }
  suggested_field: {
    suggestion_id: string
    field: string
    was: string
    proposed: string
    state: 'accepted' | 'changed' | 'refused' | null
    taken: string | null
    reason: string | null
  }
}
