import { z } from 'zod'
import { line, text, ticked } from '#kernel/text/text.ts'
import { personName } from '../fields.ts'
import { audiences, wordsIn } from './rules.ts'

const audience = z.enum(audiences, 'notAChoice')

const words = line({ max: 400 }).transform((value) => wordsIn(value).join(', '))

/** Numbers lead to a door: a neighbourhood is a name, never a postcode, a street number or a position. */
const area = line({ max: 80 }).refine((value) => !/\d/u.test(value), 'areaWithoutNumbers')

const birthYear = line({ max: 4 }).refine((value) => /^((19|20)\d\d)?$/u.test(value), 'notAYear')

export const ProfileForm = z.strictObject({
  name: personName,
  name_audience: z.enum(['groups', 'members', 'everyone'], 'notAChoice'),
  hidden: ticked,
  pronouns: line({ max: 60 }),
  pronouns_audience: audience,
  languages: words,
  languages_audience: audience,
  neighbourhood: area,
  neighbourhood_audience: audience,
  about: text({ max: 1000 }),
  about_audience: audience,
  interests: words,
  interests_audience: audience,
  offer: text({ max: 500 }),
  offer_audience: audience,
  wish: text({ max: 500 }),
  wish_audience: audience,
  phone: line({ max: 40 }),
  phone_audience: audience,
  address: text({ max: 300 }),
  address_audience: audience,
  birth_year: birthYear,
  birth_year_audience: audience,
})
export type ProfileForm = z.infer<typeof ProfileForm>

export const PeopleSearch = z.object({
  q: line({ max: 100 }).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

export const PreviewAs = z.object({ as: z.enum(['groups', 'members', 'everyone']).catch('members') })
