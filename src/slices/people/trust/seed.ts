import type { Community, Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { keepManners, noAddressHost } from '#kernel/mail/manners.ts'
import { nobody } from '#kernel/session/session.ts'
import { keepMandate } from '../acting/commands.ts'
import { keepCheck } from '../checks/commands.ts'
import { giveConsent } from '../consent/commands.ts'
import type { CastMember } from '../seed.ts'
import type { PeopleTables } from '../tables.ts'

type Ids = Record<CastMember, string>

const day = 86_400_000
const later = (now: Date, days: number) => new Date(now.getTime() + days * day)

/** Rosa comes to the desk on Thursdays and has no e-mail. Invented, as everybody here. */
const seedRosa = async (tx: Tx<PeopleTables>, zone: string, now: Date) => {
  const personId = newId()
  const until = later(now, 365)
  await tx
    .insertInto('person')
    .values({ id: personId, name: 'Rosa', email: `${personId}@${noAddressHost}`, language: 'es', image: null })
    .execute()
  await tx
    .insertInto('person_profile')
    .values({ person_id: personId, name_audience: 'groups', hidden_at: now })
    .execute()
  const manners = { channel: 'phone', phone: '0161 496 0123', noVoicemail: true, neutral: null, hours: null } as const
  await keepManners(tx, personId, manners, { zone, now })
  const words =
    'El mostrador puede guardar mi nombre y cómo contactarme, y puede hacer cosas aquí por mí cuando lo pida. Puedo decir basta cualquier día.'
  const said = { language: 'es', how: 'in-person', until } as const
  const agreed = { purpose: 'people.desk', recipient: 'El mostrador de Trafford', data: ['nombre', 'cómo contactarme'] }
  await giveConsent(tx, nobody, { personId, ...agreed, words, ...said }, now)
  await keepMandate(tx, nobody, { kind: 'desk', personId, helperId: null, witness: 'Su hija', ...said }, now)
}

const seedFamily = (tx: Tx<PeopleTables>, ids: Ids, now: Date) =>
  keepMandate(
    tx,
    nobody,
    {
      ...{ kind: 'guardian', personId: ids.sami, helperId: ids.nasreen, how: 'paper', language: 'en', witness: null },
      until: later(now, 300),
    },
    now,
  )

const seedConnector = async (tx: Tx<PeopleTables>, ids: Ids, now: Date) => {
  const id = newId()
  const about = 'Who has a ladder, who makes soup, and which bus goes where. I am at the Tuesday table from noon.'
  const times = {
    recognised_at: later(now, -60),
    agreed_at: later(now, -58),
    shown_at: later(now, -58),
    ended_at: null,
  }
  await tx
    .insertInto('connector')
    .values({ id, person_id: ids.joe, area: 'Old Trafford', about, recognised_by: ids.helen, ...times })
    .execute()
  await tx
    .insertInto('connector_note')
    .values({
      ...{ id: newId(), connector_id: id, author_id: ids.maryam, kind: 'thanks', written_at: later(now, -3) },
      words: 'You knew whom to ask, and I was not alone at the doctor’s.',
    })
    .execute()
}

/** Trust between the people of the story: the desk, a guardian, a connector, a check that ends soon. Cheap to do again. */
export const seedTrust = async (
  { write, zone }: Pick<Community, 'zone'> & { write: Db<PeopleTables> },
  ids: Ids,
  now = new Date(),
): Promise<void> => {
  if (await write.selectFrom('connector').select('id').executeTakeFirst()) return
  await inTransaction(write, async (tx) => {
    await seedRosa(tx, zone, now)
    await seedFamily(tx, ids, now)
    await seedConnector(tx, ids, now)
  })
  const paper = { kind: 'first_aid', issuer: 'Trafford volunteer centre', reference: 'TVC-FA-12' } as const
  await keepCheck(write, { personId: ids.joe, ...paper, until: later(now, 21), recordedBy: ids.helen }, now)
}
