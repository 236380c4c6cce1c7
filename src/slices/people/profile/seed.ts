import type { Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { nobody } from '#kernel/session/session.ts'
import { giveConsent } from '../consent/commands.ts'
import { type CastMember, cast } from '../seed.ts'
import type { PeopleTables } from '../tables.ts'
import { keepProfile } from './commands.ts'
import { ProfileForm } from './fields.ts'
import { type Audience, firstAudience, type ProfileField, profileFields } from './rules.ts'

type Told = Partial<Record<ProfileField, string | readonly [string, Audience]>>

/** What the people of the story tell of themselves: each differently much, as people do. */
const told: Partial<Record<CastMember, Told>> = {
  maryam: {
    pronouns: 'she',
    languages: 'Farsi, English, some Urdu',
    neighbourhood: 'Stretford',
    about: 'New here since last spring. I bake too much for one, and I am still finding my way round.',
    interests: 'baking, walking, films, learning English',
    offer: 'Cardamom biscuits, and help with Farsi letters.',
    wish: 'Somebody to walk along the canal with, slowly and talking.',
    phone: '0161 496 0182',
    birth_year: '1985',
  },
  joe: {
    pronouns: 'he',
    languages: 'English',
    neighbourhood: ['Sale', 'members'],
    about: 'Retired bus driver. I open the Tuesday table and put the kettle on.',
    interests: 'chess, trains, allotment, tea',
    offer: 'A lift to the clinic on weekday mornings. A game of chess at any time.',
    wish: 'Somebody who knows about tomato blight.',
    phone: ['0161 496 0117', 'groups'],
    birth_year: ['1953', 'members'],
  },
  nasreen: {
    pronouns: 'she',
    languages: 'Urdu, Punjabi, English',
    neighbourhood: ['Old Trafford', 'members'],
    about: 'I help people find their way through offices and forms. No question is too small.',
    interests: 'cricket, poetry, cooking for many',
    offer: 'An hour over your papers, in three languages.',
  },
  tom: {
    languages: 'English, Polish',
    interests: 'cycling, repairing things',
    offer: 'I can mend your bike, or show you how.',
  },
  grace: {
    pronouns: 'she',
    languages: 'English, Twi',
    neighbourhood: 'Urmston',
    interests: 'choir, gardening',
    wish: 'More altos.',
  },
  ade: { pronouns: 'they', languages: 'English, Yoruba', interests: 'birds, board games, long walks' },
  helen: {
    languages: 'English, a little Welsh',
    neighbourhood: ['Altrincham', 'members'],
    about: 'I look after this place so that it stays a kind one. Tell me what does not work.',
    interests: 'libraries, swimming outdoors',
  },
}

const formOf = (name: string, answers: Told) => {
  const fields = profileFields.flatMap((field) => {
    const answer = answers[field] ?? ''
    const [value, audience] = typeof answer === 'string' ? [answer, firstAudience(field)] : answer
    return [
      [field, value],
      [`${field}_audience`, audience],
    ]
  })
  return ProfileForm.parse({ name, name_audience: 'members', ...Object.fromEntries(fields) })
}

/** Profiles of the cast, and what Maryam has agreed to. Cheap to do again: it leaves the same. */
export const seedProfiles = (
  { write }: { write: Db<PeopleTables> },
  ids: Record<CastMember, string>,
  now = new Date(),
): Promise<void> =>
  inTransaction(write, async (tx) => {
    for (const [who, answers] of Object.entries(told) as [CastMember, Told][])
      await keepProfile(tx, ids[who], formOf(cast[who].name, answers), now)
    await giveConsent(
      tx,
      nobody,
      {
        personId: ids.maryam,
        purpose: 'people.navigator_notes',
        recipient: 'Nasreen, navigator',
        data: ['first name', 'languages', 'what you asked for'],
        words: 'Nasreen may write down what I asked her for, so that I need not tell it twice.',
        language: 'en',
        how: 'in-person',
      },
      now,
    )
  })
