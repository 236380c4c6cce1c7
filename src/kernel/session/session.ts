import { sql } from 'kysely'
import type { Community } from '#kernel/database/database.ts'
import { kept } from '#kernel/database/kept.ts'
import { cookieOf } from '#kernel/routes/cookies.ts'
import { Actor, type Role, type RoleGrant } from './actor.ts'
import { cookiePrefix } from './auth.ts'
import { sealed } from './tokens.ts'

interface Row {
  id: string
  name: string
  email: string
  language: string | null
  two_factor_enabled: boolean
  suspended: boolean
  session_id: string
  helper_id: string | null
  helper_language: string | null
  grants: { role: Role; scope: string | null }[]
}

const visitor = Actor.mint(null)

export const sessionCookie = (): string => `${cookiePrefix()}.session_token`

/** The token is the part before the signature; its hash finds the session, so the signature adds nothing here. */
const tokenIn = (headers: Headers): string | null => {
  const value = cookieOf(headers, sessionCookie())
  return value ? (/^([A-Za-z0-9]{32})(\.|%2E)/iu.exec(value)?.[1] ?? null) : null
}

/** A grant is awake while it lasts and its holder has each check that the community asks for; else it sleeps. */
const awake = (now: Date) => sql`(role_grant.until is null or role_grant.until > ${now})
  and not exists (select from role_need where role_need.duty = role_grant.role and not exists (
    select from person_check where person_check.person_id = role_grant.person_id and person_check.kind = role_need.kind
      and person_check.ended_at is null and person_check.until > ${now}))`

/** A desk acts through whoever sits at it now: whose role ended or sleeps acts for nobody any more, from the next page on. */
const atDesk = (now: Date) => sql`exists (select from role_grant where role_grant.person_id = session.person_id
  and ((mandate.desk is null and role_grant.scope is null and role_grant.role in ('navigator', 'steward'))
    or (role_grant.scope = mandate.desk and role_grant.role in ('editor', 'admin'))) and ${awake(now)})`

/**
 * Who asks? One query for the session, the person and what the person is trusted with; a visitor without a cookie costs none.
 * Whoever acts for somebody else is that person here, without any role, as long as the mandate holds.
 */
export const sessionOf = async (community: Community, headers: Headers, now: Date): Promise<Actor> => {
  const token = tokenIn(headers)
  if (token === null) return visitor
  const { rows } = await sql<Row>`${kept}
    select person.id, person.name, person.email, person.language, person.two_factor_enabled, session.id as session_id,
      case when person.id <> helper.id then helper.id end as helper_id, helper.language as helper_language,
      coalesce(greatest(person.suspended_until, helper.suspended_until) > ${now}, false) as suspended,
      coalesce((
        select json_agg(json_build_object('role', role_grant.role, 'scope', role_grant.scope))
        from role_grant where role_grant.person_id = person.id and ${awake(now)}
      ), '[]'::json) as grants
    from session
      join person helper on helper.id = session.person_id
      left join acting on acting.session_id = session.id
      left join mandate on mandate.id = acting.mandate_id and mandate.ended_at is null and mandate.until > ${now}
        and (mandate.helper_id = session.person_id or (mandate.kind = 'desk' and ${atDesk(now)}))
      join person on person.id = coalesce(mandate.person_id, session.person_id)
    where session.token = ${sealed(token)} and session.expires_at > ${now}`.execute(community.read)
  return rows[0] ? actorFrom(rows[0]) : visitor
}

const actorFrom = (row: Row): Actor =>
  Actor.mint({
    personId: row.id,
    name: row.name,
    email: row.helper_id ? null : row.email,
    sessionId: row.session_id,
    language: row.helper_id ? row.helper_language : row.language,
    hasSecondFactor: row.two_factor_enabled,
    suspended: row.suspended,
    actedBy: row.helper_id,
    grants: row.grants satisfies RoleGrant[],
  })

/** An actor for what the program does by itself (seeding, the command line): nobody in particular. */
export const nobody: Actor = visitor
