import { sql } from 'kysely'
import type { Community } from '#kernel/database/database.ts'
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
  grants: { role: Role; scope: string | null }[]
}

const visitor = Actor.mint(null)

export const sessionCookie = (): string => `${cookiePrefix()}.session_token`

/** The token is the part before the signature; its hash finds the session, so the signature adds nothing here. */
const tokenIn = (headers: Headers): string | null => {
  const value = cookieOf(headers, sessionCookie())
  return value ? (/^([A-Za-z0-9]{32})(\.|%2E)/iu.exec(value)?.[1] ?? null) : null
}

/** Who asks? One query for the session, the person and what the person is trusted with; a visitor without a cookie costs none. */
export const sessionOf = async (community: Community, headers: Headers, now: Date): Promise<Actor> => {
  const token = tokenIn(headers)
  if (token === null) return visitor
  const { rows } = await sql<Row>`
    select person.id, person.name, person.email, person.language, person.two_factor_enabled, session.id as session_id,
      coalesce(person.suspended_until > ${now}, false) as suspended,
      coalesce((
        select json_agg(json_build_object('role', role_grant.role, 'scope', role_grant.scope))
        from role_grant where role_grant.person_id = person.id and (role_grant.until is null or role_grant.until > ${now})
      ), '[]'::json) as grants
    from session join person on person.id = session.person_id
    where session.token = ${sealed(token)} and session.expires_at > ${now}`.execute(community.read)
  return rows[0] ? actorFrom(rows[0]) : visitor
}

const actorFrom = (row: Row): Actor =>
  Actor.mint({
    personId: row.id,
    name: row.name,
    email: row.email,
    sessionId: row.session_id,
    language: row.language,
    hasSecondFactor: row.two_factor_enabled,
    suspended: row.suspended,
    grants: row.grants satisfies RoleGrant[],
  })

/** An actor for what the program does by itself (seeding, the command line): nobody in particular. */
export const nobody: Actor = visitor
