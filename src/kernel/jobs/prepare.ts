import { Logger, runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { appRole } from '#kernel/database/platform.ts'

/**
 * Sets up the queue beside the communities: graphile-worker's own schema, which only the owner may touch, and the one door
 * through which a request may leave a job. A request's role can add jobs; it can neither read nor change anybody's.
 * Safe to run again, and by two nodes at once.
 */
export const prepareJobs = async (owner: pg.Pool): Promise<void> => {
  const client = await owner.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtextextended('wellmet jobs', 0))`)
    await runMigrations({ pgPool: owner, noPreparedStatements: true, logger: quiet })
    await client.query(doors)
  } finally {
    await client.query(`select pg_advisory_unlock(hashtextextended('wellmet jobs', 0))`).finally(() => client.release())
  }
}

const quiet = new Logger(() => () => {})

/**
 * `community_schema` is read by the caller (`current_schema()`), because a function with a fixed search path no longer sees it.
 * The limit of tries is out of reach on purpose: the program itself parks a job, so that it can be seen in its community.
 * A job without a key of its own gets a random one: graphile-worker's way for jobs without a key looks through the whole queue
 * each time (5 times slower with 2,000 jobs waiting), the way that is taken here is one insert.
 */
const doors = `
  create or replace function wellmet.add_job(community_schema text, task text, payload json, run_at timestamptz, job_key text, priority int)
    returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
    select graphile_worker.add_job(task, json_build_object('schema', community_schema, 'data', payload), null::text, run_at, 1000,
      coalesce(community_schema || ':' || job_key, gen_random_uuid()::text), priority, null::text[],
      case when job_key is null then 'unsafe_dedupe' else 'replace' end)
  $$;
  revoke all on function wellmet.add_job(text, text, json, timestamptz, text, int) from public;
  grant execute on function wellmet.add_job(text, text, json, timestamptz, text, int) to ${appRole};
`
