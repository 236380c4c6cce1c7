export interface RetentionTables {
  retention: { kind: string; days: number }
  erased_person: { person_id: string; erased_at: Date }
}
