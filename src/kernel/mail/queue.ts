import type { VNode } from 'preact'
import { v7 } from 'uuid'
import { acrossTx, type Tx } from '#kernel/database/database.ts'
import { addJob } from '#kernel/jobs/add.ts'
import { headerLine, mailAddress, UnsafeHeader } from './address.ts'
import { letterHtml, letterText } from './letter.tsx'
import type { MailList } from './lists.ts'
import { isByHand, mannersAt } from './manners.ts'
import { hasRefused, readerOf } from './refusals.ts'
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
  /** The kind of letters that people can refuse by one click. Letters that somebody asked for have none. */
  list?: MailList
  /** The path where one click (RFC 8058) ends letters about this one thing, for a letter that belongs to no list. */
  refusePath?: string
  /** A word that says nothing: letters with the same stand together in the reader's mailbox. */
  thread?: string
  /** Chosen beforehand where something must know the letter, for its Message-ID comes back with an answer. A UUID. */
  id?: string
}

/** The job that sends one letter. */
export const mailTask = 'mail.send'

/**
 * Puts a letter into the outbox in the caller's transaction: it leaves if and only if the transaction commits, and nobody ever
 * waits for a mail server. How the reader may be reached binds it: whoever writes it need not know (see manners.ts). Returns the letter's id, or `null` when the person has refused letters of this list.
 * @throws UnsafeHeader when address, name or subject would break out of its header
 */
export const queueMail = async (tx: Tx<any>, letter: OutgoingLetter): Promise<string | null> => {
  const mails: Tx<MailTables> = acrossTx(tx)
  const address = mailAddress(letter.to.address)
  if (!address) throw new UnsafeHeader('not one e-mail address')
  const reader = letter.list ? await readerOf(tx, address) : null
  if (letter.list && reader && (await hasRefused(tx, reader, letter.list))) return null
  const urgent = letter.urgent ?? false
  const manners = await mannersAt(tx, address)
  const byHand = isByHand(manners, address, urgent)
  const id = letter.id ?? v7()
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
      reader,
      refuse_path: letter.refusePath ?? null,
      thread: letter.thread ?? null,
      urgent,
      neutral: manners.neutral,
      by_hand_at: byHand ? new Date() : null,
    })
    .execute()
  if (!byHand) await addJob(tx, mailTask, { mail: id }, { urgent })
  return id
}
