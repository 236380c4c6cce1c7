import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const id = z.uuid()
const ofClaim = z.strictObject({ organisationId: id, claimId: id })
const ofPartnership = z.strictObject({ partnershipId: id })
const quiet = { auditOnly: true }

export const ClaimMade = fact('organisations.ClaimMade', ofClaim)
export const ClaimWithdrawn = fact('organisations.ClaimWithdrawn', ofClaim, quiet)
/** Shown by an address at the organisation's own domain: nobody had to decide. */
export const ClaimProven = fact('organisations.ClaimProven', ofClaim)
export const ClaimDecided = fact(
  'organisations.ClaimDecided',
  z.strictObject({ organisationId: id, claimId: id, yes: z.boolean() }),
)

const ofVerification = z.strictObject({ organisationId: id, verificationId: id })
export const OrganisationVerified = fact('organisations.OrganisationVerified', ofVerification, quiet)
export const VerificationEnded = fact('organisations.VerificationEnded', ofVerification, quiet)

export const PartnershipProposed = fact('organisations.PartnershipProposed', ofPartnership)
export const PartnershipAnswered = fact(
  'organisations.PartnershipAnswered',
  z.strictObject({ partnershipId: id, yes: z.boolean() }),
)
export const PartnershipWithdrawn = fact('organisations.PartnershipWithdrawn', ofPartnership, quiet)
export const PartnershipReviewed = fact('organisations.PartnershipReviewed', ofPartnership, quiet)
export const PartnershipHidden = fact('organisations.PartnershipHidden', ofPartnership, quiet)
export const PartnershipReviewDue = fact('organisations.PartnershipReviewDue', ofPartnership)
export const PartnershipEnded = fact('organisations.PartnershipEnded', z.strictObject({ partnershipId: id, by: id }))

export const LogoChanged = fact('organisations.LogoChanged', z.strictObject({ organisationId: id }), quiet)
/** The last admin wants to go: a steward is asked. */
export const HandOverAsked = fact('organisations.HandOverAsked', z.strictObject({ organisationId: id }))
/** Somebody on the staff became editor or admin, or stopped being it. The role's own fact says who. */
export const StaffChanged = fact('organisations.StaffChanged', z.strictObject({ organisationId: id }), quiet)
