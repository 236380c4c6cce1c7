export interface RetentionTables {
  retention: { kind: string; days: number }
}
