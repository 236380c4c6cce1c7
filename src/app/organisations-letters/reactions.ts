import { type AnyTx, across } from '#kernel/database/database.ts'
import { type ReactionContext, reaction } from '#kernel/facts/facts.ts'
import { scheduled } from '#kernel/jobs/tasks.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { maybeClaim } from '#slices/organisations/claims/queries.ts'
import {
  ClaimDecided,
  ClaimMade,
  ClaimProven,
  HandOverAsked,
  PartnershipAnswered,
  PartnershipEnded,
  PartnershipProposed,
  PartnershipReviewDue,
} from '#slices/organisations/facts.ts'
import { openHandOvers } from '#slices/organisations/leaving/queries.ts'
import { dayWords } from '#slices/organisations/pages.tsx'
import { remindOfReviews } from '#slices/organisations/partnerships/commands.ts'
import { maybePartnership, type Partnership } from '#slices/organisations/partnerships/queries.ts'
import { organisationOf } from '#slices/organisations/queries.ts'
import { todayIn } from '#slices/organisations/rules.ts'
import { maybeReader, personNames, trustedWith } from '#slices/people/queries.ts'
import type { MessageKey } from '../organisations-words/messages/en.ts'
import { organisationLetter } from './mails.tsx'

interface Telling {
  kind: string
  subject: MessageKey
  text: MessageKey
  values: (language: string) => Record<string, string>
  path: string
}

/** Writes to some people, each once and in their own language. */
const tell = async ({ tx, community, origin }: ReactionContext, ids: readonly string[], telling: Telling) => {
  const { kind, subject, text, values, path } = telling
  for (const id of new Set(ids)) {
    const reader = await maybeReader(across(tx), id)
    if (!reader) continue
    const language = reader.language ?? community.language
    const letter = { kind, subject, text, values: values(language), href: `${origin}${path}` }
    await queueMail(tx, organisationLetter({ ...reader, language }, letter))
  }
}

const adminsOf = async (tx: AnyTx, organisationId: string, now: Date): Promise<string[]> => {
  const held = await trustedWith(across(tx), ['admin'], now)
  return held.filter(({ scope }) => scope === organisationId).map(({ personId }) => personId)
}

const stewards = async (tx: AnyTx, now: Date): Promise<string[]> =>
  (await trustedWith(across(tx), ['steward'], now)).map(({ personId }) => personId)

type Side = 'one' | 'other'

/** Tells the admins of one side about a partnership, in which the other side is named. */
const tellSide = async (
  context: ReactionContext,
  found: Partnership,
  side: Side,
  words: Pick<Telling, 'kind' | 'subject' | 'text'>,
) => {
  const [own, partner] = side === 'one' ? [found.one, found.other] : [found.other, found.one]
  await tell(context, await adminsOf(context.tx, own.id, context.at), {
    ...words,
    path: `/organisations/${own.id}/partnerships/${found.id}`,
    values: (language) => ({
      name: partner.name,
      words: found.words,
      date: dayWords(language, 'UTC')(found.reviewOn),
    }),
  })
}

export const tellOfProposal = reaction(
  'organisations.tell_of_proposal',
  PartnershipProposed,
  async (context, { partnershipId }) => {
    const found = await maybePartnership(across(context.tx), partnershipId)
    if (found?.state !== 'proposed') return
    const words = { kind: 'proposed', subject: 'mailProposedSubject', text: 'mailProposedText' } as const
    await tellSide(context, found, 'other', words)
  },
)

export const tellOfAnswer = reaction(
  'organisations.tell_of_answer',
  PartnershipAnswered,
  async (context, { partnershipId, yes }) => {
    const found = await maybePartnership(across(context.tx), partnershipId)
    if (!found) return
    const words = yes
      ? ({ kind: 'confirmed', subject: 'mailConfirmedSubject', text: 'mailConfirmedText' } as const)
      : ({ kind: 'declined', subject: 'mailDeclinedSubject', text: 'mailDeclinedText' } as const)
    await tellSide(context, found, 'one', words)
  },
)

export const tellOfEnd = reaction(
  'organisations.tell_of_end',
  PartnershipEnded,
  async (context, { partnershipId, by }) => {
    const found = await maybePartnership(across(context.tx), partnershipId)
    if (!found) return
    const words = { kind: 'partnership_ended', subject: 'mailEndedSubject', text: 'mailEndedText' } as const
    await tellSide(context, found, found.one.id === by ? 'other' : 'one', words)
  },
)

export const remindBoth = reaction(
  'organisations.remind_both',
  PartnershipReviewDue,
  async (context, { partnershipId }) => {
    const found = await maybePartnership(across(context.tx), partnershipId)
    if (found?.state !== 'confirmed') return
    const words = { kind: 'review', subject: 'mailReviewSubject', text: 'mailReviewText' } as const
    await tellSide(context, found, 'one', words)
    await tellSide(context, found, 'other', words)
  },
)

/** Whoever leads the organisation learns of a claim, else the stewards. A claim that a letter may prove waits for that first. */
export const tellOfClaim = reaction('organisations.tell_of_claim', ClaimMade, async (context, { claimId }) => {
  const { tx, at } = context
  const claim = await maybeClaim(across(tx), claimId)
  if (claim?.state !== 'open' || claim.proofUntil) return
  const admins = await adminsOf(tx, claim.organisationId, at)
  const ids = (admins.length ? admins : await stewards(tx, at)).filter((id) => id !== claim.personId)
  await tell(context, ids, {
    kind: 'claim',
    subject: 'mailClaimSubject',
    text: 'mailClaimText',
    values: () => ({ name: claim.organisation }),
    path: `/organisations/${claim.organisationId}/claims/${claim.id}`,
  })
})

/** The organisation's own mailbox and the stewards learn who looks after its page now: if that is wrong, somebody sees it. */
export const tellOfProof = reaction('organisations.tell_of_proof', ClaimProven, async (context, { claimId }) => {
  const { tx, at, community, origin } = context
  const claim = await maybeClaim(across(tx), claimId)
  if (!claim) return
  const person = (await personNames(across(tx), [claim.personId])).get(claim.personId) ?? '…'
  const values = { person, name: claim.organisation, community: community.name }
  const telling = { kind: 'proven', subject: 'mailProvenSubject', text: 'mailProvenText' } as const
  const path = `/organisations/${claim.organisationId}`
  await tell(context, await stewards(tx, at), { ...telling, values: () => values, path })
  const { email } = await organisationOf(across(tx), claim.organisationId)
  if (!email || email.toLowerCase() === claim.email) return
  const reader = { address: email, language: community.language }
  await queueMail(tx, organisationLetter(reader, { ...telling, values, href: `${origin}${path}` }))
})

export const tellOfDecision = reaction(
  'organisations.tell_of_decision',
  ClaimDecided,
  async (context, { claimId, organisationId, yes }) => {
    const claim = await maybeClaim(across(context.tx), claimId)
    if (!claim) return
    await tell(context, [claim.personId], {
      kind: yes ? 'claim_granted' : 'claim_refused',
      subject: yes ? 'mailYesSubject' : 'mailNoSubject',
      text: yes ? 'mailYesText' : 'mailNoText',
      values: () => ({ name: claim.organisation, reason: claim.reason ?? '' }),
      path: yes ? `/organisations/${organisationId}/desk` : `/organisations/${organisationId}`,
    })
  },
)

export const askStewards = reaction(
  'organisations.ask_stewards',
  HandOverAsked,
  async (context, { organisationId }) => {
    const waiting = await openHandOvers(across(context.tx))
    const found = waiting.find((one) => one.organisationId === organisationId)
    if (!found) return
    await tell(context, await stewards(context.tx, context.at), {
      kind: 'hand_over',
      subject: 'mailHandOverSubject',
      text: 'mailHandOverText',
      values: () => ({ name: found.organisation }),
      path: `/organisations/${organisationId}/staff`,
    })
  },
)

/** Each morning: partnerships to be looked at again soon. */
export const remindOfReviewsDaily = scheduled(
  'organisations.remind_of_reviews',
  { daily: '07:40' },
  async ({ tx, community, now }) => remindOfReviews(tx, todayIn(community.zone, now)),
)
