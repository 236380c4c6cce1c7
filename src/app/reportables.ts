import { type AnyDb, across } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { organisationPage, placePage, servicePage } from '#slices/directory/queries.ts'
import { reportablePost } from '#slices/groups/conversation/reporting/queries.ts'
import { reportableGroup } from '#slices/groups/reporting/queries.ts'
import { maybeProfile, profileAs } from '#slices/people/profile/queries.ts'
import type { Reportable } from '#slices/safety/queries.ts'

/** A page that does not exist for somebody is a thing that they cannot report. */
const orNull = async <Found>(asked: Promise<Found>): Promise<Found | null> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

const said = (lines: (string | null | undefined)[]) => lines.filter((line) => line).join('\n')

/** How to reach somebody and how old they are is no evidence. */
const kept: readonly string[] = ['phone', 'address', 'birth_year']

/**
 * A reporter may see more of somebody than whoever judges: the copy holds what all members see. Whom not all members may see at all
 * is for the safeguarding lead alone.
 */
const person: Reportable = {
  kind: 'person',
  resolve: async (db: AnyDb, actor: Actor, id: string) => {
    const seen = await maybeProfile(across(db), actor, id)
    if (!seen) return null
    const open = await profileAs(across(db), id, 'members')
    const fields = (open ?? seen).fields.filter(({ field }) => !kept.includes(field))
    return {
      title: seen.name,
      copy: said([seen.name, ...fields.map(({ field, value }) => `${field}: ${value}`)]),
      authorId: id,
      scope: null,
      path: `/people/${id}`,
      confidential: open === null,
    }
  },
}

interface Listed {
  name: string
  description: string | null
  url: string | null
  email: string | null
  phones: { number: string }[]
  organisation?: { id: string } | null
}

/** A listing of the directory: anybody reads it, and nobody in particular wrote it. */
const listing = (kind: string, folder: string, page: (db: AnyDb, id: string) => Promise<Listed>): Reportable => ({
  kind,
  resolve: async (db, _actor, id) => {
    const shown = await orNull(page(across(db), id))
    if (!shown) return null
    const { name, description, url, email, phones } = shown
    return {
      title: name,
      copy: said([name, description, url, email, ...phones.map(({ number }) => number)]),
      authorId: null,
      scope: null,
      path: `/${folder}/${id}`,
      confidential: false,
    }
  },
})

/** Everything that can be reported. A slice above safety exports its own; those below are adapted here. */
export const reportables: readonly Reportable[] = [
  person,
  reportableGroup,
  reportablePost,
  listing('service', 'services', servicePage),
  listing('place', 'places', placePage),
  listing('organization', 'organisations', organisationPage),
]

export const maybeReportable = (kind: string): Reportable | null => reportables.find((one) => one.kind === kind) ?? null
