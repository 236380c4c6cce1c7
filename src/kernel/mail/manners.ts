import { sql } from 'kysely'
import { type AnyDb, type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { type Hours, nextAllowed } from './hours.ts'
import type { MailTables } from './tables.ts'

export const channels = ['email', 'phone', 'post', 'desk'] as const
export type Channel = (typeof channels)[number]

/** Subjects that anybody may read over a shoulder; the sentences stand in this folder's catalogue. */
export const neutralSubjects = ['message', 'read', 'time'] as const
export type NeutralSubject = (typeof neutralSubjects)[number]

/** How somebody may be reached without danger. It binds every letter, whoever causes it. */
export interface Manners {
  channel: Channel
  phone: string | null
  noVoicemail: boolean
  /** Null: letters may say what they are about and whom they are from. */
  neutral: NeutralSubject | null
  hours: Hours | null
}

export const usualManners: Manners = { channel: 'email', phone: null, noVoicemail: false, neutral: null, hours: null }

/** Addresses of people who have none: no letter can ever leave for them (RFC 2606). */
export const noAddressHost = 'no-address.invalid'

interface Row {
  channel: Channel
  phone: string | null
  no_voicemail: boolean
  neutral: NeutralSubject | null
  from_minute: number | null
  to_minute: number | null
  zone: string
}

const mannersFrom = (row: Row | undefined): Manners =>
  row
    ? {
        channel: row.channel,
        phone: row.phone,
        noVoicemail: row.no_voicemail,
        neutral: row.neutral,
        hours:
          row.from_minute === null || row.to_minute === null
            ? null
            : { from: row.from_minute, to: row.to_minute, zone: row.zone },
      }
    : usualManners

/** What whoever reads letters at this address has asked for. */
export const mannersAt = async (db: AnyDb, address: string): Promise<Manners> => {
  const { rows } =
    await sql<Row>`select mail_manners.* from mail_manners join person on person.id = mail_manners.person_id
    where person.email = ${address.toLowerCase()}`.execute(db)
  return mannersFrom(rows[0])
}

export const mannersOf = async (db: AnyDb, personId: string): Promise<Manners> =>
  mannersFrom(
    await (db as Db<MailTables>)
      .selectFrom('mail_manners')
      .selectAll()
      .where('person_id', '=', personId)
      .executeTakeFirst(),
  )

/** From now on, and for letters that wait already. */
export const keepManners = async (
  tx: AnyTx,
  personId: string,
  { channel, phone, noVoicemail, neutral, hours }: Manners,
  { zone, now }: { zone: string; now: Date },
): Promise<void> => {
  const mails: Tx<MailTables> = acrossTx(tx)
  const row = {
    channel,
    phone,
    no_voicemail: noVoicemail,
    neutral,
    from_minute: hours?.from ?? null,
    to_minute: hours?.to ?? null,
    zone: hours?.zone ?? zone,
    changed_at: now,
  }
  await mails
    .insertInto('mail_manners')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
  await sql`update mail set neutral = ${neutral} from person
    where person.id = ${personId} and lower(mail.to_address) = person.email and mail.sent_at is null`.execute(tx)
}

/** Until when this letter must wait; null where it may leave now. Whoever asked for a letter this moment waits in front of the screen. */
export const waitsUntil = ({ hours }: Manners, urgent: boolean, now: Date): Date | null =>
  hours && !urgent ? nextAllowed(now, hours) : null

/** Must this letter be passed on by hand: to somebody without an address, or whose safe way is another one? */
export const isByHand = ({ channel }: Manners, address: string, urgent: boolean): boolean =>
  address.endsWith(`@${noAddressHost}`) || (channel !== 'email' && !urgent)
