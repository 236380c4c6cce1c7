import { sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import { RecordsMissing } from '../../facts.ts'
import { foundPlaceKinds } from '../../rules.ts'
import type { DirectoryTables } from '../../tables.ts'
import { countMissing, withGone } from './queries.ts'
import { isPart } from './rules.ts'

interface Run {
  id: string
  source_id: string
}

/** What the source gives again is missing no more, and whoever was to ring about it need not. */
const welcomeBack = async (tx: Tx<DirectoryTables>, { id, source_id }: Run, now: Date) => {
  await sql`
    with back as (delete from missing_record m where m.source_id = ${source_id}
      and exists (select from import_row r where r.run_id = ${id} and r.id = m.thing_id) returning cycle_id)
    update check_cycle c set ended_at = ${now}, outcome = 'elsewhere', claimed_by = null, claimed_until = null
    from back where c.id = back.cycle_id and c.ended_at is null`.execute(tx)
}

/**
 * Whoever rings hears of each service and place that has vanished, and of organisations nothing else stands for; a round that has
 * begun goes straight to the telephone, since the letter asks something else.
 */
const askForThem = async (tx: Tx<DirectoryTables>, { source_id }: Run, now: Date) => {
  await sql`
    with asked as (select m.thing_id, m.thing_kind from missing_record m
      left join location l on l.id = m.thing_id
      where m.source_id = ${source_id} and m.since = ${now} and (m.thing_kind = 'service'
        or m.thing_kind = 'place' and l.kind = any(${[...foundPlaceKinds]}::text[]) and l.name is not null
        or m.thing_kind = 'organisation' and not exists (select from service s where s.organization_id = m.thing_id and s.status = 'active'))),
    begun as (insert into check_cycle (id, thing_kind, thing_id, stage, started_at, next_at)
      select gen_random_uuid(), thing_kind, thing_id, 'to_ring', ${now}, ${now} from asked
      on conflict (thing_id) where ended_at is null do update set stage = 'to_ring', next_at = excluded.next_at
      returning id, thing_id)
    update missing_record m set cycle_id = begun.id from begun where m.thing_id = begun.thing_id`.execute(tx)
}

/**
 * Marks what a source no longer gives, for people to decide: nothing is taken away, since a record may be left out by mistake. A source
 * that gives only a part of itself marks nothing. Returns how many are missing. Before the rows of the run are forgotten.
 */
export const noticeMissing = async (
  tx: Tx<DirectoryTables>,
  doer: Doer,
  run: Run,
  now: Date,
): Promise<{ missing: number; isPart: boolean }> => {
  await welcomeBack(tx, run, now)
  const { missing, fresh, known } = await countMissing(tx, run.source_id, run.id)
  if (!fresh || isPart(fresh, known)) return { missing, isPart: fresh > 0 }
  await sql`
    insert into missing_record (thing_id, thing_kind, source_id, since)
    select * from (${withGone(run.source_id, run.id)} select id, kind, ${run.source_id}::text, ${now}::timestamptz from gone) noticed
    on conflict do nothing`.execute(tx)
  await askForThem(tx, run, now)
  await record(tx, doer, RecordsMissing, { runId: run.id, missing: fresh })
  return { missing, isPart: false }
}
