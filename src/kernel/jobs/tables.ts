import type { ColumnType, Generated } from 'kysely'

export interface JobTables {
  parked_job: {
    id: string
    job_id: string
    task: string
    payload: ColumnType<Record<string, unknown>, string, never>
    attempts: number
    last_error: string | null
    parked_at: Generated<Date>
    ended_at: Date | null
    ended_by: string | null
    outcome: 'retried' | 'dropped' | null
    reason: string | null
  }
  schedule_run: { name: string; due_at: Date; started_at: Generated<Date> }
}
