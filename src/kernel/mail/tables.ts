import type { Generated } from 'kysely'

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
    list: string | null
    urgent: Generated<boolean>
    queued_at: Generated<Date>
    /** Set while no mail server is configured: it goes out when there is one. */
    held_at: Date | null
    sent_at: Date | null
    bounced_at: Date | null
    bounce: string | null
    dropped_at: Date | null
    erased_at: Date | null
  }
  mail_refusal: { address_hash: string; list: string; refused_at: Generated<Date> }
}
