import { createHash, randomBytes } from 'node:crypto'
import type { AnyTx, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { ReadByPower, ReportFiled } from './facts.ts'
import { dueAt, type Reason, type Resolved, type Severity, severityOf } from './rules.ts'
import type { SafetyTables } from './tables.ts'

export interface NewReport {
  thing: { kind: string; id: string } & Pick<Resolved, 'title' | 'copy' | 'path' | 'scope' | 'confidential' | 'near'>
  /** Who wrote the thing, or who it is. */
  about: string | null
  reason: Reason
  /** What the reporter wrote. */
  words: string
  /** May make it more urgent than its reason, never less. */
  severity?: Severity
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Keeps a report with a sealed copy of what was seen. Returns its id and the key of the receipt, which is stored nowhere:
 * only whoever filed it can look how it stands.
 */
export const fileReport = async (
  tx: AnyTx,
  actor: Doer,
  { thing, about, reason, words, severity }: NewReport,
  now: Date,
): Promise<{ reportId: string; receipt: string }> => {
  const safety: Tx<SafetyTables> = tx
  const id = newId()
  const receipt = randomBytes(18).toString('base64url')
  const urgency = severityOf(reason, severity)
  await safety
    .insertInto('report')
    .values({
      id,
      thing_kind: thing.kind,
      thing_id: thing.id,
      path: thing.path,
      about_id: about,
      scope_id: thing.scope,
      confidential: thing.confidential,
      reporter_id: actor.personId,
      receipt: sha256(receipt),
      reason,
      severity: urgency,
      made_at: now,
      due_at: dueAt(urgency, now),
    })
    .execute()
  const sealed = { title: thing.title, copy: thing.copy, words }
  await safety
    .insertInto('report_evidence')
    .values({ report_id: id, ...sealed, digest: sha256(JSON.stringify(sealed)) })
    .execute()
  const near = [...new Set(thing.near ?? [])].map((person_id) => ({ report_id: id, person_id }))
  if (near.length) await safety.insertInto('report_near').values(near).execute()
  await record(tx, actor, ReportFiled, { reportId: id })
  return { reportId: id, receipt }
}

/**
 * Writes down that somebody read confidential data by power (a role, a break-glass) and not because it is theirs. In the
 * transaction of the reading: what is not written down is not read.
 */
export const recordPoweredRead = (
  tx: AnyTx,
  actor: Actor,
  {
    kind,
    id,
    scope = null,
    personId = null,
  }: { kind: string; id: string; scope?: string | null; personId?: string | null },
): Promise<string> => record(tx, actor, ReadByPower, { kind, id, scope, personId })
