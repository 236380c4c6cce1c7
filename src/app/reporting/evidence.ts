import { theProgram } from '#kernel/facts/record.ts'
import { scheduled } from '#kernel/jobs/tasks.ts'
import { endEvidence } from '#slices/safety/queue/commands.ts'
import { maybeReportable } from '../reportables.ts'

/** Each night: sealed copies whose days are over go, and with them what was removed for good. */
export const endEvidenceNightly = scheduled('safety.end_evidence', { daily: '03:20' }, async ({ tx, now }) => {
  await endEvidence(tx, theProgram, async (within, { kind, id }) => maybeReportable(kind)?.erase?.(within, id), now)
})
