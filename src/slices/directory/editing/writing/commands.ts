import { sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import type { DirectoryTables } from '../../tables.ts'
import { axisFeatures } from '../../traits/rules.ts'
import type { RecordShown } from '../queries.ts'
import { columnOf, type Field, isYesNo, schedulesIn, shownFeatures, tables } from '../rules.ts'

/** One writes a field's new value: into which rows around the record it belongs is its own business. */
type Writes = (tx: Tx<DirectoryTables>, record: RecordShown, value: string, by: string, now: Date) => Promise<void>

const owner = { service: 'service_id', place: 'location_id', organisation: 'organization_id' } as const

const phone: Writes = async (tx, { kind, id }, number) => {
  const first = await tx
    .selectFrom('phone')
    .select('id')
    .where(owner[kind], '=', id)
    .where('contact_id', 'is', null)
    .$if(kind !== 'service', (query) => query.where('service_id', 'is', null))
    .orderBy('id')
    .executeTakeFirst()
  if (first && number) await tx.updateTable('phone').set({ number }).where('id', '=', first.id).execute()
  else if (first) await tx.deleteFrom('phone').where('id', '=', first.id).execute()
  else if (number)
    await sql`insert into phone (id, ${sql.ref(owner[kind])}, number) values (${newId()}, ${id}, ${number})`.execute(tx)
}

const hours: Writes = async (tx, { kind, id }, text) => {
  await sql`delete from schedule h where ${
    kind === 'service'
      ? sql`h.service_id = ${id} or (h.service_id is null and h.service_at_location_id in (select x.id from service_at_location x where x.service_id = ${id}))`
      : sql`h.location_id = ${id} and h.service_id is null`
  }`.execute(tx)
  for (const { at, ...schedule } of schedulesIn(text)) {
    const whose = at
      ? { service_id: null, location_id: null, service_at_location_id: at }
      : {
          service_id: kind === 'service' ? id : null,
          location_id: kind === 'place' ? id : null,
          service_at_location_id: null,
        }
    const unsaid = {
      timezone: null,
      wkst: null,
      byweekno: null,
      byyearday: null,
      schedule_link: null,
      attending_type: null,
      notes: null,
    }
    await tx
      .insertInto('schedule')
      .values({ id: newId(), ...whose, ...unsaid, ...schedule })
      .execute()
  }
}

const free: Writes = async (tx, { id }, value) => {
  await tx
    .deleteFrom('cost_option')
    .where('service_id', '=', id)
    .where((of) => of.or([of('amount', '=', '0'), ...(value ? [of('amount', 'is not', null)] : [])]))
    .execute()
  if (value) {
    const unsaid = { valid_from: null, valid_to: null, option: null, currency: null, amount_description: null }
    await tx
      .insertInto('cost_option')
      .values({ id: newId(), service_id: id, amount: '0', ...unsaid })
      .execute()
  }
}

const languages: Writes = async (tx, { id }, value) => {
  await tx.deleteFrom('language').where('service_id', '=', id).execute()
  for (const name of new Set(
    value
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  )) {
    const code = /^[a-z]{2,3}(-[a-z0-9]+)*$/iu.test(name) ? name.toLowerCase() : null
    const row = { id: newId(), service_id: id, location_id: null, phone_id: null, organization_id: null, note: null }
    await tx
      .insertInto('language')
      .values({ ...row, code, name: code ? null : name })
      .execute()
  }
}

const address =
  (column: 'address_1' | 'city' | 'postal_code'): Writes =>
  async (tx, { id }, value) => {
    const first = await tx
      .selectFrom('address')
      .select('id')
      .where('location_id', '=', id)
      .orderBy('id')
      .executeTakeFirst()
    if (first)
      await tx
        .updateTable('address')
        .set({ [column]: value || null })
        .where('id', '=', first.id)
        .execute()
    else
      await sql`insert into address (id, location_id, ${sql.ref(column)}) values (${newId()}, ${id}, ${value || null})`.execute(
        tx,
      )
  }

const access =
  (feature: (typeof shownFeatures)[number]): Writes =>
  async (tx, { id }, value) => {
    await tx.deleteFrom('accessibility').where('location_id', '=', id).where('feature', '=', feature).execute()
    if (!value) return
    const row = { id: newId(), location_id: id, feature, present: value === 'yes' }
    await tx
      .insertInto('accessibility')
      .values({ ...row, description: null, details: null, url: null })
      .execute()
  }

const axis =
  (feature: (typeof axisFeatures)[number]): Writes =>
  async (tx, { kind, id }, value, by, now) => {
    await tx.deleteFrom('axis_fact').where('thing_id', '=', id).where('feature', '=', feature).execute()
    if (!value) return
    const told = { told_by: by, told_on: now.toISOString().slice(0, 10), note: null }
    const row = {
      id: newId(),
      thing_id: id,
      thing_type: kind === 'service' ? ('service' as const) : ('location' as const),
    }
    await tx
      .insertInto('axis_fact')
      .values({ ...row, feature, present: value === 'yes', ...told })
      .execute()
  }

const closing: Writes = async (tx, { kind, id }, value, _by, now) => {
  if (value === 'active') await tx.deleteFrom('closed_record').where('thing_id', '=', id).execute()
  else
    await tx
      .insertInto('closed_record')
      .values({ thing_id: id, thing_kind: kind, closed_at: now })
      .onConflict((known) => known.column('thing_id').doNothing())
      .execute()
}

const around = new Map<Field, Writes>([
  ['phone', phone],
  ['hours', hours],
  ['free', free],
  ['languages', languages],
  ['address_1', address('address_1')],
  ['city', address('city')],
  ['postal_code', address('postal_code')],
  ['status', closing],
  ...shownFeatures.map((feature) => [`access_${feature}`, access(feature)] as const),
  ...axisFeatures.map((feature) => [`axis_${feature}`, axis(feature)] as const),
])

/** Writes one field; the caller has locked the record and logs the change. */
export const writeField = async (
  tx: Tx<DirectoryTables>,
  record: RecordShown,
  field: Field,
  { value, by, now }: { value: string; by: string; now: Date },
): Promise<void> => {
  const column = columnOf(record.kind, field)
  if (column) {
    await sql`update ${sql.ref(tables[record.kind])} set ${sql.ref(column)} = ${value || null} where id = ${record.id}`.execute(
      tx,
    )
    return
  }
  if (isYesNo(field) && !['', 'yes', 'no'].includes(value)) throw new Error(`«${value}» is no yes and no no`)
  await around.get(field)!(tx, record, value, by, now)
}
