import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '#kernel/database/database.ts'
import type { SessionTables } from './tables.ts'

export type Purpose = 'sign-up' | 'sign-in' | 'reset' | 'email-old' | 'email-new'

/** What a link in a letter stands for. */
export interface MailToken {
  purpose: Purpose
  personId: string | null
  /** The request that the letter answers, where there is one. */
  askId: string | null
  email: string
  next: string | null
}

/** What is kept of a secret: enough to know it again, not to use it. Fit for random secrets only, not for passwords. */
export const sealed = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

export const newSecret = (): string => randomBytes(32).toString('base64url')

const lifetime = 60 * 60_000

/** A new link for one use within an hour; the token itself leaves only in the letter. */
export const issueToken = async (tx: Tx<SessionTables>, wanted: MailToken, now: Date): Promise<string> => {
  const token = newSecret()
  await tx
    .insertInto('mail_token')
    .values({
      token: sealed(token),
      purpose: wanted.purpose,
      person_id: wanted.personId,
      ask_id: wanted.askId,
      email: wanted.email,
      next: wanted.next,
      expires_at: new Date(now.getTime() + lifetime),
    })
    .execute()
  return token
}

/** Uses a link up. The delete is the claim: of twenty at once, one gets the row. */
export const consumeToken = async (
  tx: Tx<SessionTables>,
  purpose: Purpose,
  token: string,
  now: Date,
): Promise<MailToken | null> => {
  const row = await tx
    .deleteFrom('mail_token')
    .where('token', '=', sealed(token))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ? { purpose, personId: row.person_id, askId: row.ask_id, email: row.email, next: row.next } : null
}

/** After a change of password or address no older link works. */
export const dropTokensOf = async (tx: Tx<SessionTables>, personId: string): Promise<void> => {
  await tx.deleteFrom('mail_token').where('person_id', '=', personId).execute()
}
