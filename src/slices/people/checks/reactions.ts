import type { Tx } from '#kernel/database/database.ts'
import { acrossTx } from '#kernel/database/database.ts'
import { type OnTime, scheduled } from '#kernel/jobs/tasks.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { dayIn } from '../account/pages.tsx'
import type { PeopleTables } from '../tables.ts'
import { checkEndsLetter } from '../trust/mails.tsx'
import { warnedDays } from './rules.ts'

interface Ending {
  id: string
  person_id: string
  kind: string
  until: Date
  name: string
}

/** Checks whose end is near, or past, with no newer one of the kind, of which nobody was told yet. */
const ending = (tx: Tx<PeopleTables>, told: 'warned_at' | 'told_at', before: Date): Promise<Ending[]> =>
  tx
    .selectFrom('person_check')
    .innerJoin('person', 'person.id', 'person_check.person_id')
    .select(['person_check.id', 'person_id', 'kind', 'person_check.until', 'person.name'])
    .where('ended_at', 'is', null)
    .where(`person_check.${told}`, 'is', null)
    .where('person_check.until', '<=', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('person_check as newer')
            .select('newer.id')
            .whereRef('newer.person_id', '=', 'person_check.person_id')
            .whereRef('newer.kind', '=', 'person_check.kind')
            .whereRef('newer.until', '>', 'person_check.until')
            .where('newer.ended_at', 'is', null),
        ),
      ),
    )
    .orderBy('person_check.id')
    .forUpdate('person_check')
    .execute()

/** The holder, and whoever trusted them with a role that needs this check. */
const readersOf = (tx: Tx<PeopleTables>, { person_id, kind }: Ending, now: Date) =>
  tx
    .selectFrom('person')
    .select(['person.id', 'person.email', 'person.name', 'person.language'])
    .where((where) =>
      where.or([
        where('person.id', '=', person_id),
        where(
          'person.id',
          'in',
          tx
            .selectFrom('role_grant')
            .innerJoin('role_need', 'role_need.duty', 'role_grant.role')
            .select('role_grant.granted_by')
            .where('role_grant.person_id', '=', person_id)
            .where('role_need.kind', '=', kind)
            .where((of) => of.or([of('role_grant.until', 'is', null), of('role_grant.until', '>', now)])),
        ),
      ]),
    )
    .orderBy('person.id')
    .execute()

const tell = async (tx: Tx<PeopleTables>, check: Ending, over: boolean, { community, origin, now }: OnTime) => {
  for (const reader of await readersOf(tx, check, now)) {
    const language = reader.language ?? community.language
    const words = { kind: check.kind, holder: check.name, day: dayIn(language, community.zone)(check.until), over }
    const path = reader.id === check.person_id ? '/account' : '/steward/checks'
    const to = { address: reader.email, name: reader.name }
    await queueMail(tx, checkEndsLetter(to, { language, community: community.name }, words, origin + path))
  }
}

/** Each morning: who has a check that ends within thirty days, and whose has ended. What needs it sleeps without being told. */
export const tellOfChecks = scheduled('people.tell_of_checks', { daily: '07:30' }, async ({ tx: any, ...at }) => {
  const tx: Tx<PeopleTables> = acrossTx(any)
  const over = await ending(tx, 'told_at', at.now)
  const soon = await ending(tx, 'warned_at', new Date(at.now.getTime() + warnedDays * 86_400_000))
  for (const check of over) await tell(tx, check, true, at)
  const early = soon.filter(({ until }) => until > at.now)
  for (const check of early) await tell(tx, check, false, at)
  const note = (ids: string[], what: { told_at?: Date; warned_at?: Date }) =>
    ids.length ? tx.updateTable('person_check').set(what).where('id', 'in', ids).execute() : null
  await note(
    over.map(({ id }) => id),
    { told_at: at.now },
  )
  await note(
    early.map(({ id }) => id),
    { warned_at: at.now },
  )
})
