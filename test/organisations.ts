import { newId } from '#kernel/database/id.ts'
import { grantRole } from '#slices/people/commands.ts'
import type { CastMember } from '#slices/people/seed.ts'
import type { Town } from './town.ts'

/** The organisation that Tom and Grace look after, and others by name; each has a website of its own. */
export const seedOrganisations = async (here: Town, names: string[] = []): Promise<Record<string, string>> => {
  const [grant] = await here.sql`select scope from role_grant where person_id = ${here.ids.tom} and scope is not null`
  const all: Record<string, string> = { Hearth: String(grant!.scope) }
  for (const name of names) all[name] = newId()
  for (const [name, id] of Object.entries(all)) {
    const domain = `${name.toLowerCase()}.example`
    await here.sql`insert into organization (id, name, website, email)
      values (${id}, ${name}, ${`https://${domain}`}, ${`office@${domain}`})`
  }
  return all
}

/** Makes somebody editor or admin without asking anybody. */
export const onStaff = (here: Town, who: CastMember, role: 'editor' | 'admin', scope: string): Promise<void> =>
  grantRole(here.community.write, { personId: null }, { personId: here.ids[who], role, scope }, new Date())

/** Who is on an organisation's staff now, as `name role`. */
export const staffNow = async (here: Town, scope: string): Promise<string[]> => {
  const rows = await here.sql`select person.name, role from role_grant join person on person.id = person_id
    where scope = ${scope} and (until is null or until > now()) order by role, person.name`
  return rows.map(({ name, role }) => `${name} ${role}`)
}
