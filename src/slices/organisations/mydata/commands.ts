import { type AnyDb, type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { claimsBy } from '../claims/queries.ts'
import type { OrganisationTables } from '../tables.ts'

const ours = (db: AnyDb): Db<OrganisationTables> => db

/** Whatever somebody did in an organisation's name stays the organisation's; their own name goes off it. */
const forgetPerson = async (any: AnyTx, personId: string): Promise<void> => {
  const tx: Tx<OrganisationTables> = acrossTx(any)
  await tx.deleteFrom('organisation_claim').where('person_id', '=', personId).execute()
  await tx.deleteFrom('handing_over').where('person_id', '=', personId).execute()
  for (const [table, column] of [
    ['organisation_claim', 'decided_by'],
    ['organisation_verification', 'verified_by'],
    ['partnership', 'proposed_by'],
    ['partnership', 'answered_by'],
  ] as const)
    await (tx as Tx<any>)
      .updateTable(table)
      .set({ [column]: null })
      .where(column, '=', personId)
      .execute()
}

const didFor = async (db: AnyDb, personId: string) => {
  const [verified, proposed, answered, leaving] = await Promise.all([
    ours(db)
      .selectFrom('organisation_verification')
      .select(['organization_id', 'verified_at as at'])
      .where('verified_by', '=', personId)
      .execute(),
    ours(db)
      .selectFrom('partnership')
      .select(['one_id as organization_id', 'proposed_at as at'])
      .where('proposed_by', '=', personId)
      .execute(),
    ours(db)
      .selectFrom('partnership')
      .select(['other_id as organization_id', 'answered_at as at'])
      .where('answered_by', '=', personId)
      .execute(),
    ours(db)
      .selectFrom('handing_over')
      .select(['organization_id', 'asked_at as at'])
      .where('person_id', '=', personId)
      .execute(),
  ])
  return [
    ...verified.map((row) => ({ what: 'verified', ...row })),
    ...proposed.map((row) => ({ what: 'proposed', ...row })),
    ...answered.map((row) => ({ what: 'answered', ...row })),
    ...leaving.map((row) => ({ what: 'wants to go', ...row })),
  ]
}

/** What organisations know about people, as `PersonalDataSource` of people/mydata. */
export const organisationData = {
  name: 'organisations',
  tables: ['organisation_claim', 'organisation_verification', 'partnership', 'handing_over'],
  read: async (db: AnyDb, personId: string) => [
    {
      title: {
        en: 'Organisations that you asked to speak for',
        es: 'Organizaciones por las que pediste hablar',
        ar: 'منظمات طلبت أن تتحدث باسمها',
      },
      rows: (await claimsBy(ours(db), personId)).map(({ personId: _, ...claim }) => ({ ...claim })),
    },
    {
      title: {
        en: 'What you did for organisations',
        es: 'Lo que hiciste por organizaciones',
        ar: 'ما فعلته من أجل المنظمات',
      },
      rows: await didFor(db, personId),
    },
  ],
  forget: (tx: AnyTx, personId: string) => forgetPerson(tx, personId),
}

/** Claims that were decided go after a year. */
export const organisationClocks = [
  {
    kind: 'organisations.claims',
    title: {
      en: 'That you asked to speak for an organisation',
      es: 'Que pediste hablar por una organización',
      ar: 'أنك طلبت أن تتحدث باسم منظمة',
    },
    since: { en: 'when it was decided', es: 'desde que se decidió', ar: 'منذ البت فيه' },
    days: 365,
    forget: async (any: AnyTx, before: Date) => {
      const tx: Tx<OrganisationTables> = acrossTx(any)
      await tx.deleteFrom('organisation_claim').where('decided_at', '<', before).execute()
    },
  },
]
