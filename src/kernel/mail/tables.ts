import type { Generated } from 'kysely'
import type { MailList } from './lists.ts'
import type { Channel, NeutralSubject } from './manners.ts'

export interface MailTables {
  mail: {
    id: string
    kind: string
    to_address: string | null
    to_name: string | null
    subject: string | null
    html: string | null
    text: string | null
    language: string
    list: MailList | null
    /** The reader's key for refusing, where the letter belongs to a list. */
    reader: string | null
    /** Where this letter alone is refused by one click, if it belongs to no list. */
    refuse_path: string | null
    /** One word for this reader and this conversation: letters with the same stand together. */
    thread: string | null
    urgent: Generated<boolean>
    queued_at: Generated<Date>
    /** Set while no mail server is configured: it goes out when there is one. */
    held_at: Date | null
    sent_at: Date | null
    bounced_at: Date | null
    bounce: string | null
    erased_at: Date | null
    /** Stands in for subject, sender and text, where the person asked for that. */
    neutral: NeutralSubject | null
    /** Set where the letter is to be passed on by phone, by post or at the desk. */
    by_hand_at: Date | null
  }
  mail_manners: {
    person_id: string
    channel: Channel
    phone: string | null
    no_voicemail: Generated<boolean>
    neutral: NeutralSubject | null
    from_minute: number | null
    to_minute: number | null
    zone: string
    changed_at: Date
  }
  mail_reader: { address_hash: string; token: string; created_at: Generated<Date> }
  mail_refusal: { address_hash: string; list: MailList; refused_at: Generated<Date> }
}
