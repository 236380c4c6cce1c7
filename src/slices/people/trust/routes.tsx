import type { AnyDb } from '#kernel/database/database.ts'
import { Gone, Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyOf, signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes, type Typed } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { self } from '../account/commands.ts'
import { dayIn } from '../account/pages.tsx'
import { missingChecks, recordedChecks } from '../checks/queries.ts'
import { shownNames } from '../profile/queries.ts'
import { personNames } from '../queries.ts'
import type { PeopleTables } from '../tables.ts'
import { mayEnd, mayHandOut, needsScope, refusesScope } from './access.ts'
import { endTrust, takeRole, trustByEmail, withdrawOffer } from './commands.ts'
import { InvitationKey, TrustForm } from './fields.ts'
import { type TrustKey, trustSentences } from './messages/catalogue.ts'
import { ShowOwnRoles } from './own/pages.tsx'
import { ShowEndRole, ShowOffer, ShowRoles, ShowStepNeeded, ShowSteward } from './pages.tsx'
import { heldRoles, maybeHeldRole, maybeInvitation, openInvitations, rolesOf } from './queries.ts'
import { endOfDay, type ScopeNames, stateOfInvitation } from './rules.ts'

type Here<Input = unknown> = Asked<PeopleTables, TrustKey, Input, string>
type Scopes = ScopeNames<AnyDb>

export const wrong = (field: string, message: string) => new Invalid([{ field, message }])

const stewards = anyOf('steward')

const showRoles = async (scopes: Scopes, asked: Here, typed?: Typed, problems?: Problem[]) => {
  const { db, now, t, language, community } = asked
  const [held, invitations] = await Promise.all([heldRoles(db, now), openInvitations(db, now)])
  const ids = [...held, ...invitations].flatMap(({ scope }) => scope ?? [])
  const choices = typed?.scope && problems?.length ? await scopes.byName(db, typed.scope) : []
  return (
    <ShowRoles
      t={t}
      held={held}
      invitations={invitations}
      scopes={await scopes.names(db, ids)}
      day={dayIn(language, community.zone)}
      typed={typed}
      problems={problems}
      choices={choices.length > 1 ? choices : []}
    />
  )
}

/** The thing that a role is for: by its name, or by the choice among those that share it. */
const scopeOf = async (scopes: Scopes, { db, input }: Here<TrustForm>): Promise<string | null> => {
  const { role, scope, scope_id } = input
  if (scope === '') {
    if (needsScope(role)) throw wrong('scope', 'scopeMissing')
    return null
  }
  if (refusesScope(role)) throw wrong('scope', 'scopeNone')
  const found = await scopes.byName(db, scope)
  if (!found.length) throw wrong('scope', 'scopeUnknown')
  const chosen = found.length === 1 ? found[0] : found.find(({ id }) => id === scope_id)
  if (!chosen) throw wrong(scope_id ? 'scope_id' : 'scope', 'scopeSeveral')
  return chosen.id
}

const trust = async (scopes: Scopes, asked: Here<TrustForm>) => {
  const { db, actor, input, now, t, language, community, url } = asked
  const until = endOfDay(input.until)
  if (until && until <= now) throw wrong('until', 'dayIsPast')
  const wanted = { email: input.email, role: input.role, scope: await scopeOf(scopes, asked), until }
  const writing = { language, origin: originFor(community, url), community: community.name }
  const done = await trustByEmail(db, actor, wanted, writing, now)
  if (done === 'yourself') throw wrong('email', 'notYourself')
  return seeOther('/steward/roles', t(done === 'granted' ? 'trusted' : 'invitedNow', { email: input.email }))
}

const grantToEnd = async ({ db, actor, now }: Here, id: string) => {
  const grant = await maybeHeldRole(db, id, now)
  if (!grant || !mayEnd(actor, grant.personId, grant.role, grant.scope)) throw new NotFound()
  return grant
}

const showOffer = async (scopes: Scopes, asked: Here<{ key: string }>) => {
  const { db, actor, input, now, t, language, community } = asked
  const offer = await maybeInvitation(db, input.key)
  if (!offer) throw new NotFound()
  if (stateOfInvitation(offer, now) !== 'open') throw new Gone()
  const names = offer.scope ? await scopes.names(db, [offer.scope]) : new Map<string, string>()
  const by = (await personNames(db, [offer.invitedBy])).get(offer.invitedBy) ?? null
  return (
    <ShowOffer
      t={t}
      offer={offer}
      by={by}
      scope={offer.scope ? (names.get(offer.scope) ?? null) : null}
      fits={offer.email === actor.email}
      address={offer.email.replace(/^(.).*@/u, '$1…@')}
      link={input.key}
      day={dayIn(language, community.zone)}
    />
  )
}

const showOwnRoles = async (scopes: Scopes, { db, actor, now, t, language, community }: Here) => {
  const own = self(actor)
  const [held, checks, hosting] = await Promise.all([
    rolesOf(db, own, now),
    recordedChecks(db, own),
    missingChecks(db, own, 'host', now),
  ])
  const givers = held.flatMap(({ grantedBy }) => grantedBy ?? [])
  const names = await shownNames(db, actor, [...givers, ...checks.flatMap(({ recordedById }) => recordedById ?? [])])
  const ids = held.flatMap(({ scope }) => scope ?? [])
  const words = { t, now, names, day: dayIn(language, community.zone), scopes: await scopes.names(db, ids) }
  return <ShowOwnRoles {...words} held={held} checks={checks} hosting={hosting} steward={actor.is('steward')} />
}

/** Who trusts whom with what. The app knows the names of organisations and groups, this slice asks it. */
export const trustRoutes = (scopes: Scopes): Route[] =>
  routes<PeopleTables, TrustKey>('people', trustSentences, ({ page, action }) => [
    page('/steward', { access: stewards, shows: 'own' }, ({ t }) => <ShowSteward t={t} />),
    page('/steward/roles', { access: stewards, shows: 'personal' }, (asked) => showRoles(scopes, asked)),
    action(
      '/steward/roles',
      { access: stewards, input: TrustForm, effect: 'sends' },
      (asked) => trust(scopes, asked),
      (asked, typed, problems) => showRoles(scopes, asked, typed, problems),
    ),
    page('/steward/roles/:id/end', { access: signedIn, shows: 'personal' }, async (asked) => {
      const grant = await grantToEnd(asked, asked.params.id)
      return <ShowEndRole t={asked.t} grant={grant} own={grant.personId === asked.actor.personId} />
    }),
    action('/steward/roles/:id/end', { access: signedIn, effect: 'writes' }, async ({ db, actor, params, now, t }) => {
      const { kind } = await endTrust(db, actor, params.id, now)
      const to = mayHandOut(actor.grants, 'steward', null) ? '/steward/roles' : '/account/roles'
      return seeOther(to, t(kind))
    }),
    action(
      '/steward/invitations/:id/withdraw',
      { access: stewards, effect: 'writes' },
      async ({ db, actor, params, now, t }) => {
        await withdrawOffer(db, actor, params.id, now)
        return seeOther('/steward/roles', t('withdrawn'))
      },
    ),
    page('/role-invitation', { access: signedIn, shows: 'own', input: InvitationKey }, (asked) =>
      showOffer(scopes, asked),
    ),
    action(
      '/role-invitation',
      { access: signedIn, input: InvitationKey, effect: 'writes', limit: { perMinute: 10 } },
      async ({ db, actor, input, now, t }) => {
        const { role, scope } = await takeRole(db, actor, input.key, now)
        const to = scope && needsScope(role) ? `/organisations/${scope}/desk` : '/account/roles'
        return seeOther(to, t('offerTaken'))
      },
      () => {
        throw new NotFound()
      },
    ),
    page('/account/roles', { access: signedIn, shows: 'own' }, (asked) => showOwnRoles(scopes, asked)),
    page('/account/second-step/needed', { access: signedIn, shows: 'own' }, ({ t }) => <ShowStepNeeded t={t} />),
  ])
