import type { ComponentChildren } from 'preact'
import type { T } from '#kernel/messages/messages.ts'
import { Card, Empty, Facts, Note, Panel } from '#ui/card.tsx'
import type { Problem } from '#ui/field.tsx'
import { Checkbox, Form, Hidden, SelectField, TextArea, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { MessageKey } from './messages/catalogue.ts'
import type { Group, GroupCard } from './queries.ts'
import { type GroupKind, groupKinds, joinings } from './rules.ts'

export type Say = T<MessageKey>

const GroupItem = ({ group, t }: { group: GroupCard; t: Say }) => (
  <Card
    title={group.name}
    href={`/groups/${group.id}`}
    text={group.about.length > 180 ? `${group.about.slice(0, 178)} …` : group.about}
    tone="plum"
  >
    <Facts
      facts={[
        { words: t(`kind_${group.kind}`) },
        ...(group.area ? [{ words: group.area, icon: 'map-pin' as const }] : []),
        ...(group.confidential ? [{ words: t('confidential') }] : [{ words: t('members', { count: group.members }) }]),
        ...(group.host ? [{ words: t('youHost') }] : []),
        ...(group.state === 'asking' ? [{ words: t('youAsked') }] : []),
      ]}
    />
  </Card>
)

export const ShowGroups = ({
  own,
  open,
  kind,
  words,
  isMember,
  t,
}: {
  own: GroupCard[]
  open: GroupCard[]
  kind: GroupKind | null
  words: string
  isMember: boolean
  t: Say
}) => (
  <Page title={t('groups')} description={t('groupsLead')}>
    <div class="wrap">
      <h1>{t('groups')}</h1>
      <p class="lead">{t('groupsLead')}</p>
      {own.length > 0 && (
        <section>
          <h2>{t('yourGroups')}</h2>
          <div class="cards">
            {own.map((group) => (
              <GroupItem key={group.id} group={group} t={t} />
            ))}
          </div>
        </section>
      )}
      <section>
        <h2>{t('groupsToJoin')}</h2>
        <Form action="/groups" method="get" submit={t('look')} tone="quiet">
          <TextField name="q" label={t('lookFor')} value={words} />
          <SelectField
            name="kind"
            label={t('kind')}
            value={kind ?? ''}
            choices={[
              { value: '', label: t('anyKind') },
              ...groupKinds.map((one) => ({ value: one, label: t(`kind_${one}`) })),
            ]}
          />
        </Form>
        {open.length === 0 ? (
          <Empty title={t('noGroups')} text={t('noGroupsText')} />
        ) : (
          <div class="cards">
            {open.map((group) => (
              <GroupItem key={group.id} group={group} t={t} />
            ))}
          </div>
        )}
      </section>
      <p>
        <a class="btn" href={isMember ? '/groups/new' : '/sign-in?next=%2Fgroups%2Fnew'}>
          {t('foundOne')}
        </a>
      </p>
    </div>
  </Page>
)

export type GroupValues = Partial<Record<string, string>>

/** The same fields for a new group and for one that a host changes. */
export const GroupFields = ({
  values,
  isNew,
  problems,
  t,
}: {
  values: GroupValues
  isNew: boolean
  problems: Problem[]
  t: Say
}) => (
  <>
    <TextField name="name" label={t('name')} value={values.name} problems={problems} />
    <TextArea name="about" label={t('about')} hint={t('aboutHint')} value={values.about} rows={5} problems={problems} />
    <SelectField
      name="kind"
      label={t('kind')}
      value={values.kind ?? 'interest'}
      choices={groupKinds.map((one) => ({ value: one, label: t(`kind_${one}`) }))}
      problems={problems}
    />
    <TextField name="area" label={t('area')} value={values.area} problems={problems} />
    <SelectField
      name="joining"
      label={t('joining')}
      value={values.joining ?? 'open'}
      choices={joinings.map((one) => ({ value: one, label: t(`joining_${one}`) }))}
      problems={problems}
    />
    <TextArea name="questions" label={t('questions')} value={values.questions} rows={3} problems={problems} />
    <TextArea name="agreement" label={t('agreement')} value={values.agreement} rows={4} problems={problems} />
    <TextField name="places" label={t('places')} value={values.places} problems={problems} />
    <Checkbox name="hidden" label={t('hidden')} checked={values.hidden === '1'} />
    <Checkbox name="adults" label={t('forAdults')} checked={values.adults === '1'} />
    {isNew && (
      <>
        <Checkbox
          name="confidential"
          label={t('makeConfidential')}
          hint={t('confidentialMeans')}
          checked={values.confidential === '1'}
        />
        <TextField
          name="pseudonym"
          label={t('pseudonym')}
          hint={t('pseudonymHint')}
          value={values.pseudonym}
          problems={problems}
        />
      </>
    )}
  </>
)

export const ShowFound = ({
  values = {},
  problems = [],
  t,
}: {
  values?: GroupValues
  problems?: Problem[]
  t: Say
}) => (
  <Page title={t('foundTitle')}>
    <div class="wrap narrow">
      <Crumbs links={[{ href: '/groups', label: t('groups') }]} />
      <h1>{t('foundTitle')}</h1>
      <p class="lead">{t('foundLead')}</p>
      <Form action="/groups/new" submit={t('found')} problems={problems}>
        <GroupFields values={values} isNew problems={problems} t={t} />
      </Form>
    </div>
  </Page>
)

export const valuesOf = (group: Group): GroupValues => ({
  name: group.name,
  about: group.about,
  kind: group.kind,
  area: group.area ?? '',
  joining: group.joining,
  questions: group.questions.join('\n'),
  agreement: group.agreement,
  places: group.places ? String(group.places) : '',
  hidden: group.hidden ? '1' : '',
  adults: group.adults ? '1' : '',
})

export const ShowEdit = ({
  group,
  values,
  problems = [],
  t,
}: {
  group: Group
  values?: GroupValues
  problems?: Problem[]
  t: Say
}) => (
  <Page title={t('edit')}>
    <div class="wrap narrow">
      <Crumbs
        links={[
          { href: '/groups', label: t('groups') },
          { href: `/groups/${group.id}`, label: group.name },
        ]}
      />
      <h1>{t('edit')}</h1>
      <Form action={`/groups/${group.id}/edit`} submit={t('save')} problems={problems}>
        <GroupFields values={values ?? valuesOf(group)} isNew={false} problems={problems} t={t} />
      </Form>
      <Panel title={group.archived_at ? t('restore') : t('archive')}>
        <p>{group.archived_at ? t('archived') : t('archiveText')}</p>
        <Form
          action={`/groups/${group.id}/${group.archived_at ? 'restore' : 'archive'}`}
          submit={group.archived_at ? t('restore') : t('archive')}
          tone="quiet"
        />
      </Panel>
    </div>
  </Page>
)

const Agreement = ({ text, confidential, t }: { text: string; confidential: boolean; t: Say }) => (
  <>
    {confidential && <Note>{t('limits')}</Note>}
    {text && (
      <>
        <h3>{t('agreement')}</h3>
        {text.split('\n').map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </>
    )}
  </>
)

const questionNames = ['answer0', 'answer1', 'answer2', 'answer3', 'answer4'] as const

/** How to come in: what is promised, what is asked, and one button. */
export const JoinPanel = ({
  group,
  isMember,
  typed = {},
  problems = [],
  t,
}: {
  group: Group
  isMember: boolean
  typed?: GroupValues
  problems?: Problem[]
  t: Say
}) => {
  if (group.mine?.state === 'asking') return <Panel title={t('youAsked')}>{t('askedNow')}</Panel>
  if (group.joining === 'invitation') return <Panel title={t('joining_invitation')}>{t('isClosed')}</Panel>
  const title = t(group.joining === 'open' ? 'join' : 'askToJoin')
  return (
    <Panel title={title}>
      <Agreement text={group.agreement} confidential={group.confidential} t={t} />
      {isMember ? (
        <Form action={`/groups/${group.id}/join`} submit={title} problems={problems}>
          <Hidden name="version" value={String(group.agreement_version)} />
          {group.joining === 'request' &&
            group.questions.map((question, index) => (
              <TextArea
                key={question}
                name={questionNames[index]!}
                label={question}
                value={typed[questionNames[index]!]}
                rows={2}
                problems={problems}
              />
            ))}
          <Checkbox name="agree" label={t('iAgree')} checked={typed.agree === '1'} problems={problems} />
        </Form>
      ) : (
        <p>
          <a class="btn" href={`/sign-in?next=${encodeURIComponent(`/groups/${group.id}`)}`}>
            {t('signInToJoin')}
          </a>
        </p>
      )}
    </Panel>
  )
}

export interface Look {
  id: string
  reason: string
  opened_at: Date
}

/** A group's page: what it is, then the talk for those who are in it, or the way in for those who are not. */
export const ShowGroup = ({
  group,
  isMember,
  hasHost,
  looks,
  time,
  typed,
  problems,
  children,
  t,
}: {
  group: Group
  isMember: boolean
  hasHost: boolean
  looks: Look[]
  time: (at: Date) => string
  typed?: GroupValues
  problems?: Problem[]
  children?: ComponentChildren
  t: Say
}) => {
  const isIn = group.mine?.state === 'member'
  const mustAgree = isIn && group.mine!.agreed_version < group.agreement_version
  return (
    <Page title={group.confidential ? t('groups') : group.name} noindex={group.hidden}>
      <div class="wrap">
        <Crumbs links={[{ href: '/groups', label: t('groups') }]} />
        <h1>{group.name}</h1>
        {group.about.split('\n').map((paragraph) => (
          <p key={paragraph} class="lead">
            {paragraph}
          </p>
        ))}
        <Facts
          facts={[
            { words: t(`kind_${group.kind}`) },
            ...(group.area ? [{ words: group.area, icon: 'map-pin' as const }] : []),
            ...(group.confidential
              ? [{ words: t('confidential') }]
              : [{ words: t('members', { count: group.taken }) }]),
            { words: t(`joining_${group.joining}`) },
          ]}
        />
        {group.glass && <Note>{t('glassNow', { time: time(group.glass.until) })}</Note>}
        {group.confidential && isIn && <Note>{t('limits')}</Note>}
        {group.archived_at && <Note>{t('archived')}</Note>}
        {looks.map((look) => (
          <Note key={look.id}>
            {t('looks')} {t('lookedOn', { date: time(look.opened_at), reason: look.reason })}
          </Note>
        ))}
        {isIn && !hasHost && (
          <Panel title={t('noHost')}>
            <Form action={`/groups/${group.id}/take-over`} submit={t('takeOver')} />
          </Panel>
        )}
        {mustAgree && (
          <Panel title={t('agreementAgain')}>
            <Agreement text={group.agreement} confidential={group.confidential} t={t} />
            <Form action={`/groups/${group.id}/agree`} submit={t('agree')} problems={problems}>
              <Hidden name="version" value={String(group.agreement_version)} />
              <Checkbox name="agree" label={t('iAgree')} problems={problems} />
            </Form>
          </Panel>
        )}
        {!isIn && !group.glass && (
          <JoinPanel group={group} isMember={isMember} typed={typed} problems={problems} t={t} />
        )}
        {children}
        {isIn && (
          <p class="links">
            <a href={`/groups/${group.id}/members`}>{t('membersTitle')}</a>
            {group.mine!.host && <a href={`/groups/${group.id}/edit`}>{t('edit')}</a>}
            <a href={`/groups/${group.id}/leave`}>{t('leave')}</a>
          </p>
        )}
      </div>
    </Page>
  )
}

export const ShowInvitation = ({
  name,
  about,
  agreement,
  confidential,
  invitationKey,
  isMember,
  problems = [],
  t,
}: {
  name: string
  about: string
  agreement: string
  confidential: boolean
  invitationKey: string
  isMember: boolean
  problems?: Problem[]
  t: Say
}) => (
  <Page title={t('invitationTitle')} noindex>
    <div class="wrap narrow">
      <h1>{t('invitationTitle')}</h1>
      <p class="lead">{t('invitationText', { name })}</p>
      <p>{about}</p>
      <Panel title={t('join')}>
        <Agreement text={agreement} confidential={confidential} t={t} />
        {isMember ? (
          <Form action="/groups/invitation" submit={t('join')} problems={problems}>
            <Hidden name="key" value={invitationKey} />
            {confidential && (
              <TextField name="pseudonym" label={t('pseudonym')} hint={t('pseudonymHint')} problems={problems} />
            )}
            <Checkbox name="agree" label={t('iAgree')} problems={problems} />
          </Form>
        ) : (
          <p>
            <a class="btn" href={`/sign-in?next=${encodeURIComponent(`/groups/invitation?key=${invitationKey}`)}`}>
              {t('signInToJoin')}
            </a>
          </p>
        )}
      </Panel>
    </div>
  </Page>
)
