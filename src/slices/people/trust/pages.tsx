import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Empty, Note } from '#ui/card.tsx'
import type { FieldProps } from '#ui/field.tsx'
import { Labelled } from '#ui/field.tsx'
import { EmailField, Form, Hidden, Radios, SelectField, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { Press, Sheet } from '../pages.tsx'
import { grantable, type TrustedRole } from './access.ts'
import type { TrustKey } from './messages/en.ts'
import type { Held, Invitation } from './queries.ts'

export type Words = T<TrustKey>

export const DateField = (props: FieldProps) => (
  <Labelled {...props} short>
    {(attributes) => <input type="date" value={props.value} {...attributes} />}
  </Labelled>
)

export const BackToSteward = ({ t }: { t: Words }) => (
  <p>
    <a href="/steward">{t('backSteward')}</a>
  </p>
)

export const roleWords = (t: Words, role: TrustedRole) => t(`role_${role}` as TrustKey)

const stewardWays = [
  ['/steward/roles', 'rolesTitle', 'rolesText'],
  ['/steward/checks', 'checksTitle', 'checksText'],
  ['/steward/checks/needs', 'needsTitle', 'needsText'],
  ['/steward/ages', 'agesTitle', 'agesText'],
  ['/steward/organisations', 'organisationsTitle', 'organisationsText'],
  ['/steward/connectors', 'connectorsTitle', 'connectorsText'],
  ['/desk/people', 'deskTitle', 'deskText'],
  ['/steward/crisis-lines', 'crisisTitle', 'crisisText'],
  ['/steward/synonyms', 'synonymsTitle', 'synonymsText'],
] as const

/** Everything that a steward looks after, one calm list. */
export const ShowSteward = ({ t }: { t: Words }) => (
  <Sheet title={t('stewardTitle')} lead={t('stewardLead')}>
    <dl class="account">
      {stewardWays.map(([href, name, text]) => (
        <div class="account-row" key={href}>
          <dt>
            <a href={href}>{t(name)}</a>
          </dt>
          <dd>{t(text)}</dd>
        </div>
      ))}
    </dl>
    <p>
      <a href="/account">{t('backAccount')}</a>
    </p>
  </Sheet>
)

interface RolesShown {
  t: Words
  held: Held[]
  invitations: Invitation[]
  scopes: Map<string, string>
  day: (date: Date) => string
  typed?: Typed
  problems?: Problem[]
  /** Things that bear the name that was typed, where there are several. */
  choices?: { id: string; name: string }[]
}

const forWhat = ({ t, scopes }: Pick<RolesShown, 't' | 'scopes'>, scope: string | null) =>
  scope === null ? t('wholeCommunity') : <bdi>{scopes.get(scope) ?? t('goneScope')}</bdi>

const RolesTable = (shown: RolesShown) => {
  const { t, held, day } = shown
  return (
    <Table
      caption={t('rolesNow')}
      columns={[t('who'), t('role'), t('forWhat'), t('until'), t('state'), t('change')]}
      rows={held.map((one) => ({
        key: one.id,
        cells: [
          <bdi>{one.name}</bdi>,
          roleWords(t, one.role),
          forWhat(shown, one.scope),
          one.until ? day(one.until) : t('open'),
          one.missing.length
            ? t('sleeps', { check: one.missing.map((kind) => t(`kind_${kind}` as TrustKey)).join(', ') })
            : t('awake'),
          <a href={`/steward/roles/${one.id}/end`}>
            {t('end')} <span class="sr">{one.name}</span>
          </a>,
        ],
      }))}
    />
  )
}

const Invitations = (shown: RolesShown) => {
  const { t, invitations, day } = shown
  if (!invitations.length) return null
  return (
    <section class="account-part" aria-labelledby="invited">
      <h2 id="invited">{t('invited')}</h2>
      <ul class="account">
        {invitations.map((one) => (
          <li class="account-row" key={one.id}>
            <bdi>{one.email}</bdi>
            <span class="soft">
              {roleWords(t, one.role)} · {t('untilDay', { date: day(one.expiresAt) })}
            </span>
            <Press action={`/steward/invitations/${one.id}/withdraw`} label={t('withdraw')} about={one.email} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const TrustForm = ({ t, typed, problems, choices }: RolesShown) => (
  <section class="account-part" aria-labelledby="trust-somebody">
    <h2 id="trust-somebody">{t('trustSomebody')}</h2>
    <Form action="/steward/roles" submit={t('trustPress')} problems={problems}>
      <EmailField
        name="email"
        label={t('theirEmail')}
        hint={t('theirEmailHint')}
        value={typed?.email}
        problems={problems}
      />
      <SelectField
        name="role"
        label={t('role')}
        value={typed?.role}
        problems={problems}
        choices={grantable.steward.map((role) => ({ value: role, label: roleWords(t, role) }))}
      />
      <TextField
        name="scope"
        label={t('forWhat')}
        hint={t('forWhatHint')}
        value={typed?.scope}
        problems={problems}
        optional
        maxLength={200}
      />
      {choices?.length ? (
        <Radios
          name="scope_id"
          legend={t('whichOne')}
          problems={problems}
          choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <DateField
        name="until"
        label={t('until')}
        hint={t('untilHint')}
        value={typed?.until}
        problems={problems}
        optional
      />
    </Form>
  </section>
)

export const ShowRoles = (shown: RolesShown) => (
  <Page title={shown.t('rolesTitle')} noindex>
    <div class="wrap stack">
      <Crumbs />
      <h1>{shown.t('rolesTitle')}</h1>
      <p class="lead">{shown.t('rolesLead')}</p>
      {shown.held.length ? <RolesTable {...shown} /> : <Empty title={shown.t('noRoles')} />}
      <Invitations {...shown} />
      <TrustForm {...shown} />
      <BackToSteward t={shown.t} />
    </div>
  </Page>
)

export const ShowEndRole = ({ t, grant, own }: { t: Words; grant: Held; own: boolean }) => (
  <Sheet
    title={t(own ? 'layDownTitle' : 'endTitle', { name: grant.name, role: roleWords(t, grant.role) })}
    lead={t('endLead')}
  >
    <Form action={`/steward/roles/${grant.id}/end`} submit={t('endPress')} tone="grave" />
    <p>
      <a href={own ? '/account/roles' : '/steward/roles'}>{t('keep')}</a>
    </p>
  </Sheet>
)

interface OfferShown {
  t: Words
  offer: Invitation
  by: string | null
  scope: string | null
  fits: boolean
  address: string
  link: string
  day: (date: Date) => string
}

export const ShowOffer = ({ t, offer, by, scope, fits, address, link, day }: OfferShown) => (
  <Sheet title={t('offerTitle')} lead={t('offerLead', { name: by ?? t('somebody'), role: roleWords(t, offer.role) })}>
    <ul>
      <li>{scope ? t('offerFor', { name: scope }) : t('offerForAll')}</li>
      {offer.roleUntil && <li>{t('untilDay', { date: day(offer.roleUntil) })}</li>}
      <li>{t('offerLayDown')}</li>
    </ul>
    {fits ? (
      <Form action="/role-invitation" submit={t('offerTake')}>
        <Hidden name="key" value={link} />
      </Form>
    ) : (
      <Note>
        <p>{t('offerOther', { address })}</p>
      </Note>
    )}
  </Sheet>
)

export const ShowStepNeeded = ({ t }: { t: Words }) => (
  <Sheet title={t('stepTitle')} lead={t('stepLead')}>
    <p>{t('stepHow')}</p>
    <p>
      <a class="btn" href="/account/second-step">
        {t('stepPress')}
      </a>
    </p>
    <p>
      <a href="/account">{t('backAccount')}</a>
    </p>
  </Sheet>
)
