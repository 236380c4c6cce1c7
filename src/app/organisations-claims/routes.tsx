import { across } from '#kernel/database/database.ts'
import { Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyOf, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes, type Typed } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { dayOf, isoOf } from '#kernel/time/days.ts'
import { may } from '#slices/organisations/access.ts'
import { maybeClaim, ownClaim } from '#slices/organisations/claims/queries.ts'
import { dayWords } from '#slices/organisations/pages.tsx'
import { organisationOf } from '#slices/organisations/queries.ts'
import { todayIn } from '#slices/organisations/rules.ts'
import { endVerification, verifyOrganisation } from '#slices/organisations/verification/commands.ts'
import { maybeVerification } from '#slices/organisations/verification/queries.ts'
import { mostDays, usualDays } from '#slices/organisations/verification/rules.ts'
import { personNames } from '#slices/people/queries.ts'
import type { StaffTables } from '../organisations-staff/queries.ts'
import { type MessageKey, organisationWords } from '../organisations-words/messages/catalogue.ts'
import {
  becomes,
  type Claimed,
  claimOrganisation,
  decideClaim,
  mayDecide,
  provableClaim,
  proveClaim,
  withdrawClaim,
} from './commands.ts'
import { ClaimForm, DecisionForm, MarkForm, ProofKey } from './fields.ts'
import { ShowClaim, ShowDecision, ShowMarking, ShowProof } from './pages.tsx'

type Here<Input = unknown> = Asked<StaffTables, MessageKey, Input, '/organisations/:id'>
type AtClaim<Input = unknown> = Asked<StaffTables, MessageKey, Input, '/organisations/:id/claims/:claim'>

const answers: Record<Claimed, MessageKey> = {
  atOnce: 'claimGranted',
  letter: 'claimLetter',
  decision: 'claimSent',
  waits: 'claimWaits',
  already: 'claimAlready',
}

const wordsOf = ({ t, language, community }: Pick<Here, 't' | 'language' | 'community'>) => ({
  t,
  day: dayWords(language, community.zone),
})

const asking = async (here: Here, typed?: Typed, problems?: Problem[]) => {
  const { db, actor, params } = here
  const organisation = await organisationOf(across(db), params.id)
  const waits = await ownClaim(across(db), params.id, actor.personId ?? '')
  return <ShowClaim {...wordsOf(here)} {...{ organisation, waits, typed, problems }} own={actor.email ?? ''} />
}

const claim = async ({ db, actor, params, input, now, t, language, community, url }: Here<ClaimForm>) => {
  const writing = { language, origin: originFor(community, url), community: community.name }
  const done = await claimOrganisation(db, actor, { organisationId: params.id, ...input }, writing, now)
  const at = done === 'atOnce' || done === 'already' ? 'desk' : 'claim'
  return seeOther(`/organisations/${params.id}/${at}`, t(answers[done]))
}

const deciding = async (here: AtClaim, typed?: Typed, problems?: Problem[]) => {
  const { db, actor, params, now, t } = here
  const found = await maybeClaim(across(db), params.claim)
  if (!found || found.organisationId !== params.id || found.state !== 'open' || !mayDecide(actor, found))
    throw new NotFound()
  const [organisation, role, names] = await Promise.all([
    organisationOf(across(db), params.id),
    becomes(db, params.id, now),
    personNames(across(db), [found.personId]),
  ])
  return (
    <ShowDecision
      {...wordsOf(here)}
      {...{ organisation, role, typed, problems }}
      claim={found}
      person={names.get(found.personId) ?? t('somebody')}
      steward={!may.bind(actor, params.id)}
    />
  )
}

const marking = async (here: Here, typed?: Typed, problems?: Problem[]) => {
  const { db, actor, params, now, community } = here
  if (!may.verify(actor)) throw new NotFound()
  const organisation = await organisationOf(across(db), params.id)
  const mark = await maybeVerification(across(db), params.id, now)
  const names = await personNames(across(db), mark?.verifiedBy ? [mark.verifiedBy] : [])
  const proposed = isoOf(dayOf(todayIn(community.zone, now))! + usualDays)
  const by = names.get(mark?.verifiedBy ?? '') ?? null
  return <ShowMarking {...wordsOf(here)} {...{ organisation, mark, by, proposed, typed, problems }} />
}

const verify = async ({ db, actor, params, input, now, t, community }: Here<MarkForm>) => {
  const [last, today] = [dayOf(input.until)!, dayOf(todayIn(community.zone, now))!]
  if (last <= today || last > today + mostDays) throw new Invalid([{ field: 'until', message: t('verifyWhen') }])
  const seen = { evidence: input.evidence, note: input.note || null, until: new Date((last + 1) * 86_400_000) }
  await verifyOrganisation(across(db), actor, params.id, seen, now)
  return seeOther(`/organisations/${params.id}`, t('verified'))
}

/** Who says that they speak for an organisation, who decides it, and who made sure of the organisation itself. */
export const claimRoutes: Route[] = routes<StaffTables, MessageKey>(
  'organisations',
  organisationWords,
  ({ page, action }) => [
    page(
      '/organisations/:id/claim',
      { access: signedIn, shows: 'own', about: 'To say that one speaks for it' },
      (here) => asking(here),
    ),
    action(
      '/organisations/:id/claim',
      { access: signedIn, input: ClaimForm, effect: 'sends', limit: { perMinute: 5, field: 'email', perHour: 6 } },
      (here) => claim(here),
      (here, typed, problems) => asking(here, typed, problems),
    ),
    action('/organisations/:id/claim/withdraw', { access: signedIn, effect: 'writes' }, async (here) => {
      await withdrawClaim(here.db, here.actor, here.params.id, here.now)
      return seeOther(`/organisations/${here.params.id}`, here.t('claimWithdrawn'))
    }),
    page('/organisation-proof', { access: signedIn, shows: 'own', input: ProofKey }, async (here) => {
      const found = await provableClaim(here.db, here.input.key, here.now)
      return <ShowProof t={here.t} claim={found} link={here.input.key} fits={found.personId === here.actor.personId} />
    }),
    action(
      '/organisation-proof',
      { access: signedIn, input: ProofKey, effect: 'writes', limit: { perMinute: 10 } },
      async ({ db, actor, input, now, t }) => {
        const id = await proveClaim(db, actor, input.key, now)
        return seeOther(`/organisations/${id}/desk`, t('claimGranted'))
      },
      () => {
        throw new NotFound()
      },
    ),
    page(
      '/organisations/:id/claims/:claim',
      { access: anyOf('admin', 'steward'), shows: 'personal', about: 'To decide who speaks for an organisation' },
      (here) => deciding(here),
    ),
    action(
      '/organisations/:id/claims/:claim',
      { access: anyOf('admin', 'steward'), input: DecisionForm, effect: 'sends' },
      async ({ db, actor, params, input, now, t }) => {
        const { yes, reason } = input
        const decision = { organisationId: params.id, id: params.claim, yes: yes === 'yes', reason }
        await decideClaim(db, actor, decision, now)
        const back = may.bind(actor, params.id) ? `/organisations/${params.id}/desk` : '/steward/organisations'
        return seeOther(back, t('claimDecided'))
      },
      (here, typed, problems) => deciding(here, typed, problems),
    ),
    page('/organisations/:id/verification', { access: anyOf('steward'), shows: 'personal' }, (here) => marking(here)),
    action(
      '/organisations/:id/verification',
      { access: anyOf('steward'), input: MarkForm, effect: 'writes' },
      (here) => verify(here),
      (here, typed, problems) => marking(here, typed, problems),
    ),
    action('/organisations/:id/verification/end', { access: anyOf('steward'), effect: 'writes' }, async (here) => {
      await endVerification(across(here.db), here.actor, here.params.id, here.now)
      return seeOther(`/organisations/${here.params.id}/verification`, here.t('verifyEnded'))
    }),
  ],
)
