import { Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyOf, anyone, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes, type Typed } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { self } from '../account/commands.ts'
import { otherPerson } from '../blocks/commands.ts'
import { shownNames } from '../profile/queries.ts'
import { maybePersonByEmail } from '../queries.ts'
import type { PeopleTables } from '../tables.ts'
import {
  answerHandOver,
  answerProposal,
  askToTakeOver,
  describeSelf,
  endConnector,
  proposeConnector,
  takeQuestionBack,
  thankConnector,
} from './commands.ts'
import { About, Answer, HandOver, Propose, Words } from './fields.ts'
import type { Writing } from './mails.tsx'
import { type ConnectorKey, connectorSentences } from './messages/catalogue.ts'
import { ShowConnectors, ShowHandOver, ShowOwnConnector, ShowStewardConnectors, ShowThank } from './pages.tsx'
import { askedBy, askedOf, connectorOf, connectorsNow, shownConnectors, wordsFor } from './queries.ts'

type Here<Input = unknown> = Asked<PeopleTables, ConnectorKey, Input, string>

const stewards = anyOf('steward')

const wrong = (field: string, message: string) => new Invalid([{ field, message }])

const writingOf = ({ language, community, url }: Here): Writing => ({
  language,
  community: community.name,
  origin: originFor(community, url),
})

const showSteward = async ({ db, actor, t }: Here, typed?: Typed, problems?: Problem[]) => (
  <ShowStewardConnectors t={t} connectors={await connectorsNow(db, actor)} typed={typed} problems={problems} />
)

const propose = async (asked: Here<Propose>) => {
  const { db, actor, input, now, t } = asked
  const person = await maybePersonByEmail(db, input.email)
  if (!person) throw wrong('email', 'nobodyThere')
  if (person.id === actor.personId) throw wrong('email', 'notYourself')
  const wanted = { personId: person.id, area: input.area }
  if (!(await proposeConnector(db, actor, wanted, writingOf(asked), now))) throw wrong('email', 'already')
  return seeOther('/steward/connectors', t('proposed', { name: person.name }))
}

const showOwn = async ({ db, actor, t }: Here, typed?: Typed, problems?: Problem[]) => {
  const personId = self(actor)
  const own = await connectorOf(db, personId)
  const [asked, waits] = [await askedOf(db, personId), await askedBy(db, personId)]
  const names = await shownNames(db, actor, [
    ...asked.map(({ fromId }) => fromId),
    ...(waits ? [waits.successorId] : []),
  ])
  const notes = (kind: 'thanks' | 'hand_over') => (own?.agreedAt ? wordsFor(db, actor, own.id, kind) : [])
  return (
    <ShowOwnConnector
      t={t}
      own={own}
      thanks={await notes('thanks')}
      handed={await notes('hand_over')}
      questions={asked.map((one) => ({ ...one, name: names.get(one.fromId) ?? t('somebody') }))}
      waitsFor={waits && (names.get(waits.successorId) ?? t('somebody'))}
      typed={typed}
      problems={problems}
    />
  )
}

const handOverPage = async ({ db, actor, t }: Here, id: string, typed?: Typed, problems?: Problem[]) => {
  const own = await connectorOf(db, self(actor))
  const other = await otherPerson(db, actor, id)
  if (!own?.agreedAt) throw new NotFound()
  return <ShowHandOver t={t} own={own} other={other} typed={typed} problems={problems} />
}

const thankPage = async ({ db, actor, t }: Here, id: string, typed?: Typed, problems?: Problem[]) => {
  const connector = (await shownConnectors(db, actor)).find((one) => one.id === id)
  if (!connector || connector.personId === actor.personId) throw new NotFound()
  return <ShowThank t={t} connector={connector} typed={typed} problems={problems} />
}

/** Local leaders: asked by a steward, shown if they like, thanked, and followed by somebody who says yes. */
export const connectorRoutes = routes<PeopleTables, ConnectorKey>('people', connectorSentences, ({ page, action }) => [
  page('/connectors', { access: anyone, shows: 'personal' }, async ({ db, actor, t }) => (
    <ShowConnectors t={t} connectors={await shownConnectors(db, actor)} viewerId={actor.personId} />
  )),
  page('/connectors/:id/thanks', { access: signedIn, shows: 'personal' }, (asked) => thankPage(asked, asked.params.id)),
  action(
    '/connectors/:id/thanks',
    { access: signedIn, input: Words, effect: 'writes', limit: { perMinute: 5 } },
    async ({ db, actor, params, input, now, t }) =>
      seeOther('/connectors', t('thanked', { name: await thankConnector(db, actor, params.id, input.words, now) })),
    (asked, typed, problems) => thankPage(asked, asked.params.id, typed, problems),
  ),
  action('/connectors/:id/end', { access: signedIn, effect: 'writes' }, async ({ db, actor, params, now, t }) => {
    await endConnector(db, actor, params.id, now)
    return seeOther(actor.is('steward') ? '/steward/connectors' : '/account/connector', t('ended'))
  }),
  page('/steward/connectors', { access: stewards, shows: 'personal' }, (asked) => showSteward(asked)),
  action('/steward/connectors', { access: stewards, input: Propose, effect: 'sends' }, propose, showSteward),
  page('/account/connector', { access: signedIn, shows: 'own' }, (asked) => showOwn(asked)),
  action(
    '/account/connector',
    { access: signedIn, input: About, effect: 'writes' },
    async ({ db, actor, input, now, t }) => {
      await describeSelf(db, actor, input, now)
      return seeOther('/account/connector', t('saved'))
    },
    showOwn,
  ),
  action(
    '/account/connector/answer',
    { access: signedIn, input: Answer, effect: 'writes' },
    async ({ db, actor, input, now, t }) => {
      await answerProposal(db, actor, input.yes, now)
      return seeOther('/account/connector', t(input.yes ? 'saidYes' : 'saidNo'))
    },
    showOwn,
  ),
  action('/account/connector/take-back', { access: signedIn, effect: 'writes' }, async ({ db, actor, now, t }) => {
    await takeQuestionBack(db, actor, now)
    return seeOther('/account/connector', t('takenBack'))
  }),
  action(
    '/account/connector/hand-overs/:id',
    { access: signedIn, input: Answer, effect: 'writes' },
    async ({ db, actor, params, input, now, t }) => {
      await answerHandOver(db, actor, params.id, input.yes, now)
      return seeOther('/account/connector', t(input.yes ? 'taken' : 'saidNo'))
    },
    showOwn,
  ),
  page('/people/:id/hand-over', { access: signedIn, shows: 'personal' }, (asked) =>
    handOverPage(asked, asked.params.id),
  ),
  action(
    '/people/:id/hand-over',
    { access: signedIn, input: HandOver, effect: 'sends', limit: { perMinute: 5 } },
    async (asked) => {
      const { db, actor, params, input, now, t } = asked
      const wanted = { successorId: params.id, words: input.words }
      return seeOther(
        '/account/connector',
        t('handAsked', { name: await askToTakeOver(db, actor, wanted, writingOf(asked), now) }),
      )
    },
    (asked, typed, problems) => handOverPage(asked, asked.params.id, typed, problems),
  ),
])
