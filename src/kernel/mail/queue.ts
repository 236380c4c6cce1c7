import type { VNode } from 'preact'
import { v7 } from 'uuid'
import { acrossTx, type Tx } from '#kernel/database/database.ts'
import { addJob } from '#kernel/jobs/add.ts'
import { addressHash, headerLine, mailAddress, UnsafeHeader } from './address.ts'
import { letterHtml, letterText } from './letter.tsx'
import type { MailTables } from './tables.ts'

export interface OutgoingLetter {
  /** What letter it is, for the record: `people.verify_address`. Not shown to anybody. */
  kind: string
  to: { address: string; name?: string | null }
  subject: string
  /** Made of the pieces of letter.tsx. Links are whole addresses, and open a page with a button: mail scanners follow links. */
  body: VNode
  /** BCP 47 of the letter: sets its direction. */
  language: string
  /** Somebody is waiting in front of the screen for it. */
  urgent?: boolean
  /** A kind of letter that people can refuse by one click (`digest`, `reminder`). Letters that one asks for have none. */
  list?: string
}

/** The job that sends one letter. */
export const mailTask = 'mail.send'

/**
 * Puts a letter into the outbox in the caller's transaction: it leaves if and only if the transaction commits, and nobody ever
 * waits for a mail server. Returns the letter's id, or `null` when the person has refused letters of this list.
 * @throws UnsafeHeader when address, name or subject would break out of its header
 */
export const queueMail = async (tx: Tx<any>, letter: OutgoingLetter): Promise<string | null> => {
  const mails: Tx<MailTables> = acrossTx(tx)
  const address = mailAddress(letter.to.address)
  if (!address) throw new UnsafeHeader('not one e-mail address')
  if (letter.list && (await hasRefused(mails, address, letter.list))) return null
  const id = v7()
  await mails
    .insertInto('mail')
    .values({
      id,
      kind: letter.kind,
      to_address: address,
      to_name: letter.to.name ? headerLine('name', letter.to.name) : null,
      subject: headerLine('subject', letter.subject),
      html: letterHtml(letter.body),
      text: letterText(letter.body),
      language: letter.language,
      list: letter.list ?? null,
      urgent: letter.urgent ?? false,
    })
    .execute()
  await addJob(tx, mailTask, { mail: id }, { urgent: letter.urgent ?? false })
  return id
}

const hasRefused = async (tx: Tx<MailTables>, address: string, list: string) => {
  const refusal = await tx
    .selectFrom('mail_refusal')
    .select('list')
    .where('address_hash', '=', addressHash(address))
    .where('list', '=', list)
    .executeTakeFirst()
  return refusal !== undefined
}
