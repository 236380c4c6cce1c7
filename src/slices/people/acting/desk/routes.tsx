import { Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { type Language, languages, translator } from '#kernel/messages/messages.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes, type Typed } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { dayIn } from '../../account/pages.tsx'
import { agreementsOf } from '../../consent/queries.ts'
import { settleBand } from '../../guardians/commands.ts'
import { isMinor } from '../../guardians/queries.ts'
import { maybePersonByEmail, personNames } from '../../queries.ts'
import type { PeopleTables } from '../../tables.ts'
import { beginActing } from '../commands.ts'
import { BandForm, GuardianForm, Welcome } from '../fields.ts'
import { type ActingKey, actingSentences } from '../messages/catalogue.ts'
import { guardiansNow, maybeMandate, peopleOfDesk } from '../queries.ts'
import { endFrom, type Here, writingOf } from '../routes.tsx'
import { keepGuardian, passOn, readByHand, welcomePerson } from './commands.ts'
import { ShowLetter, ShowLetters } from './letters/pages.tsx'
import { ShowDeskPeople, ShowGuardians, ShowPaper } from './pages.tsx'
import { lettersByHand } from './queries.ts'

const desk = anyOf('navigator', 'steward')

const wordsIn = (language: string) =>
  translator<ActingKey>(
    (languages as readonly string[]).includes(language) ? (language as Language) : 'en',
    actingSentences,
  )

const wrong = (field: string, message: string) => new Invalid([{ field, message }])

const showPeople = async ({ db, actor, now, t, language, community }: Here, typed?: Typed, problems?: Problem[]) => {
  const people = await peopleOfDesk(db, actor.personId, now)
  const shown = { t, people, typed, problems, community: community.name, day: dayIn(language, community.zone) }
  return <ShowDeskPeople {...shown} />
}

/** What was read out, in the person's own language, as it will be shown to them. */
const agreedIn = (language: string, community: string) => {
  const say = wordsIn(language)
  return {
    words: say('welcomeWords', { community }),
    recipient: say('deskName', { community }),
    data: [say('dataName'), say('dataReach'), say('dataLanguage')],
  }
}

const welcome = async ({ db, actor, input, now, t, community }: Here<Welcome>) => {
  const when = { until: endFrom(input.until, now), zone: community.zone, now }
  const mandate = await welcomePerson(db, actor, input, agreedIn(input.language, community.name), when)
  return seeOther(`/desk/people/${mandate}/paper`, t('welcomed', { name: input.name }))
}

const showPaper = async ({ db, now, t, community }: Here, id: string) => {
  const mandate = await maybeMandate(db, id, now)
  if (mandate?.kind !== 'desk') throw new NotFound()
  const agreed = (await agreementsOf(db, mandate.personId)).find(({ purpose }) => purpose === 'people.desk')
  const names = await personNames(db, mandate.recordedBy ? [mandate.recordedBy] : [])
  const say = wordsIn(mandate.language)
  const shown = { t: say, mandate, community: community.name, words: agreed?.words ?? '', back: t('backDesk') }
  const by = names.get(mandate.recordedBy ?? '') ?? say('somebody')
  return <ShowPaper {...shown} by={by} day={dayIn(mandate.language, community.zone)} />
}

const showGuardians = async ({ db, actor, now, t, language, community }: Here, typed?: Typed, problems?: Problem[]) => {
  const guardians = await guardiansNow(db, actor.personId, now)
  const shown = { t, guardians, typed, problems, community: community.name, day: dayIn(language, community.zone) }
  return <ShowGuardians {...shown} />
}

const familyOf = async ({ db, actor, input, now }: Here<GuardianForm>) => {
  const [young, guardian] = await Promise.all([
    maybePersonByEmail(db, input.young),
    maybePersonByEmail(db, input.guardian),
  ])
  if (!young) throw wrong('young', 'nobodyThere')
  if (!guardian) throw wrong('guardian', 'nobodyThere')
  if (young.id === guardian.id) throw wrong('guardian', 'samePerson')
  if ([young.id, guardian.id].includes(actor.personId!)) throw wrong('guardian', 'notYourself')
  if (await isMinor(db, guardian.id, now)) throw wrong('guardian', 'guardianIsMinor')
  return { young, guardian }
}

const writeGuardian = async (asked: Here<GuardianForm>) => {
  const { db, actor, input, now, t, community } = asked
  const family = await familyOf(asked)
  const words = t('guardianWords', { community: community.name, name: family.young.name })
  const agreed = { ...input, until: endFrom(input.until, now), words }
  await keepGuardian(db, actor, family, agreed, writingOf(asked), now)
  return seeOther('/desk/guardians', t('guardianKept'))
}

/** The community's desk: people who have no e-mail, what waits for them, and guardians. */
export const deskPeopleRoutes = routes<PeopleTables, ActingKey>('people', actingSentences, ({ page, action }) => [
  page('/desk/people', { access: desk, shows: 'personal' }, (asked) => showPeople(asked)),
  action('/desk/people', { access: desk, input: Welcome, effect: 'writes' }, welcome, showPeople),
  page('/desk/people/:id/paper', { access: desk, shows: 'personal' }, (asked) => showPaper(asked, asked.params.id)),
  action('/desk/people/:id/act', { access: desk, effect: 'writes' }, async ({ db, actor, params, now, t }) => {
    const { name } = await beginActing(db, actor, params.id, now)
    return seeOther('/acting', t('actNow', { name }))
  }),
  page('/desk/guardians', { access: desk, shows: 'personal' }, (asked) => showGuardians(asked)),
  action('/desk/guardians', { access: desk, input: GuardianForm, effect: 'sends' }, writeGuardian, showGuardians),
  action(
    '/desk/guardians/age',
    { access: desk, input: BandForm, effect: 'writes' },
    async ({ db, actor, input, now, t }) => {
      const person = await maybePersonByEmail(db, input.email)
      if (!person) throw wrong('email', 'nobodyThere')
      if (person.id === actor.personId) throw wrong('email', 'notYourself')
      await settleBand(db, actor, { personId: person.id, band: input.age }, now)
      return seeOther('/desk/guardians', t('bandKept'))
    },
    showGuardians,
  ),
  page('/desk/letters', { access: desk, shows: 'personal' }, async ({ db, actor, t, language, community }) => {
    const letters = await lettersByHand(db, actor.personId)
    return <ShowLetters t={t} letters={letters} day={dayIn(language, community.zone)} />
  }),
  page('/desk/letters/:id', { access: desk, shows: 'personal' }, async (asked) => {
    const { actor, params, t, language, community, url } = asked
    const sender = { name: community.name, origin: originFor(community, url) }
    const letter = await readByHand(community.write, actor, params.id, sender)
    return <ShowLetter t={t} letter={letter} day={dayIn(language, community.zone)} />
  }),
  action('/desk/letters/:id/passed-on', { access: desk, effect: 'writes' }, async ({ db, actor, params, now, t }) => {
    await passOn(db, actor, params.id, now)
    return seeOther('/desk/letters', t('passedOnNow'))
  }),
])
