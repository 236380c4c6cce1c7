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
