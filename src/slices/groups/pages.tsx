import type { ComponentChildren } from 'preact'
import type { T } from '#kernel/messages/messages.ts'
import { Facts, More, Note, Panel, type Tone } from '#ui/card.tsx'
import type { Problem } from '#ui/field.tsx'
import { Checkbox, Form, Hidden, TextArea } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { ReportLink } from '#ui/report-link.tsx'
import type { MessageKey } from './messages/catalogue.ts'
import type { Group, GroupPage } from './queries.ts'
import type { GroupKind } from './rules.ts'

export type Say = T<MessageKey>

export const toneOf: Record<GroupKind, Tone> = {
  interest: 'marigold',
  neighbourhood: 'sky',
  parents: 'plum',
  faith: 'sky',
  support: 'plum',
  working: 'pine',
  programme: 'pine',
}

export const Paragraphs = ({ text, lead = false }: { text: string; lead?: boolean }) => (
  <>
    {text
      .split('\n')
      .filter((paragraph) => paragraph.trim())
      .map((paragraph) => (
        <p key={paragraph} class={lead ? 'lead' : undefined}>
          <bdi>{paragraph}</bdi>
        </p>
      ))}
  </>
)

interface PromiseProps {
  group: Pick<Group, 'agreement' | 'agreement_version' | 'confidential'>
  problems?: Problem[]
  ticked?: boolean
  t: Say
}

/** What is promised, in full before the box: how far words stay here, then what the group wrote itself. */
export const Promised = ({ group, t }: Pick<PromiseProps, 'group' | 't'>) => (
  <>
    {group.confidential && (
      <Note icon="shield-check" tone="plum">
        <p>{t('limits')}</p>
      </Note>
    )}
    {group.agreement && (
      <div class="group-agreement">
        <h3>{t('agreement')}</h3>
        <Paragraphs text={group.agreement} />
      </div>
    )}
  </>
)

/** A box to tick where there is something to promise; else nothing is asked. */
export const PromiseBox = ({ group, problems, ticked = false, t }: PromiseProps) =>
  group.agreement || group.confidential ? (
    <Checkbox name="agree" label={t('iAgree')} checked={ticked} problems={problems} />
  ) : (
    <Hidden name="agree" value="1" />
  )

/** Words in whatever language their writer used, kept from turning the rest of the line around. */
const isolated = (words: string) => `\u2068${words}\u2069`

const questionNames = ['answer0', 'answer1', 'answer2', 'answer3', 'answer4'] as const

interface JoinProps {
  group: Group
  isMember: boolean
  typed?: Partial<Record<string, string>>
  problems?: Problem[]
  t: Say
}

const JoinForm = ({ group, typed = {}, problems = [], t }: JoinProps) => {
  const asks = group.joining === 'request'
  return (
    <Form action={`/groups/${group.id}/join`} submit={t(asks ? 'askToJoin' : 'join')} problems={problems}>
      <Hidden name="version" value={String(group.agreement_version)} />
      {asks && <p class="small soft">{t('hostsSee')}</p>}
      {asks &&
        group.questions.map((question, index) => (
          <TextArea
            key={question}
            name={questionNames[index]!}
            label={isolated(question)}
            value={typed[questionNames[index]!]}
            rows={2}
            problems={problems}
          />
        ))}
      <PromiseBox group={group} problems={problems} ticked={typed.agree === '1'} t={t} />
    </Form>
  )
}

const Waiting = ({ group, t }: { group: Group; t: Say }) => (
  <Panel title={t('youAsked')}>
    <p>{t('askedNow')}</p>
    <Form action={`/groups/${group.id}/leave`} submit={t('takeBack')} tone="quiet" />
  </Panel>
)

/** How to come in: what is promised, what is asked, and one button. */
const JoinPanel = (props: JoinProps) => {
  const { group, isMember, t } = props
  if (group.mine?.state === 'asking') return <Waiting group={group} t={t} />
  if (group.joining === 'invitation' || group.full)
    return (
      <Panel title={t(group.full ? 'fullNow' : 'joining_invitation')}>
        <p>{t(group.full ? 'isFull' : 'onlyInvited')}</p>
        <p>
          <a class="btn quiet" href="/groups">
            {t('otherGroups')}
          </a>
        </p>
      </Panel>
    )
  return (
    <Panel title={t(group.joining === 'open' ? 'joinTitle' : 'askToJoin')}>
      <Promised group={group} t={t} />
      {isMember ? (
        <JoinForm {...props} />
      ) : (
        <>
          <p>{t('signInWhy')}</p>
          <p>
            <a class="btn" href={`/sign-in?next=${encodeURIComponent(`/groups/${group.id}`)}`}>
              {t('signInToJoin')}
            </a>
          </p>
        </>
      )}
    </Panel>
  )
}

/** The agreement as it is now stands before the next word. */
const AgreeAgain = ({ group, problems, t }: { group: Group; problems?: Problem[]; t: Say }) => (
  <Panel title={t('agreementAgain')}>
    <Promised group={group} t={t} />
    <Form action={`/groups/${group.id}/agree`} submit={t('agree')} problems={problems}>
      <Hidden name="version" value={String(group.agreement_version)} />
      <Checkbox name="agree" label={t('iAgree')} problems={problems} />
    </Form>
  </Panel>
)

const factsOf = (group: Group, t: Say) => [
  { words: t(`kind_${group.kind}`) },
  ...(group.area ? [{ words: group.area, icon: 'map-pin' as const }] : []),
  ...(group.confidential ? [{ words: t('confidential'), icon: 'key-round' as const }] : []),
  ...(group.confidential || group.taken === null
    ? []
    : [{ words: t('members', { count: group.taken }), icon: 'users' as const }]),
  { words: t(`joining_${group.joining}`) },
  ...(group.adults ? [{ words: t('adultsShort') }] : []),
]

const Notices = ({ group, lookedAfter, looks, day, time, t }: ShownGroup) => (
  <>
    {group.glass && (
      <Note icon="shield-check" tone="clay">
        <p>{t('glassNow', { time: time(group.glass.until) })}</p>
      </Note>
    )}
    {group.archived_at && (
      <Note icon="info">
        <p>{t('archived')}</p>
      </Note>
    )}
    {(group.mine?.asleep || lookedAfter === 'asleep') && (
      <Note icon="info" tone="marigold">
        <p>{t(group.mine?.asleep ? 'asleepYou' : 'asleepHosts')}</p>
        {group.mine?.asleep && (
          <p>
            <a href="/account/roles">{t('asleepLook')}</a>
          </p>
        )}
      </Note>
    )}
    {(group.moderated.hidden || group.moderated.locked) && (
      <Note icon="info">
        <p>{t('pausedByModerators')}</p>
      </Note>
    )}
    {looks.map((look) => (
      <Note key={look.id} icon="shield-check" tone="clay">
        <p>
          <strong>{t('looks')}</strong> {t('lookedOn', { date: day(look.opened_at), reason: look.reason })}
        </p>
      </Note>
    ))}
  </>
)

/** What a member does here, besides talking. */
const Ways = ({ group, asking, t }: Pick<ShownGroup, 'group' | 'asking' | 't'>) => {
  const at = `/groups/${group.id}`
  return (
    <nav aria-label={t('yourPlace')}>
      <ul class="group-ways">
        {asking > 0 && (
          <li>
            <a class="waiting" href={`${at}/members#asking`}>
              {t('someAsk', { count: asking })}
            </a>
          </li>
        )}
        <li>
          <a href={`${at}/members`}>{t('membersTitle')}</a>
        </li>
        {group.mine?.host && (
          <>
            <li>
              <a href={`${at}/members#invite`}>{t('invite')}</a>
            </li>
            <li>
              <a href={`${at}/edit`}>{t('edit')}</a>
            </li>
          </>
        )}
        {group.mine && (
          <li>
            <a class="group-out" href={`${at}/leave`}>
              {t('leave')}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

/** What follows from joining, so that nobody has to guess. */
const Steps = ({ group, hosts, t }: Pick<ShownGroup, 'group' | 'hosts' | 't'>) => (
  <>
    {hosts.length > 0 && (
      <p>
        {t('lookedAfterBy')} <bdi>{hosts.join(', ')}</bdi>
      </p>
    )}
    {group.joining !== 'invitation' && (
      <section class="group-steps">
        <h2>{t('whatThen')}</h2>
        <ol>
          <li>{t(group.joining === 'open' ? 'stepOpen' : 'stepRequest')}</li>
          <li>{t('stepRead')}</li>
          <li>{t('stepLeave')}</li>
        </ol>
      </section>
    )}
  </>
)

interface ShownGroup extends GroupPage {
  isMember: boolean
  day: (at: Date) => string
  time: (at: Date) => string
  typed?: Partial<Record<string, string>>
  problems?: Problem[]
  /** What is said in it, where somebody hangs it in. */
  children?: ComponentChildren
  t: Say
}

const NobodyLooksAfter = ({ group, t }: { group: Group; t: Say }) => (
  <Panel title={t('noHost')}>
    <p>{t('noHostText')}</p>
    <Form action={`/groups/${group.id}/take-over`} submit={t('takeOver')} />
  </Panel>
)

const Head = ({ group, t }: { group: Group; t: Say }) => (
  <>
    <h1>
      <bdi>{group.name}</bdi>
    </h1>
    <Facts facts={factsOf(group, t)} />
    <Paragraphs text={group.about} lead />
  </>
)

/** For those who are in it: what has changed, what they can do, then what is said. */
const Inside = (props: ShownGroup) => {
  const { group, asking, lookedAfter, couldHost, problems, children, t } = props
  const isIn = group.mine?.state === 'member'
  const mustAgree = isIn && group.mine!.agreed_version < group.agreement_version
  return (
    <div class={`stack narrow group-page tone-${toneOf[group.kind]}`}>
      <Head group={group} t={t} />
      <Notices {...props} />
      {group.confidential && group.mine?.pseudonym && (
        <p>
          {t('youAre')} <bdi class="group-host">{group.mine.pseudonym}</bdi>
        </p>
      )}
      <Ways group={group} asking={asking} t={t} />
      {lookedAfter === 'no' || (lookedAfter === 'asleep' && couldHost) ? (
        <NobodyLooksAfter group={group} t={t} />
      ) : null}
      {mustAgree && <AgreeAgain group={group} problems={problems} t={t} />}
      {isIn && !mustAgree && (group.agreement || group.confidential) && (
        <More title={t('agreement')}>
          <Promised group={group} t={t} />
        </More>
      )}
      {children}
      <ReportLink kind="group" id={group.id} />
    </div>
  )
}

/** For those who are not: what it is, what follows, and the way in. */
const Outside = ({ group, hosts, isMember, typed, problems, t }: ShownGroup) => (
  <div class="with-side">
    <div class={`stack group-page tone-${toneOf[group.kind]}`}>
      <Head group={group} t={t} />
      <Steps group={group} hosts={hosts} t={t} />
      <ReportLink kind="group" id={group.id} />
    </div>
    <aside>
      <JoinPanel group={group} isMember={isMember} typed={typed} problems={problems} t={t} />
      {!group.confidential && !group.archived_at && group.joining !== 'invitation' && (
        <a class="btn quiet wide no-print" href={`/groups/${group.id}/poster.pdf`} rel="nofollow">
          <Icon name="printer" />
          {t('posterMake')}
        </a>
      )}
    </aside>
  </div>
)

export const ShowGroup = (props: ShownGroup) => {
  const { group, t } = props
  const isIn = group.mine?.state === 'member' || group.glass !== null
  return (
    <Page title={group.confidential ? t('groups') : group.name} noindex={group.hidden}>
      <div class={isIn ? 'wrap narrow' : 'wrap'}>
        <Crumbs links={[{ href: '/groups', label: t('groups') }]} />
        {isIn ? <Inside {...props} /> : <Outside {...props} />}
      </div>
    </Page>
  )
}
