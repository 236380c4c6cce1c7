import { across, acrossTx, type Community, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { dayOf, isoOf } from '#kernel/time/days.ts'
import { readOpeningText } from '#kernel/time/opening-text.ts'
import { importListings } from '#slices/directory/commands.ts'
import { idFor, noListings, row } from '#slices/directory/listing/rules.ts'
import { termId } from '#slices/directory/trafford/rules.ts'
import { keepClaim } from '#slices/organisations/claims/commands.ts'
import { ClaimMade } from '#slices/organisations/facts.ts'
import { keepProposal } from '#slices/organisations/partnerships/commands.ts'
import type { PartnershipKind } from '#slices/organisations/partnerships/rules.ts'
import { todayIn } from '#slices/organisations/rules.ts'
import type { OrganisationTables } from '#slices/organisations/tables.ts'
import { keepVerification } from '#slices/organisations/verification/commands.ts'
import type { Evidence } from '#slices/organisations/verification/rules.ts'
import { grantRole } from '#slices/people/commands.ts'
import { type CastMember, emailOf } from '#slices/people/seed.ts'

const source = 'invented-for-the-demo'

/** None of these exists: what they do is believable, whom they belong to is the cast. */
const invented = {
  hearth: [
    'Hearth on Cross Street',
    'A house with an open door: tea, company and somebody who knows where to ask next. People also bring their forms.',
  ],
  kettle: ['The Open Kettle', 'A community meal and soup on Thursdays. Nobody asks for papers or money.'],
  marigold: [
    'Marigold Community Garden',
    'Gardening together for people who live alone. Beds at standing height, and a bench in the sun.',
  ],
  language: [
    'Northbank Language Café',
    'English classes and free English conversation over coffee, for people who are new here.',
  ],
  coats: ['Second Winter Coat Bank', 'Clothes and furniture, washed and mended, for whoever is cold.'],
  tools: ['Tandem Tool Library', 'Borrow a drill for a day. Volunteers mend what is broken and show how.'],
  lantern: ['Lantern Walks', 'Slow walks at dusk for people who are lonely or do not like to go alone.'],
} as const
type Invented = keyof typeof invented

const idOf = (key: Invented) => idFor(source, 'organization', key)

interface Told {
  one: Invented
  other: Invented
  kind: PartnershipKind
  words: string
  since: string
  /** Days from today. */
  review: number
}

const together: Told[] = [
  {
    one: 'hearth',
    other: 'kettle',
    kind: 'food',
    words: 'Soup and bread on Thursday evenings, in the front room.',
    since: '2023-10-05',
    review: 160,
  },
  {
    one: 'hearth',
    other: 'marigold',
    kind: 'referrals',
    words: 'Whoever longs for fresh air joins the digging group on Wednesdays.',
    since: '2024-04-10',
    review: 240,
  },
  {
    one: 'language',
    other: 'hearth',
    kind: 'space',
    words: 'A warm room with a kettle on Tuesday mornings.',
    since: '2024-11-19',
    review: 9,
  },
  {
    one: 'kettle',
    other: 'marigold',
    kind: 'food',
    words: 'Vegetables for the soup, peelings for the compost.',
    since: '2022-06-01',
    review: 200,
  },
  {
    one: 'coats',
    other: 'hearth',
    kind: 'together',
    words: 'Coats and a cup of tea on the first Saturday in November.',
    since: '2021-11-06',
    review: 340,
  },
  {
    one: 'tools',
    other: 'marigold',
    kind: 'people',
    words: 'Volunteers sharpen the spades, gardeners help at the counter.',
    since: '2025-03-15',
    review: 120,
  },
  {
    one: 'lantern',
    other: 'language',
    kind: 'learning',
    words: 'Walk leaders learn to explain simply; learners practise on the way.',
    since: '2025-09-01',
    review: 280,
  },
]

const marks: [Invented, Evidence, number][] = [
  ['hearth', 'register', 300],
  ['kettle', 'visit', 210],
  ['marigold', 'known', 20],
]

const day = 86_400_000

/** Writes the invented organisations, which say of themselves that they are; returns the one that Tom and Grace look after. */
export const seedInvented = async (community: Community, now = new Date()): Promise<string> => {
  const batch = noListings()
  const today = todayIn(community.zone, now)
  batch.source.push({
    id: source,
    name: 'Invented for the demo',
    url: null,
    licence: null,
    licence_url: null,
    attribution: null,
    published_on: today,
  })
  for (const [key, [name, description]] of Object.entries(invented) as [Invented, readonly [string, string]][])
    batch.organization.push(
      row('organization', {
        id: idOf(key),
        source_id: source,
        source_key: key,
        source_date: today,
        checked_at: now,
        name,
        description: `${description} Invented for the demo: there is no such organisation.`,
        email: `hello@${key}.example`,
        website: `https://${key}.example`,
      }),
    )
  await importListings(community.write, theProgram, batch, now)
  return idOf('hearth')
}

interface Offered {
  key: string
  name: string
  kind: 'food_bank' | 'other'
  description: string
  needs: ('food' | 'company')[]
  /** Weekday and hours as on a sign at the door. */
  hours: string
}

/** What somebody finds who looks for something to eat that is open, free and without a step. */
const offered: Offered[] = [
  {
    key: 'lunch',
    name: 'Thursday lunch at the long table',
    kind: 'other',
    description: 'A hot lunch and company. Come alone: most do. Nobody asks why you came.',
    needs: ['food', 'company'],
    hours: 'Thursday 12:00 - 14:00',
  },
  {
    key: 'pantry',
    name: 'The Open Kettle pantry',
    kind: 'food_bank',
    description: 'Food to take home, every day. No voucher needed.',
    needs: ['food'],
    hours: 'Monday to Sunday 08:00 - 20:00',
  },
]

const kitchen = idFor(source, 'location', 'kettle')

const kitchenRows = (
  batch: ReturnType<typeof noListings>,
  told: { source_id: string; source_date: string; checked_at: Date },
) => {
  batch.location.push(
    row('location', {
      ...told,
      id: kitchen,
      source_key: 'kettle',
      kind: 'venue',
      zone: 'Europe/London',
      holiday_region: 'GB-EAW',
      name: 'The Open Kettle',
      latitude: 53.4287,
      longitude: -2.3173,
      area: 'Sale',
    }),
  )
  const address = { address_1: 'Front room, Cross Street', city: 'Sale', postal_code: 'M33', country: 'GB' }
  batch.address.push(row('address', { id: idFor(source, 'address', 'kettle'), location_id: kitchen, ...address }))
  for (const feature of ['entrance', 'doorways', 'toilets'] as const)
    batch.accessibility.push({
      id: idFor(source, 'accessibility', feature),
      location_id: kitchen,
      description: null,
      details: 'Invented for the demo',
      url: null,
      feature,
      present: true,
    })
}

/** Lunch on Thursdays and food every day, so that the demo has something to find at most hours. After the terms of needs. */
export const seedKitchen = async (community: Community, now = new Date()): Promise<void> => {
  const batch = noListings()
  const told = { source_id: source, source_date: todayIn(community.zone, now), checked_at: now }
  kitchenRows(batch, told)
  for (const { key, name, kind, description, needs, hours } of offered) {
    const id = idFor(source, 'service', key)
    batch.service.push(
      row('service', {
        ...told,
        id,
        source_key: key,
        organization_id: idOf('kettle'),
        kind,
        name,
        description: `${description} Invented for the demo.`,
        email: 'hello@kettle.example',
      }),
    )
    const on = { service_id: id, location_id: kitchen, description: null }
    batch.service_at_location.push({ id: idFor(source, 'service_at_location', key), ...on })
    batch.cost_option.push({ ...free, id: idFor(source, 'cost_option', key), service_id: id })
    for (const [nth, read] of (readOpeningText(hours) ?? []).entries())
      batch.schedule.push(
        row('schedule', {
          id: idFor(source, 'schedule', `${key} ${nth}`),
          service_id: id,
          timezone: 'Europe/London',
          ...read,
        }),
      )
    for (const need of needs) batch.attribute.push(needRow(id, need))
  }
  await importListings(community.write, theProgram, batch, now)
}

const free = {
  valid_from: null,
  valid_to: null,
  option: null,
  currency: 'GBP',
  amount: '0',
  amount_description: null,
}

const needRow = (link_id: string, need: Offered['needs'][number]) => ({
  id: idFor('wellmet', 'attribute', `${link_id} ${need}`),
  link_id,
  link_type: 'need',
  link_entity: 'service' as const,
  taxonomy_term_id: termId(need),
  value: null,
  label: null,
})

const confirmed = async (tx: Tx<OrganisationTables>, told: Told, by: string, now: Date) => {
  const { one, other, kind, words, since, review } = told
  const review_on = isoOf(dayOf(todayIn('UTC', now))! + review)
  const wanted = { partnerId: idOf(other), kind, words, since, review_on, open: true }
  const id = await keepProposal(tx, { personId: by }, idOf(one), wanted, now)
  if (!id) return
  const answer = { state: 'confirmed' as const, answered_at: now, answered_by: by }
  await tx.updateTable('partnership').set(answer).where('id', '=', id).execute()
}

/** With whom the invented organisations work, who made sure of them, and what awaits Grace on her desk. Done once. */
export const seedPartnerships = (
  { write }: Community,
  ids: Record<CastMember, string>,
  now = new Date(),
): Promise<void> =>
  inTransaction(write, async (any) => {
    const tx: Tx<OrganisationTables> = acrossTx(any)
    if (await tx.selectFrom('partnership').select('id').limit(1).executeTakeFirst()) return
    for (const told of together) await confirmed(tx, told, ids.grace, now)
    const asked = {
      kind: 'learning' as const,
      words: 'A mending evening once a month: your room, our tools.',
      open: true,
    }
    const dates = { since: todayIn('UTC', now), review_on: isoOf(dayOf(todayIn('UTC', now))! + 365) }
    await keepProposal(
      tx,
      { personId: ids.nasreen },
      idOf('tools'),
      { partnerId: idOf('hearth'), ...asked, ...dates },
      now,
    )
    for (const [key, evidence, days] of marks) {
      const seen = { evidence, note: null, until: new Date(now.getTime() + days * day) }
      await keepVerification(tx, { personId: ids.helen }, idOf(key), seen, now)
    }
    const trust = { personId: ids.nasreen, role: 'admin' as const, scope: idOf('tools') }
    await grantRole(across(any), { personId: ids.helen }, trust, now)
    await claimed(tx, ids.maryam, now)
  })

const claimed = async (tx: Tx<OrganisationTables>, personId: string, now: Date) => {
  const words = 'I make the tea on Mondays, and people ask me when we are open.'
  const organisationId = idOf('hearth')
  const claimId = await keepClaim(tx, { organisationId, personId, email: emailOf('maryam'), words, proof: null }, now)
  if (claimId) await record(tx, { personId }, ClaimMade, { organisationId, claimId })
}
