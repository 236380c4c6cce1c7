export interface ConnectorTables {
  connector: {
    id: string
    person_id: string
    area: string
    about: string
    recognised_by: string | null
    recognised_at: Date
    agreed_at: Date | null
    shown_at: Date | null
    ended_at: Date | null
  }
  connector_note: {
    id: string
    connector_id: string
    author_id: string | null
    kind: 'thanks' | 'hand_over'
    words: string
    written_at: Date
  }
  connector_hand_over: {
    id: string
    connector_id: string
    successor_id: string
    asked_at: Date
    answered_at: Date | null
    accepted: boolean | null
  }
}
