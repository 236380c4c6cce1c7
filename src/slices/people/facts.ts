import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const id = z.uuid()
const ofPerson = z.strictObject({ personId: id })

/** Somebody waits for a letter; the answer is a reaction, so that asking takes the same time for every address. */
export const LetterAsked = fact('people.LetterAsked', z.strictObject({ askId: id }))

export const PersonJoined = fact('people.PersonJoined', ofPerson, { auditOnly: true })

export const SignedIn = fact(
  'people.SignedIn',
  z.strictObject({
    personId: id,
    by: z.enum(['password', 'letter', 'passkey', 'sign-up', 'second-step']),
    secondStep: z.boolean(),
  }),
  { auditOnly: true },
)

export const SessionsEnded = fact('people.SessionsEnded', z.strictObject({ personId: id, count: z.int() }), {
  auditOnly: true,
})

export const NameChanged = fact('people.NameChanged', ofPerson, { auditOnly: true })
export const PasswordChanged = fact('people.PasswordChanged', ofPerson)
export const EmailChanged = fact('people.EmailChanged', ofPerson, { auditOnly: true })
export const SecondStepAdded = fact('people.SecondStepAdded', ofPerson)
export const SecondStepRemoved = fact('people.SecondStepRemoved', ofPerson)
export const BackupCodesMade = fact('people.BackupCodesMade', ofPerson, { auditOnly: true })
export const PasskeyAdded = fact('people.PasskeyAdded', ofPerson)
export const PasskeyRemoved = fact('people.PasskeyRemoved', ofPerson, { auditOnly: true })

const grant = z.strictObject({ grantId: id, personId: id, role: z.string(), scope: id.nullable() })
export const RoleGranted = fact('people.RoleGranted', grant, { auditOnly: true })
export const RoleEnded = fact('people.RoleEnded', grant, { auditOnly: true })

export const ProfileChanged = fact('people.ProfileChanged', ofPerson, { auditOnly: true })

const agreed = z.strictObject({ consentId: id, personId: id })
export const ConsentGiven = fact('people.ConsentGiven', agreed, { auditOnly: true })
/** Whoever acts on a consent asks for it at the moment of acting (`hasConsent`), so nothing needs to follow for it to end. */
export const ConsentWithdrawn = fact('people.ConsentWithdrawn', agreed, { auditOnly: true })

/** Who was blocked, or is not to be met, is in no fact: facts are kept, and read by more people than the tables are. */
export const BlocksChanged = fact('people.BlocksChanged', ofPerson, { auditOnly: true })
export const NotMeetChanged = fact('people.NotMeetChanged', ofPerson, { auditOnly: true })

const check = z.strictObject({ checkId: id, personId: id })
export const CheckRecorded = fact('people.CheckRecorded', check, { auditOnly: true })
export const CheckEnded = fact('people.CheckEnded', check, { auditOnly: true })
export const NeedsChanged = fact('people.NeedsChanged', z.strictObject({ needs: z.int() }), { auditOnly: true })

/** The band is in no fact, and the year of birth nowhere but in the profile. */
export const AgeSettled = fact('people.AgeSettled', ofPerson)
export const AgeRuleChanged = fact('people.AgeRuleChanged', z.strictObject({ minimum: z.int() }), { auditOnly: true })

const invited = z.strictObject({ invitationId: id, role: z.string(), scope: id.nullable() })
export const RoleOffered = fact('people.RoleOffered', invited, { auditOnly: true })
export const RoleOfferTaken = fact('people.RoleOfferTaken', invited, { auditOnly: true })
export const RoleOfferWithdrawn = fact('people.RoleOfferWithdrawn', invited, { auditOnly: true })

export const ContactChanged = fact('people.ContactChanged', ofPerson, { auditOnly: true })
export const TestLetterAsked = fact('people.TestLetterAsked', ofPerson, { auditOnly: true })

export const PersonWelcomed = fact('people.PersonWelcomed', ofPerson, { auditOnly: true })
const mandate = z.strictObject({ mandateId: id, personId: id, helperId: id.nullable() })
export const MandateGiven = fact('people.MandateGiven', mandate, { auditOnly: true })
export const MandateEnded = fact('people.MandateEnded', mandate, { auditOnly: true })
export const ActingBegan = fact('people.ActingBegan', mandate, { auditOnly: true })
export const ActingStopped = fact('people.ActingStopped', ofPerson, { auditOnly: true })

/** A letter was told by phone, handed over or posted, by somebody at the desk. */
export const LetterPassedOn = fact('people.LetterPassedOn', z.strictObject({ letterId: id, personId: id }), {
  auditOnly: true,
})

/** Somebody at the desk read what was written to somebody else, so as to pass it on. */
export const LetterRead = fact('people.LetterRead', z.strictObject({ letterId: id, personId: id }), { auditOnly: true })

const connector = z.strictObject({ connectorId: id, personId: id })
export const ConnectorProposed = fact('people.ConnectorProposed', connector, { auditOnly: true })
export const ConnectorAgreed = fact('people.ConnectorAgreed', connector, { auditOnly: true })
export const ConnectorChanged = fact('people.ConnectorChanged', connector, { auditOnly: true })
export const ConnectorEnded = fact('people.ConnectorEnded', connector, { auditOnly: true })
export const ConnectorThanked = fact('people.ConnectorThanked', connector, { auditOnly: true })
export const HandOverAsked = fact('people.HandOverAsked', connector, { auditOnly: true })
export const HandOverAnswered = fact(
  'people.HandOverAnswered',
  z.strictObject({ connectorId: id, personId: id, accepted: z.boolean() }),
  { auditOnly: true },
)

/** The id leads to nobody any more; who it was is in no fact. */
export const PersonErased = fact('people.PersonErased', ofPerson, { auditOnly: true })
