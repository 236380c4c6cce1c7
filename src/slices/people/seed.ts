import type { Community } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import type { Role } from '#kernel/session/actor.ts'
import { hashPassword } from '#kernel/session/passwords.ts'
import { nobody } from '#kernel/session/session.ts'
import { keepCheck } from './checks/commands.ts'
import { hasCheck } from './checks/queries.ts'
import type { CheckKind } from './checks/rules.ts'
import { addPerson, grantRole } from './commands.ts'
import { keepBand } from './guardians/commands.ts'
import { maybePersonByEmail } from './queries.ts'

type Trusted = Exclude<Role, 'visitor' | 'member'>

interface Part {
  name: string
  role: Trusted | null
  /** The role is for the one organisation of the story, not for the whole community. */
  forOrganisation?: true
  /** What somebody saw before the role could wake. */
  check?: CheckKind
  /** Under eighteen: the rules protect them. */
  minor?: true
}

/** The people of the demo's story and of the tests. Invented; whoever bears such a name is not meant. */
export const cast = {
  maryam: { name: 'Maryam', role: null },
  joe: { name: 'Joe', role: 'host' },
  nasreen: { name: 'Nasreen', role: 'navigator', check: 'background' },
  tom: { name: 'Tom', role: 'editor', forOrganisation: true },
  grace: { name: 'Grace', role: 'admin', forOrganisation: true },
  ade: { name: 'Ade', role: 'moderator' },
  ruth: { name: 'Ruth', role: 'safeguarding', check: 'training' },
  helen: { name: 'Helen', role: 'steward' },
  sami: { name: 'Sami', role: null, minor: true },
} satisfies Record<string, Part>

export type CastMember = keyof typeof cast

/** Known to everybody, therefore only where nothing is real. */
export const demoPassword = 'a kettle and two cups'

export const emailOf = (who: CastMember): string => `${who}@town.example`

/** The cast as a list, in the order of the story. */
export const castMembers = (Object.keys(cast) as CastMember[]).map((who) => ({
  who,
  email: emailOf(who),
  role: (cast[who] as Part).role,
}))

/** Cheap to do again: whoever is there already stays as they are. */
export const seedCast = async (
  community: Community,
  { organisationId, now = new Date() }: { organisationId: string | null; now?: Date },
): Promise<Record<CastMember, string>> => {
  if (!community.demo) throw new Error('the cast has a password that everybody knows: it is for demo communities alone')
  const password = await hashPassword(demoPassword)
  const ids: [string, string][] = []
  for (const who of Object.keys(cast) as CastMember[]) {
    ids.push([who, await seedOne(community, who, password, { organisationId, now })])
  }
  const known = Object.fromEntries(ids) as Record<CastMember, string>
  await seedChecks(community, known, now)
  return known
}

/** Helen has seen the papers of those whose roles need some, and how old the youngest is. */
const seedChecks = async ({ write }: Community, ids: Record<CastMember, string>, now: Date) => {
  const until = new Date(now.getTime() + 2 * 365 * 86_400_000)
  for (const [who, part] of Object.entries(cast) as [CastMember, Part][]) {
    const paper = { issuer: 'Trafford volunteer centre', reference: `TVC-${who}`, until }
    if (part.check && !(await hasCheck(write, ids[who], part.check, now)))
      await keepCheck(write, { personId: ids[who], kind: part.check, recordedBy: ids.helen, ...paper }, now)
    if (part.minor) await keepBand(write, ids[who], 'minor', now)
  }
}

const seedOne = async (
  { write }: Community,
  who: CastMember,
  password: string,
  { organisationId, now }: { organisationId: string | null; now: Date },
): Promise<string> => {
  const part: Part = cast[who]
  const wanted = { name: part.name, email: emailOf(who), password, language: null }
  const made = await inTransaction(write, (tx) => addPerson(tx, nobody, wanted))
  const personId = made ?? (await maybePersonByEmail(write, wanted.email))!.id
  const scope = part.forOrganisation ? organisationId : null
  if (part.role && (scope || !part.forOrganisation))
    await grantRole(write, nobody, { personId, role: part.role, scope }, now)
  return personId
}
