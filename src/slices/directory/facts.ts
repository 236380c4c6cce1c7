import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const count = z.number().int().min(0)

/** A batch of listings was written from a source. Many things at once, so it names how many and not which. */
export const ListingsImported = fact(
  'directory.ListingsImported',
  z.strictObject({ inserted: count, updated: count, unchanged: count }),
  { auditOnly: true },
)

const thing = { thingId: z.uuid() }
const times = z.number().int().min(0)

/** An editor wrote in a listing of theirs. The log of fields says what. */
export const ListingEdited = fact('directory.ListingEdited', z.strictObject({ ...thing, fields: times }), {
  auditOnly: true,
})

/** One change of a listing was taken back. */
export const ChangeUndone = fact('directory.ChangeUndone', z.strictObject({ ...thing, changeId: z.uuid() }), {
  auditOnly: true,
})

/** Where a place is may no longer be known, or may be again. */
export const PlaceHidden = fact('directory.PlaceHidden', z.strictObject({ locationId: z.uuid() }), { auditOnly: true })
export const PlaceShown = fact('directory.PlaceShown', z.strictObject({ locationId: z.uuid() }), { auditOnly: true })

/** A round of asking whether a listing is still true began, or took its next step. */
export const CheckMoved = fact(
  'directory.CheckMoved',
  z.strictObject({ ...thing, cycleId: z.uuid(), stage: z.enum(['asked', 'reminded', 'reminded_again', 'to_ring']) }),
  { auditOnly: true },
)

/** Somebody said whether a listing is true: by letter, or to whoever rang. */
export const CheckAnswered = fact(
  'directory.CheckAnswered',
  z.strictObject({ ...thing, cycleId: z.uuid(), outcome: z.enum(['right', 'changed', 'closed']) }),
  { auditOnly: true },
)

/** Somebody rang and nobody could answer. */
export const CallMade = fact(
  'directory.CallMade',
  z.strictObject({ ...thing, cycleId: z.uuid(), outcome: z.enum(['no_answer', 'wrong_number']) }),
  { auditOnly: true },
)

/** Somebody rings organisations from now on, or no more. */
export const CheckerNamed = fact('directory.CheckerNamed', z.strictObject({ personId: z.uuid() }))
export const CheckerEnded = fact('directory.CheckerEnded', z.strictObject({ personId: z.uuid() }), { auditOnly: true })

/** Somebody said what is so for some days, or that it is over. */
const alert = z.strictObject({ ...thing, alertId: z.uuid() })
export const AlertMade = fact('directory.AlertMade', alert, { auditOnly: true })
export const AlertEnded = fact('directory.AlertEnded', alert, { auditOnly: true })

/** A steward handed in a directory to be read; said yes to what reading it would change; or threw it away. */
const importRun = z.strictObject({ runId: z.uuid() })
export const ImportAsked = fact('directory.ImportAsked', importRun, { auditOnly: true })
export const ImportConfirmed = fact('directory.ImportConfirmed', importRun, { auditOnly: true })
export const ImportDropped = fact('directory.ImportDropped', importRun, { auditOnly: true })

/** A source no longer gives so many of its records: they were marked for whoever checks. */
export const RecordsMissing = fact('directory.RecordsMissing', importRun.extend({ missing: count }), {
  auditOnly: true,
})

/** Somebody said what is wrong in a listing, or which one is missing. */
export const SuggestionMade = fact(
  'directory.SuggestionMade',
  z.strictObject({ suggestionId: z.uuid(), thingId: z.uuid().nullable() }),
  { auditOnly: true },
)

/** A suggestion was reviewed, field by field; `taken`: so many fields were taken over. */
export const SuggestionDecided = fact(
  'directory.SuggestionDecided',
  z.strictObject({ suggestionId: z.uuid(), taken: times }),
)

/** The records were sent to the local information line. Many at once, so it says how many. */
export const RecordsSent = fact('directory.RecordsSent', z.strictObject({ organisations: count }), { auditOnly: true })

/** Two records of the same thing became one; were parted again; or are two after all. */
const merge = z.strictObject({ mergeId: z.uuid() })
export const RecordsMerged = fact('directory.RecordsMerged', merge, { auditOnly: true })
export const MergeUndone = fact('directory.MergeUndone', merge, { auditOnly: true })
export const DuplicateDenied = fact(
  'directory.DuplicateDenied',
  z.strictObject({ oneId: z.uuid(), otherId: z.uuid() }),
  { auditOnly: true },
)

/** A steward asks every organisation for its hours of some holidays; in a `demo` only those of the story. */
export const SweepOpened = fact('directory.SweepOpened', z.strictObject({ sweepId: z.uuid(), demo: z.boolean() }))

/** An organisation told its hours of some holidays. */
export const HolidayHoursTold = fact(
  'directory.HolidayHoursTold',
  z.strictObject({ sweepId: z.uuid(), organisationId: z.uuid() }),
  { auditOnly: true },
)

const partnerKey = z.strictObject({ keyId: z.uuid(), organisationId: z.uuid() })
export const PartnerKeyMade = fact('directory.PartnerKeyMade', partnerKey, { auditOnly: true })
export const PartnerKeyEnded = fact('directory.PartnerKeyEnded', partnerKey, { auditOnly: true })

/** A program of the organisation wrote in a listing, with one of its keys. */
export const ListingWritten = fact(
  'directory.ListingWritten',
  z.strictObject({ thingId: z.uuid(), keyId: z.uuid(), fields: z.number().int().min(0) }),
  { auditOnly: true },
)
