import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const id = z.uuid()
const ofGroup = z.strictObject({ groupId: id })
/** `member` is the handle of a membership: the record outlives it and then leads to nobody. Of a circle it never says a person. */
const ofMember = z.strictObject({ groupId: id, member: id })
const quiet = { auditOnly: true }

export const GroupFounded = fact('groups.GroupFounded', ofGroup, quiet)
export const GroupChanged = fact('groups.GroupChanged', ofGroup, quiet)
export const GroupArchived = fact('groups.GroupArchived', ofGroup, quiet)
export const GroupRestored = fact('groups.GroupRestored', ofGroup, quiet)

export const MemberJoined = fact('groups.MemberJoined', ofMember, quiet)
export const MemberAsked = fact('groups.MemberAsked', ofMember)
export const MemberAnswered = fact(
  'groups.MemberAnswered',
  z.strictObject({ groupId: id, member: id, yes: z.boolean() }),
)
export const MemberLeft = fact('groups.MemberLeft', ofMember, quiet)
export const MemberRemoved = fact('groups.MemberRemoved', ofMember)
export const AgreementAccepted = fact(
  'groups.AgreementAccepted',
  z.strictObject({ groupId: id, member: id, version: z.int() }),
  quiet,
)
export const HostNamed = fact('groups.HostNamed', ofMember)
export const HostStoodDown = fact('groups.HostStoodDown', ofMember, quiet)
/** Nobody looks after it any more: those who are longest in it are asked, and the stewards where it is no secret. */
export const HostsGone = fact('groups.HostsGone', ofGroup)
export const InvitationSent = fact('groups.InvitationSent', z.strictObject({ groupId: id, invitationId: id }), quiet)
export const InvitationWithdrawn = fact(
  'groups.InvitationWithdrawn',
  z.strictObject({ groupId: id, invitationId: id }),
  quiet,
)
export const GlassBroken = fact('groups.GlassBroken', z.strictObject({ groupId: id, breakId: id, hours: z.number() }))
