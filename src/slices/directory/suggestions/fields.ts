import { z } from 'zod'
import { line, text, ticked } from '#kernel/text/text.ts'
import { ListingTyped } from '../editing/fields.ts'
import type { RecordKind } from '../editing/rules.ts'
import { carriesLink } from '../editing/rules.ts'

const around = {
  note: text({ max: 1_000 })
    .refine((value) => !carriesLink(value), 'noLinks')
    .optional(),
  reply_to: line({ max: 254 })
    .refine((value) => !value || /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/u.test(value), 'notAnEmail')
    .optional(),
  gone: ticked,
  /** Nobody sees this field. What fills it in is a program. */
  fax_number: z.string().max(1_000).optional(),
}

const suggestion = (kind: RecordKind) => ListingTyped[kind].extend(around)

/** A suggestion is the same form as an editor's, with a word to whoever reviews it and where to say thank you. */
export const SuggestionTyped = {
  service: suggestion('service'),
  place: suggestion('place'),
  organisation: suggestion('organisation'),
}

/** A listing that is missing: the form of a service, with where it is. */
export const NewListing = ListingTyped.service.extend({
  ...around,
  name: line({ min: 2, max: 200 }),
  where: line({ max: 300 })
    .refine((value) => !carriesLink(value), 'noLinks')
    .optional(),
  sure: ticked,
})

/** What is decided of each field, under `decision_<field>`, `to_<field>` and `reason_<field>`. */
export const Decided = z.looseObject({ kind: z.string().max(40).optional() })
