import type { Actor } from '#kernel/session/actor.ts'
import type { Group } from './queries.ts'

/** Who may do what with a group that exists for them. Reads like a table. */
export const may = {
  readTalk: (_: Actor, { mine, glass }: Group) => mine?.state === 'member' || glass !== null,
  talk: (_: Actor, { mine, agreement_version, archived_at, moderated }: Group) =>
    mine?.state === 'member' &&
    mine.agreed_version >= agreement_version &&
    archived_at === null &&
    !(moderated.hidden || moderated.locked),
  run: (_: Actor, { mine }: Group) => mine?.state === 'member' && mine.host,
  seeRoster: (_: Actor, { mine, glass }: Group) => mine?.state === 'member' || glass !== null,
  breakGlass: (actor: Actor) => actor.is('safeguarding'),
}
