import { across, type Tx } from '#kernel/database/database.ts'
import { reaction } from '#kernel/facts/facts.ts'
import { mailAddress } from '#kernel/mail/address.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { maybeReader } from '#slices/people/queries.ts'
import { SuggestionDecided } from '../facts.ts'
import type { DirectoryTables } from '../tables.ts'
import { thanksLetter } from './mails.tsx'
import { outcomeOf } from './queries.ts'

/** Whoever suggested something learns what became of it, once; their address is forgotten with that. */
export const thankContributor = reaction(
  'directory.thank_contributor',
  SuggestionDecided,
  async ({ tx, origin, community }, { suggestionId }) => {
    const directory: Tx<DirectoryTables> = tx
    const outcome = await outcomeOf(directory, suggestionId)
    if (!outcome) return
    const reader = outcome.email || !outcome.personId ? null : await maybeReader(across(tx), outcome.personId)
    const address = mailAddress(outcome.email ?? reader?.address ?? '')
    if (!address) return
    const known = await directory
      .updateTable('suggestion')
      .set({ email: null, person_id: null })
      .where('id', '=', suggestionId)
      .where((of) => of.or([of('email', 'is not', null), of('person_id', 'is not', null)]))
      .returning('id')
      .executeTakeFirst()
    if (known) await queueMail(tx, thanksLetter({ address }, outcome, origin, community.name))
  },
)
