import type { AnyDb } from '#kernel/database/database.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { openSuggestions } from '#slices/directory/suggestions/queries.ts'
import { may } from '#slices/organisations/access.ts'
import { openClaims } from '#slices/organisations/claims/queries.ts'
import { openHandOvers } from '#slices/organisations/leaving/queries.ts'
import { partnershipsOf } from '#slices/organisations/partnerships/queries.ts'
import { isDue } from '#slices/organisations/partnerships/rules.ts'
import { maybeVerification } from '#slices/organisations/verification/queries.ts'
import { endsSoon } from '#slices/organisations/verification/rules.ts'
import { shownNames } from '#slices/people/profile/queries.ts'
import { heldListings, openChecks } from './desk/queries.ts'
import type { DeskItem } from './desk/rules.ts'
import { outstanding } from './organisations-staff/queries.ts'
import type { MessageKey } from './organisations-words/messages/en.ts'

/** For whom a desk is laid. */
export interface AtDesk {
  db: AnyDb
  actor: Actor
  organisationId: string
  now: Date
  /** The day that it is in the community. */
  today: string
  t: T<MessageKey>
}

/** One thing that may await an organisation: each slice that knows of some adds its own to the list below. */
export type DeskContributor = (at: AtDesk) => Promise<DeskItem[]>

const day = 86_400_000
const at = (iso: string) => new Date(`${iso}T00:00:00Z`)

const claims: DeskContributor = async ({ db, actor, organisationId, t }) => {
  if (!may.bind(actor, organisationId)) return []
  const open = (await openClaims(db, organisationId)).filter(({ personId }) => personId !== actor.personId)
  const names = await shownNames(
    db,
    actor,
    open.map(({ personId }) => personId),
  )
  return open.map((claim) => ({
    key: claim.id,
    title: t('itemClaim', { name: names.get(claim.personId) ?? t('somebody') }),
    why: t('itemClaimWhy'),
    since: claim.askedAt,
    due: new Date(claim.askedAt.getTime() + 7 * day),
    href: `/organisations/${organisationId}/claims/${claim.id}`,
    urgency: 'soon',
  }))
}

const invitations: DeskContributor = async ({ db, actor, organisationId, now, t }) => {
  if (!may.bind(actor, organisationId)) return []
  return (await outstanding(db, organisationId, now)).map(({ id, email, invitedAt, expiresAt }) => ({
    key: id,
    title: t('itemInvitation', { email }),
    why: t('itemInvitationWhy'),
    since: invitedAt,
    due: expiresAt,
    href: `/organisations/${organisationId}/staff`,
    urgency: 'calm',
  }))
}

const partnerships: DeskContributor = async ({ db, organisationId, today, t }) => {
  const all = await partnershipsOf(db, organisationId)
  const base = `/organisations/${organisationId}/partnerships`
  const proposals = all.filter(({ state, other }) => state === 'proposed' && other.id === organisationId)
  const reviews = all.filter((one) => isDue(one, today))
  return [
    ...proposals.map(
      ({ id, one, words, proposedAt }): DeskItem => ({
        key: id,
        title: t('itemProposal', { name: one.name }),
        why: words,
        since: proposedAt,
        due: null,
        href: `${base}/${id}`,
        urgency: 'soon',
      }),
    ),
    ...reviews.map(
      ({ id, one, other, since, reviewOn }): DeskItem => ({
        key: id,
        title: t('itemReview', { name: one.id === organisationId ? other.name : one.name }),
        why: t('itemReviewWhy'),
        since: at(since),
        due: new Date(at(reviewOn).getTime() + day),
        href: `${base}/${id}`,
        urgency: 'calm',
      }),
    ),
  ]
}

const mark: DeskContributor = async ({ db, organisationId, now, t }) => {
  const held = await maybeVerification(db, organisationId, now)
  if (!held || !endsSoon({ ...held, endedAt: null }, now)) return []
  const href = `/organisations/${organisationId}`
  const words = { title: t('itemMark'), why: t('itemMarkWhy') }
  return [{ key: held.id, ...words, since: held.verifiedAt, due: held.until, href, urgency: 'calm' }]
}

const handOver: DeskContributor = async ({ db, organisationId, t }) => {
  const found = (await openHandOvers(db)).find((one) => one.organisationId === organisationId)
  if (!found) return []
  const href = `/organisations/${organisationId}/staff`
  const words = { title: t('itemHandOver'), why: t('itemHandOverWhy') }
  return [{ key: 'hand-over', ...words, since: found.askedAt, due: null, href, urgency: 'calm' }]
}

const folders = { service: 'services', place: 'places', organisation: 'organisations' } as const

const listings: DeskContributor = async ({ db, organisationId, t }) =>
  (await openChecks(db, organisationId)).map(({ id, kind, thingId, name, startedAt }) => ({
    key: id,
    title: t('itemCheck', { name }),
    why: t('itemCheckWhy'),
    since: startedAt,
    due: new Date(startedAt.getTime() + 28 * day),
    href: `/${folders[kind]}/${thingId}/edit`,
    urgency: 'soon',
  }))

const heldFolders = { service: 'services', place: 'places', organization: 'organisations' } as const

/** What moderators have taken off the pages: its people learn why, and how to put it right. */
const held: DeskContributor = async ({ db, organisationId, t }) =>
  (await heldListings(db, organisationId)).map(({ id, kind, thingId, name, reason, decidedAt }) => ({
    key: id,
    title: t('itemHeld', { name }),
    why: t('itemHeldWhy', { reason }),
    since: decidedAt,
    due: null,
    href: `/${heldFolders[kind]}/${thingId}/edit`,
    urgency: 'now',
  }))

const suggestions: DeskContributor = async ({ db, actor, organisationId, t }) =>
  (await openSuggestions(db, actor))
    .filter((one) => one.organisation_id === organisationId)
    .map(({ id, name, made_at }) => ({
      key: id,
      title: t('itemSuggestion', { name }),
      why: t('itemSuggestionWhy'),
      since: made_at,
      due: null,
      href: `/directory/suggestions/${id}`,
      urgency: 'soon',
    }))

/** All that can await an organisation, slice by slice. */
export const deskContributors: readonly DeskContributor[] = [
  held,
  claims,
  partnerships,
  listings,
  suggestions,
  mark,
  invitations,
  handOver,
]

export const deskItems = async (asked: AtDesk): Promise<DeskItem[]> =>
  (await Promise.all(deskContributors.map((contributor) => contributor(asked)))).flat()
