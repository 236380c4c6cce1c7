/** What moderators decided about a thing. Absent where nothing was decided. `slow_seconds` is the least time between two posts of one person. */
export interface ModeratedTable {
  moderated: {
    thing_kind: string
    thing_id: string
    hidden_at: Date | null
    locked_at: Date | null
    slow_seconds: number | null
    removed_at: Date | null
  }
}

export type SafetyTables = ModeratedTable
