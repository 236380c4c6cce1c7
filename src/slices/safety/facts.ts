import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const id = z.uuid()
const report = z.strictObject({ reportId: id })

export const ReportFiled = fact('safety.ReportFiled', report)
export const ReportTaken = fact('safety.ReportTaken', report, { auditOnly: true })
export const ReportGivenBack = fact('safety.ReportGivenBack', report, { auditOnly: true })
export const ReportEscalated = fact('safety.ReportEscalated', z.strictObject({ reportId: id, personId: id }), {
  auditOnly: true,
})

const decision = z.strictObject({ decisionId: id, reportId: id.nullable(), personId: id.nullable(), kind: z.string() })
export const ThingModerated = fact('safety.ThingModerated', decision)
export const DecisionUndone = fact('safety.DecisionUndone', decision)

const appeal = z.strictObject({ appealId: id, decisionId: id })
export const AppealMade = fact('safety.AppealMade', appeal)
export const AppealTaken = fact('safety.AppealTaken', appeal, { auditOnly: true })
export const AppealAnswered = fact('safety.AppealAnswered', appeal)

export const EvidenceEnded = fact('safety.EvidenceEnded', z.strictObject({ count: z.int().min(1) }), {
  auditOnly: true,
})
export const EvidenceDaysSet = fact('safety.EvidenceDaysSet', z.strictObject({ days: z.int() }), { auditOnly: true })

const shift = z.strictObject({ onCallId: id, personId: id })
export const OnCallPlanned = fact('safety.OnCallPlanned', shift, { auditOnly: true })
export const OnCallDropped = fact('safety.OnCallDropped', shift, { auditOnly: true })

const line = z.strictObject({ lineId: id })
export const CrisisLineChecked = fact('safety.CrisisLineChecked', line, { auditOnly: true })
export const CrisisLineChanged = fact('safety.CrisisLineChanged', line, { auditOnly: true })
export const CrisisLineRemoved = fact('safety.CrisisLineRemoved', line, { auditOnly: true })

/** Somebody looked at confidential data because of a role, not because it is theirs. */
export const ReadByPower = fact(
  'safety.ReadByPower',
  z.strictObject({ kind: z.string().regex(/^[a-z][a-z_-]*$/u), id, scope: id.nullable(), personId: id.nullable() }),
  { auditOnly: true },
)
