export type HowGiven = 'page' | 'paper' | 'phone' | 'in-person'

export interface ConsentTables {
  consent: {
    id: string
    person_id: string
    purpose: string
    scope: string | null
    recipient: string
    data: string[]
    words: string
    language: string
    how: HowGiven
    recorded_by: string | null
    given_at: Date
    until: Date
    withdrawn_at: Date | null
  }
}
