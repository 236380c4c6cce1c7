import { Empty, Panel } from '#ui/card.tsx'
import type { Problem } from '#ui/field.tsx'
import { EmailField, Form, Hidden, NumberField, TextArea } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { Say } from '../pages.tsx'
import type { Group, Roster, RosterEntry } from '../queries.ts'

const at = (group: Group, what: string) => `/groups/${group.id}/members/${what}`

const Asking = ({ group, entry, t }: { group: Group; entry: RosterEntry; t: Say }) => (
  <li>
    <h3>{entry.name}</h3>
    {group.questions.map((question, index) => (
      <p key={question}>
        <strong>{question}</strong> {entry.answers[index]}
      </p>
    ))}
    {(['1', '0'] as const).map((yes) => (
      <Form
        key={yes}
        action={at(group, 'answer')}
        submit={t(yes === '1' ? 'letIn' : 'notNow', { name: entry.name })}
        tone={yes === '1' ? undefined : 'quiet'}
      >
        <Hidden name="person" value={entry.personId} />
        <Hidden name="yes" value={yes} />
      </Form>
    ))}
  </li>
)

const Member = ({ group, entry, t }: { group: Group; entry: RosterEntry; t: Say }) => (
  <li>
    {entry.isPseudonym || entry.own ? <bdi>{entry.name}</bdi> : <a href={`/people/${entry.personId}`}>{entry.name}</a>}
    {entry.host && <span class="pill">{t('host')}</span>}
    {entry.own && <span class="pill">{t('you')}</span>}
    {group.mine?.host && !entry.own && (
      <details>
        <summary>{t('removeTitle', { name: entry.name })}</summary>
        <Form action={at(group, 'remove')} submit={t('remove')} tone="grave">
          <Hidden name="person" value={entry.personId} />
          <TextArea name="reason" label={t('removeReason')} rows={2} />
          <NumberField name="days" label={t('removeDays')} value="0" min={0} max={365} />
        </Form>
        {!entry.host && (
          <Form action={at(group, 'host')} submit={t('makeHost', { name: entry.name })} tone="quiet">
            <Hidden name="person" value={entry.personId} />
          </Form>
        )}
      </details>
    )}
  </li>
)

export const ShowMembers = ({
  group,
  roster,
  problems = [],
  t,
}: {
  group: Group
  roster: Roster
  problems?: Problem[]
  t: Say
}) => (
  <Page title={t('membersTitle')} noindex>
    <div class="wrap narrow">
      <Crumbs
        links={[
          { href: '/groups', label: t('groups') },
          { href: `/groups/${group.id}`, label: group.name },
        ]}
      />
      <h1>{t('membersTitle')}</h1>
      {roster.asking.length > 0 && (
        <Panel title={t('asking')}>
          <ul class="plain">
            {roster.asking.map((entry) => (
              <Asking key={entry.personId} group={group} entry={entry} t={t} />
            ))}
          </ul>
        </Panel>
      )}
      {roster.members.length === 0 && <Empty title={t('noGroups')} />}
      <ul class="plain">
        {roster.members.map((entry) => (
          <Member key={entry.personId} group={group} entry={entry} t={t} />
        ))}
      </ul>
      {roster.others !== null && roster.others > 0 && <p>{t('othersHidden', { count: roster.others })}</p>}
      {group.mine?.host && (
        <>
          <Panel title={t('invite')}>
            <Form action={at(group, 'invite')} submit={t('inviteSend')} problems={problems}>
              <EmailField name="email" label={t('inviteEmail')} hint={t('inviteHint')} problems={problems} />
            </Form>
          </Panel>
          <Form action={at(group, 'stand-down')} submit={t('standDown')} tone="quiet" />
        </>
      )}
    </div>
  </Page>
)

export const ShowLeave = ({ group, t }: { group: Group; t: Say }) => (
  <Page title={t('leave')} noindex>
    <div class="wrap narrow">
      <h1>{t('leaveTitle', { name: group.name })}</h1>
      <p>{t('leaveText')}</p>
      <Form action={`/groups/${group.id}/leave`} submit={t('leave')} tone="grave" />
    </div>
  </Page>
)
