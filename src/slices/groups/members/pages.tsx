import { Note, Panel } from '#ui/card.tsx'
import type { Problem } from '#ui/field.tsx'
import { EmailField, Form, Hidden, NumberField, TextArea } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { OpenInvitation } from '../invitations/queries.ts'
import type { Say } from '../pages.tsx'
import type { Group } from '../queries.ts'
import type { Roster, RosterEntry } from './queries.ts'

const at = (group: Group, what: string) => `/groups/${group.id}/members/${what}`

const Asking = ({ group, entry, t }: { group: Group; entry: RosterEntry; t: Say }) => (
  <li class="group-asking">
    <h3>
      <bdi>{entry.name}</bdi>
    </h3>
    {group.questions.length > 0 && (
      <dl>
        {group.questions.map((question, index) => (
          <div key={question}>
            <dt>
              <bdi>{question}</bdi>
            </dt>
            <dd>{entry.answers[index] ? <bdi>{entry.answers[index]}</bdi> : t('noAnswer')}</dd>
          </div>
        ))}
      </dl>
    )}
    <div class="inline">
      {(['1', '0'] as const).map((yes) => (
        <Form
          key={yes}
          action={at(group, `${entry.handle}/answer`)}
          submit={t(yes === '1' ? 'letIn' : 'notNow', { name: entry.name })}
          tone={yes === '1' ? undefined : 'quiet'}
        >
          <Hidden name="yes" value={yes} />
        </Form>
      ))}
    </div>
  </li>
)

const Member = ({ group, entry, t }: { group: Group; entry: RosterEntry; t: Say }) => (
  <li class="group-member">
    <span class="inline">
      {entry.profile && !entry.own ? (
        <a href={entry.profile}>
          <bdi>{entry.name}</bdi>
        </a>
      ) : (
        <bdi>{entry.name}</bdi>
      )}
      {entry.own && <span class="soft">{t('you')}</span>}
      {entry.host && <span class="group-host">{t('host')}</span>}
    </span>
    {group.mine?.host && !entry.own && (
      <a class="small" href={at(group, entry.handle)}>
        {t('lookAfter', { name: entry.name })}
      </a>
    )}
  </li>
)

interface Hosted {
  group: Group
  invitations: OpenInvitation[]
  problems: Problem[]
  time: (at: Date) => string
  t: Say
}

const Invite = ({ group, invitations, problems, time, t }: Hosted) => (
  <section class="panel" id="invite">
    <h2>{t('invite')}</h2>
    <Form action={at(group, 'invite')} submit={t('inviteSend')} problems={problems}>
      <EmailField name="email" label={t('inviteEmail')} hint={t('inviteHint')} problems={problems} />
    </Form>
    {invitations.length > 0 && (
      <>
        <h3>{t('invitedOpen')}</h3>
        <ul class="group-invited">
          {invitations.map((one) => (
            <li key={one.id}>
              <span>
                <bdi>{one.email}</bdi>{' '}
                <span class="soft small">{t('invitedUntil', { date: time(one.expires_at) })}</span>
              </span>
              <Form action={at(group, 'withdraw')} submit={t('withdraw', { email: one.email })} tone="quiet less">
                <Hidden name="invitation" value={one.id} />
              </Form>
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
)

export interface MembersProps extends Hosted {
  roster: Roster
}

const Waiting = ({ group, roster, t }: Pick<MembersProps, 'group' | 'roster' | 't'>) => (
  <section class="stack" id="asking" aria-labelledby="asking-title">
    <h2 id="asking-title">{t('asking')}</h2>
    <ul class="group-list">
      {roster.asking.map((entry) => (
        <Asking key={entry.handle} group={group} entry={entry} t={t} />
      ))}
    </ul>
  </section>
)

export const ShowMembers = ({ roster, ...hosted }: MembersProps) => {
  const { group, t } = hosted
  return (
    <Page title={t('membersTitle')} noindex>
      <div class="wrap narrow stack">
        <Crumbs
          links={[
            { href: '/groups', label: t('groups') },
            { href: `/groups/${group.id}`, label: group.name },
          ]}
        />
        <h1>{t('membersTitle')}</h1>
        {group.confidential && (
          <Note icon="key-round" tone="plum">
            <p>{t('circleNames')}</p>
          </Note>
        )}
        {roster.asking.length > 0 && (
          <>
            <Waiting group={group} roster={roster} t={t} />
            <h2>{t('inGroup')}</h2>
          </>
        )}
        <ul class="group-list">
          {roster.members.map((entry) => (
            <Member key={entry.handle} group={group} entry={entry} t={t} />
          ))}
        </ul>
        {roster.others !== null && roster.others > 0 && (
          <p class="soft">{t('othersHidden', { count: roster.others })}</p>
        )}
        {group.mine?.host && (
          <>
            <Invite {...hosted} />
            <Panel title={t('standDown')}>
              <p>{t('standDownText')}</p>
              <Form action={at(group, 'stand-down')} submit={t('standDown')} tone="quiet" />
            </Panel>
          </>
        )}
      </div>
    </Page>
  )
}

/** What a host can do about one member; ending it says why, in words that the person will read. */
export const ShowMember = ({
  group,
  entry,
  typed = {},
  problems,
  t,
}: {
  group: Group
  entry: RosterEntry
  typed?: Partial<Record<string, string>>
  problems: Problem[]
  t: Say
}) => (
  <Page title={t('membersTitle')} noindex>
    <div class="wrap narrow stack">
      <Crumbs
        links={[
          { href: `/groups/${group.id}`, label: group.name },
          { href: `/groups/${group.id}/members`, label: t('membersTitle') },
        ]}
      />
      <h1>
        <bdi>{entry.name}</bdi>
      </h1>
      {!entry.host && (
        <Panel title={t('makeHost', { name: entry.name })}>
          <p>{t('makeHostText')}</p>
          <Form action={at(group, `${entry.handle}/host`)} submit={t('makeHost', { name: entry.name })} tone="quiet" />
        </Panel>
      )}
      <Panel title={t('removeTitle', { name: entry.name })}>
        <p>{t('removeText')}</p>
        <Form
          action={at(group, `${entry.handle}/remove`)}
          submit={t('remove', { name: entry.name })}
          problems={problems}
          tone="grave"
        >
          <TextArea
            name="reason"
            label={t('removeReason')}
            hint={t('removeReasonHint')}
            value={typed.reason}
            rows={3}
            problems={problems}
          />
          <NumberField
            name="days"
            label={t('removeDays')}
            hint={t('removeDaysHint')}
            value={typed.days ?? '30'}
            min={0}
            max={365}
            problems={problems}
          />
        </Form>
      </Panel>
    </div>
  </Page>
)
