import { z } from 'zod'
import type { Community, Db } from '#kernel/database/database.ts'
import { acrossTx, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { addJob } from '#kernel/jobs/add.ts'
import { type Scheduled, scheduled, type Task, task } from '#kernel/jobs/tasks.ts'
import { type Composed, compose, type StoredLetter } from './compose.tsx'
import { mannersAt, waitsUntil } from './manners.ts'
import type { Post } from './post.ts'
import { mailTask } from './queue.ts'
import { hasRefused } from './refusals.ts'
import type { MailTables } from './tables.ts'

export interface MailOptions {
  /** `null`: no mail server. Letters of a demo community then end in its mailbox page; others are held until there is one. */
  post: Post | null
  /** The address that letters come from, e.g. `hello@together.example`. */
  from: string
  /** The clock, for the hours in which a reader may be written to. */
  now?: () => Date
}

/**
 * Sends one letter. Whether it was sent is written down after the mail server has taken it over, so a crash between the two
 * sends it again, with the same Message-ID: twice is recognised, never is not.
 */
export const sendingTask = ({ post, from, now = () => new Date() }: MailOptions): Task =>
  task(
    mailTask,
    z.object({ mail: z.string() }),
    async ({ community, origin }, { mail }) => {
      const db: Db<MailTables> = community.write
      const letter = await db.selectFrom('mail').selectAll().where('id', '=', mail).executeTakeFirst()
      if (!letter || letter.sent_at || letter.bounced_at || letter.erased_at || letter.by_hand_at) return
      if (letter.list && letter.reader && (await hasRefused(community.write, letter.reader, letter.list))) return
      const until = await waitingFor(db, letter, now())
      if (until)
        return inTransaction(community.write, (tx) =>
          addJob(tx, mailTask, { mail }, { at: until, key: `mail ${mail}` }),
        )
      if (!post) return note(db, mail, community.demo ? { sent_at: new Date() } : { held_at: new Date() })
      const posted = await post(envelopeOf(letter, community, origin, from))
      if (posted.kind === 'bounced')
        return note(db, mail, { bounced_at: new Date(), bounce: posted.because.slice(0, 1000) })
      return note(db, mail, { sent_at: new Date() })
    },
    'mail',
  )

/** Until when the reader's hours hold the letter back, asked at the last moment: what they allow may have changed since. */
const waitingFor = async (db: Db<any>, letter: StoredLetter, now: Date) =>
  waitsUntil(await mannersAt(db, letter.to_address!), letter.urgent, now)

const asEnvelope = ({ from: name, ...composed }: Composed, address: string) => ({
  ...composed,
  from: { name, address },
})

/** RFC 5322's name of a letter, or of a conversation that letters belong to. */
const named = (word: string, from: string) => `<${word}@${from.slice(from.lastIndexOf('@') + 1)}>`

const envelopeOf = (letter: StoredLetter, { name }: Community, origin: string, from: string) => ({
  ...asEnvelope(compose(letter, { name, origin })!, from),
  messageId: named(letter.id, from),
  thread: letter.thread && named(letter.thread, from),
  to: { name: letter.to_name ?? '', address: letter.to_address! },
  at: letter.queued_at,
  language: letter.language,
})

type Note = Partial<Pick<StoredLetter, 'sent_at' | 'held_at' | 'bounced_at' | 'bounce'>>

const note = async (db: Db<MailTables>, id: string, what: Note) => {
  await db.updateTable('mail').set(what).where('id', '=', id).execute()
}

/** Letters that waited for a mail server go out when there is one; after three days nobody waits for them any more. */
export const releaseHeld = ({ post }: MailOptions): Scheduled =>
  scheduled('mail.release_held', { every: 5 }, async ({ tx, now }) => {
    if (!post) return
    const released = await (acrossTx(tx) as Tx<MailTables>)
      .updateTable('mail')
      .set({ held_at: null })
      .where('held_at', '>', new Date(now.getTime() - 3 * 24 * 3_600_000))
      .returning(['id', 'urgent'])
      .execute()
    for (const { id, urgent } of released) await addJob(tx, mailTask, { mail: id }, { urgent })
  })

const days = (number: number, before: Date) => new Date(before.getTime() - number * 24 * 3_600_000)

/** A week after its way has ended a letter is emptied, after a month in any case; after three months its row goes too. */
export const forgetLetters: Scheduled = scheduled('mail.forget', { daily: '03:20' }, async ({ tx, now }) => {
  const mails: Tx<MailTables> = acrossTx(tx)
  const nothing = {
    refuse_path: null,
    thread: null,
    to_address: null,
    to_name: null,
    subject: null,
    html: null,
    text: null,
    reader: null,
    bounce: null,
  }
  await mails
    .updateTable('mail')
    .set({ ...nothing, held_at: null, erased_at: now })
    .where('erased_at', 'is', null)
    .where((mail) =>
      mail.or([
        mail('sent_at', '<', days(7, now)),
        mail('bounced_at', '<', days(7, now)),
        mail('queued_at', '<', days(30, now)),
      ]),
    )
    .execute()
  await mails.deleteFrom('mail').where('queued_at', '<', days(90, now)).execute()
})
