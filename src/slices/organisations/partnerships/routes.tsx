import { Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Asked, type Route, routes, type Typed } from '#kernel/routes/registry.ts'
import { may } from '../access.ts'
import { type MessageKey, organisationSentences } from '../messages/catalogue.ts'
import { dayWords } from '../pages.tsx'
import { organisationNames, organisationOf, organisationsNamed } from '../queries.ts'
import { todayIn } from '../rules.ts'
import type { OrganisationTables } from '../tables.ts'
import {
  answerPartnership,
  endPartnership,
  hidePartnership,
  proposePartnership,
  reviewPartnership,
  withdrawPartnership,
} from './commands.ts'
import { ProposalForm, ProposalStart, ReviewForm } from './fields.ts'
import { ShowEnding, ShowPartnership, ShowPartnerships, ShowProposal } from './pages.tsx'
import { partnershipOf, partnershipsOf } from './queries.ts'
import { wrongDates } from './rules.ts'

type Here<Input = unknown> = Asked<OrganisationTables, MessageKey, Input, '/organisations/:id'>
type AtOne<Input = unknown> = Asked<
  OrganisationTables,
  MessageKey,
  Input,
  '/organisations/:id/partnerships/:partnership'
>

const staff = anyOf('editor', 'admin')

const wordsOf = ({ t, language, community, now }: Pick<Here, 't' | 'language' | 'community' | 'now'>) => ({
  t,
  day: dayWords(language, community.zone),
  today: todayIn(community.zone, now),
})

const cared = async ({ db, actor, params: { id } }: Pick<Here, 'db' | 'actor' | 'params'>) => {
  if (!may.lookAfter(actor, id)) throw new NotFound()
  return organisationOf(db, id)
}

const bound = (here: Pick<Here, 'db' | 'actor' | 'params'>) => {
  if (!may.bind(here.actor, here.params.id)) throw new NotFound()
  return cared(here)
}

const proposal = async (here: Here, typed?: Typed, problems?: Problem[]) => {
  const organisation = await bound(here)
  const fitting = typed?.partner && problems?.length ? await organisationsNamed(here.db, typed.partner) : []
  const choices = fitting.filter(({ id }) => id !== organisation.id)
  return <ShowProposal {...wordsOf(here)} {...{ organisation, typed, problems, choices }} />
}

/** The organisation that is meant: by its name, or by the choice among those that the words fit. */
const partnerOf = async ({ db, input, t }: Here<ProposalForm>): Promise<string> => {
  const found = await organisationsNamed(db, input.partner)
  const chosen = found.length === 1 ? found[0] : found.find(({ id }) => id === input.partner_id)
  if (chosen) return chosen.id
  throw new Invalid([{ field: 'partner', message: t(found.length ? 'partnerSeveral' : 'partnerUnknown') }])
}

const propose = async (here: Here<ProposalForm>) => {
  const { db, actor, params, input, now, t, community } = here
  const { id } = await bound(here)
  const wrong = Object.entries(wrongDates(input, todayIn(community.zone, now)))
  if (wrong.length) throw new Invalid(wrong.map(([field, key]) => ({ field, message: t(key as MessageKey) })))
  const { partner: _, partner_id: __, ...said } = input
  const done = await proposePartnership(db, actor, id, { ...said, partnerId: await partnerOf(here) }, now)
  if (done.kind === 'oneself') throw new Invalid([{ field: 'partner', message: t('partnerOneself') }])
  if (done.kind === 'alreadyAsked') throw new Invalid([{ field: 'partner', message: t('alreadyAsked') }])
  return seeOther(`/organisations/${params.id}/partnerships`, t('proposed'))
}

const showOne = async (here: AtOne, typed?: Typed, problems?: Problem[]) => {
  const { db, actor, params } = here
  const organisation = await cared(here)
  const one = await partnershipOf(db, params.id, params.partnership)
  return (
    <ShowPartnership
      {...wordsOf(here)}
      {...{ organisation, one, typed, problems }}
      binds={may.bind(actor, params.id)}
    />
  )
}

const sideOf = ({ params }: AtOne) => ({ organisationId: params.id, id: params.partnership })
const backTo = ({ params }: AtOne) => `/organisations/${params.id}/partnerships/${params.partnership}`

/** With whom an organisation works: for its own staff. What both have opened everybody sees in the network. */
export const partnershipRoutes: Route[] = routes<OrganisationTables, MessageKey>(
  'organisations',
  organisationSentences,
  ({ page, action }) => [
    page(
      '/organisations/:id/partnerships',
      { access: staff, shows: 'own', about: 'An organisation’s partnerships' },
      async (here) => {
        const organisation = await cared(here)
        const list = await partnershipsOf(here.db, organisation.id)
        return (
          <ShowPartnerships
            {...wordsOf(here)}
            {...{ organisation, list }}
            binds={may.bind(here.actor, organisation.id)}
          />
        )
      },
    ),
    page(
      '/organisations/:id/partnerships/new',
      { access: staff, shows: 'own', input: ProposalStart, about: 'To propose a partnership' },
      async (here) => {
        const names = here.input.with ? await organisationNames(here.db, [here.input.with]) : new Map<string, string>()
        const partner = names.get(here.input.with)
        return proposal(here, partner ? { partner, open: '1' } : undefined)
      },
    ),
    action(
      '/organisations/:id/partnerships',
      { access: staff, input: ProposalForm, effect: 'sends', limit: { perMinute: 10 } },
      (here) => propose(here),
      (here, typed, problems) => proposal(here, typed, problems),
    ),
    page('/organisations/:id/partnerships/:partnership', { access: staff, shows: 'own' }, (here) => showOne(here)),
    action('/organisations/:id/partnerships/:partnership/confirm', { access: staff, effect: 'sends' }, async (here) => {
      await answerPartnership(here.db, here.actor, sideOf(here), true, here.now)
      return seeOther(backTo(here), here.t('saidYes'))
    }),
    action('/organisations/:id/partnerships/:partnership/decline', { access: staff, effect: 'sends' }, async (here) => {
      await answerPartnership(here.db, here.actor, sideOf(here), false, here.now)
      return seeOther(backTo(here), here.t('saidNo'))
    }),
    action(
      '/organisations/:id/partnerships/:partnership/withdraw',
      { access: staff, effect: 'writes' },
      async (here) => {
        await withdrawPartnership(here.db, here.actor, sideOf(here), here.now)
        return seeOther(backTo(here), here.t('takenBack'))
      },
    ),
    action(
      '/organisations/:id/partnerships/:partnership/review',
      { access: staff, input: ReviewForm, effect: 'writes' },
      async (here) => {
        const { db, actor, input, now, t, community } = here
        const wrong = wrongDates({ since: '1900-01-01', ...input }, todayIn(community.zone, now))
        if (wrong.review_on) throw new Invalid([{ field: 'review_on', message: t('reviewWhen') }])
        await reviewPartnership(db, actor, sideOf(here), input.review_on, now)
        return seeOther(backTo(here), t('reviewed'))
      },
      (here, typed, problems) => showOne(here, typed, problems),
    ),
    action('/organisations/:id/partnerships/:partnership/hide', { access: staff, effect: 'writes' }, async (here) => {
      await hidePartnership(here.db, here.actor, sideOf(here))
      return seeOther(backTo(here), here.t('hidden'))
    }),
    page('/organisations/:id/partnerships/:partnership/end', { access: staff, shows: 'own' }, async (here) => {
      const organisation = await bound(here)
      const one = await partnershipOf(here.db, here.params.id, here.params.partnership)
      if (one.state !== 'confirmed') throw new NotFound()
      return <ShowEnding {...wordsOf(here)} {...{ organisation, one }} binds />
    }),
    action('/organisations/:id/partnerships/:partnership/end', { access: staff, effect: 'sends' }, async (here) => {
      await endPartnership(here.db, here.actor, sideOf(here), here.now)
      return seeOther(backTo(here), here.t('ended'))
    }),
  ],
)
