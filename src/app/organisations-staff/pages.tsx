import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { type DayWords, Press, Sheet } from '#slices/organisations/pages.tsx'
import { Empty, Note } from '#ui/card.tsx'
import { EmailField, Form, Radios } from '#ui/form.tsx'
import type { MessageKey } from '../organisations-words/messages/en.ts'
import type { Outstanding, StaffMember, StaffRole } from './queries.ts'

export interface StaffShown {
  t: T<MessageKey>
  day: DayWords
  organisation: { id: string; name: string }
  staff: StaffMember[]
  invitations: Outstanding[]
  /** Whoever looks at the page. */
  self: string | null
  manages: boolean
  /** Nobody else is admin: who leaves leaves it to nobody. */
  lastAdmin: boolean
  typed?: Typed
  problems?: Problem[]
}

const roleWords = (t: T<MessageKey>, role: StaffRole) => t(role === 'admin' ? 'roleAdmin' : 'roleEditor')

const held = ({ t, day }: StaffShown, { role, since, grantedBy }: StaffMember) => {
  const values = { role: roleWords(t, role), date: day(since), name: grantedBy ?? '' }
  return t(grantedBy ? 'sinceBy' : 'sinceOnly', values)
}

const Member = ({ member, ...shown }: StaffShown & { member: StaffMember }) => {
  const { t, organisation, self, manages, lastAdmin } = shown
  const base = `/organisations/${organisation.id}/staff/${member.grantId}`
  const own = member.personId === self
  const other = member.role === 'admin' ? 'editor' : 'admin'
  return (
    <li class="account-row">
      <div>
        <strong>
          <bdi>{member.name}</bdi>
        </strong>
        {own && <span class="soft"> ({t('you')})</span>}
        <p class="small soft">{held(shown, member)}</p>
      </div>
      <div class="org-presses">
        {manages && !own && !(lastAdmin && member.role === 'admin') && (
          <Press
            action={`${base}/role`}
            label={t(other === 'admin' ? 'makeAdmin' : 'makeEditor')}
            about={member.name}
            fields={{ role: other }}
          />
        )}
        {(manages || own) && !(own && lastAdmin && member.role === 'admin') && (
          <a class="btn quiet less" href={`${base}/end`}>
            {t(own ? 'leave' : 'endRole')} <span class="sr">{member.name}</span>
          </a>
        )}
      </div>
    </li>
  )
}

const Invited = ({ t, day, organisation, invitations, manages }: StaffShown) =>
  invitations.length ? (
    <section class="account-part" aria-labelledby="invited">
      <h2 id="invited">{t('invited')}</h2>
      <ul class="account">
        {invitations.map((one) => (
          <li class="account-row" key={one.id}>
            <div>
              <bdi>{one.email}</bdi>
              <p class="small soft">{t('invitedUntil', { role: roleWords(t, one.role), date: day(one.expiresAt) })}</p>
            </div>
            {manages && (
              <Press
                action={`/organisations/${organisation.id}/staff/invitations/${one.id}/withdraw`}
                label={t('withdraw')}
                about={one.email}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  ) : null

const Inviting = ({ t, organisation, typed, problems }: StaffShown) => (
  <section class="account-part" aria-labelledby="invite">
    <h2 id="invite">{t('inviteTitle')}</h2>
    <Form action={`/organisations/${organisation.id}/staff`} submit={t('invitePress')} problems={problems}>
      <EmailField
        name="email"
        label={t('inviteEmail')}
        hint={t('inviteHint')}
        value={typed?.email}
        problems={problems}
      />
      <Radios
        name="role"
        legend={t('inviteRole')}
        value={typed?.role ?? 'editor'}
        problems={problems}
        choices={[
          { value: 'editor', label: t('roleEditor'), hint: t('roleEditorHint') },
          { value: 'admin', label: t('roleAdmin'), hint: t('roleAdminHint') },
        ]}
      />
    </Form>
  </section>
)

const LastAdmin = ({ t, organisation }: StaffShown) => (
  <Note icon="info" tone="sky">
    <p>
      <strong>{t('lastTitle')}</strong>
    </p>
    <p>{t('lastText')}</p>
    <Press action={`/organisations/${organisation.id}/staff/hand-over`} label={t('askSteward')} />
  </Note>
)

export const ShowStaff = (shown: StaffShown) => {
  const { t, organisation, staff, self, manages, lastAdmin } = shown
  const ownLast = lastAdmin && staff.some(({ personId, role }) => personId === self && role === 'admin')
  return (
    <Sheet
      title={t('staffTitle', { name: organisation.name })}
      lead={t('staffLead')}
      back={{ href: `/organisations/${organisation.id}/desk`, label: t('backDesk') }}
    >
      {staff.length ? (
        <ul class="account">
          {staff.map((member) => (
            <Member key={member.grantId} member={member} {...shown} />
          ))}
        </ul>
      ) : (
        <Empty title={t('staffNone')} text={manages ? t('staffNoneText') : undefined} />
      )}
      {ownLast && <LastAdmin {...shown} />}
      <Invited {...shown} />
      {manages && <Inviting {...shown} />}
    </Sheet>
  )
}

interface Ending {
  t: T<MessageKey>
  organisation: { id: string; name: string }
  member: StaffMember
  own: boolean
}

export const ShowEndStaff = ({ t, organisation, member, own }: Ending) => (
  <Sheet
    title={own ? t('leaveTitle', { name: organisation.name }) : t('endTitle', { name: member.name })}
    lead={t(own ? 'leaveLead' : 'endLead')}
  >
    <Form
      action={`/organisations/${organisation.id}/staff/${member.grantId}/end`}
      submit={t(own ? 'leave' : 'endRole')}
      tone="grave"
    />
    <p>
      <a href={`/organisations/${organisation.id}/staff`}>{t('keep')}</a>
    </p>
  </Sheet>
)
