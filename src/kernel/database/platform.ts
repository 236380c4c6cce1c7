import type pg from 'pg'

/** The role that requests run under: neither superuser nor owner, so that row-level security binds it. */
export const appRole = 'wellmet_app'

const extensions = ['pg_trgm', 'unaccent', 'btree_gist', 'btree_gin', 'cube', 'earthdistance']

/** What all communities of one database share: the role, the extensions, the list of communities. Runs at each start. */
export const preparePlatform = async (client: pg.ClientBase): Promise<void> => {
  await client.query(`select pg_advisory_lock(hashtextextended('wellmet platform', 0))`)
  try {
    await client.query(
      `do $$ begin if not exists (select from pg_roles where rolname = '${appRole}') then create role ${appRole} nologin; end if; end $$`,
    )
    await client.query(
      `do $$ begin if not pg_has_role(current_user, '${appRole}', 'member') then execute format('grant ${appRole} to %I', current_user); end if; end $$`,
    )
    await client.query('create schema if not exists extensions')
    for (const name of extensions) await client.query(`create extension if not exists ${name} schema extensions`)
    await client.query(`grant usage on schema extensions to ${appRole}`)
    await client.query(foldFunction)
    await client.query(`create schema if not exists wellmet`)
    await client.query(communityTable)
    await client.query(`grant usage on schema wellmet to ${appRole}; grant select on wellmet.community to ${appRole}`)
  } finally {
    await client.query(`select pg_advisory_unlock(hashtextextended('wellmet platform', 0))`)
  }
}

/** unaccent is only stable (its dictionary could change); ours never does, and an index needs an immutable function. */
const foldFunction = `
  create or replace function extensions.wellmet_fold(text) returns text language sql immutable strict parallel safe
  as $$ select lower(extensions.unaccent('extensions.unaccent'::regdictionary, $1)) $$`

const communityTable = `
  create table if not exists wellmet.community (
    slug text primary key check (slug ~ '^[a-z][a-z0-9-]{0,40}$'),
    name text not null,
    zone text not null,
    language text not null default 'en',
    hosts text[] not null default '{}',
    demo boolean not null default false,
    created_at timestamptz not null default now()
  )`

/** Makes a community's schema and lets the app role in: rows, not structure. */
export const prepareSchema = async (client: pg.ClientBase, schema: string): Promise<void> => {
  await client.query(`create schema if not exists "${schema}"`)
  await client.query(`grant usage on schema "${schema}" to ${appRole}`)
  await client.query(
    `alter default privileges in schema "${schema}" grant select, insert, update, delete on tables to ${appRole}`,
  )
  await client.query(`alter default privileges in schema "${schema}" grant usage, select on sequences to ${appRole}`)
}
