import type { ComponentChildren } from 'preact'
import { Empty, Note } from '#ui/card.tsx'
import { CrisisHelp } from '#ui/crisis-help.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { useFrame } from '#ui/frame.ts'
import { Icon } from '#ui/icon.tsx'
import { Page } from '#ui/page.tsx'
import { OutsideLink } from '#ui/rich.tsx'
import { Compose, QuickReply, type Refused } from './compose/pages.tsx'
import { nameOf, PostShown, type Posts, type Words } from './post/pages.tsx'
import type { Pin, TalkView, Thread, ThreadView } from './queries.ts'
import type { Letters } from './rules.ts'
import type { Talk } from './talk/queries.ts'

export interface Shown extends Refused, Posts {
  /** Makes a mark for each form, so that sent twice it posts once. */
  mark: () => string
  /** Numbers to ring beside one's own words of distress; for their author alone. */
  help?: { name: string; number: string }[]
}

const backLabel = ({ t, talk }: Pick<Shown, 't' | 'talk'>) =>
  talk.confidential ? t('backToCircle') : t('backToGroup', { group: talk.name })

export const BackTo = ({ href, label }: { href: string; label: string }) => (
  <p>
    <a class="way-back" href={href}>
      <Icon name="arrow-left" />
      <bdi>{label}</bdi>
    </a>
  </p>
)

/** Sentences for one to ten new posts, and for more: the script only picks one. */
const liveWords = (t: Words) =>
  JSON.stringify([...Array.from({ length: 10 }, (_, at) => t('liveNew', { count: at + 1 })), t('liveMore')])

interface LiveProps {
  posts: Posts
  newest: string | null
  /** The one thread that the page is about. */
  only?: string
  children: ComponentChildren
}

/** What the script keeps up to date. What came is announced and counted; nothing jumps until somebody asks for it. */
const Live = ({ posts: { t, talk }, newest, only, children }: LiveProps) => {
  const { asset } = useFrame()
  return (
    <div
      class="talk-live"
      data-live={`/groups/${talk.groupId}/live${newest ? `?after=${newest}` : ''}`}
      data-talk={`/groups/${talk.groupId}/talk`}
      data-newest={newest}
      data-words={liveWords(t)}
      data-only={only}
    >
      <div data-news role="status" />
      {children}
      <script type="module" src={asset('live-talk.js')} />
    </div>
  )
}

/** Said before somebody writes, not after. */
const Slowed = ({ t, talk, thread }: { t: Words; talk: Talk; thread: Pick<Thread, 'locked' | 'slowMinutes'> }) =>
  talk.writes && !thread.locked && thread.slowMinutes > 0 ? (
    <p class="small soft">{t('slowedThread', { minutes: thread.slowMinutes })}</p>
  ) : null

const ThreadShown = ({ thread, ...posts }: Shown & { thread: Thread }) => {
  const { t, talk, mark, when } = posts
  const address = `/groups/${talk.groupId}/posts/${thread.id}`
  const more = thread.replyCount > thread.replies.length
  const about = { name: nameOf(t, thread.writer), when: when(thread.madeAt, talk.confidential) }
  return (
    <section class="talk-thread" data-thread={thread.id}>
      <PostShown {...posts} post={thread} />
      <div class="talk-replies">
        {more && (
          <p>
            <a href={address}>{t('showReplies', { count: thread.replyCount })}</a>
          </p>
        )}
        {thread.replies.map((reply) => (
          <PostShown key={reply.id} {...posts} post={reply} />
        ))}
        {thread.locked && <p class="small soft">{t('lockedThread')}</p>}
        <Slowed t={t} talk={talk} thread={thread} />
        {talk.writes && !thread.locked && (
          <QuickReply
            t={t}
            talk={talk}
            mark={mark}
            thread={thread.id}
            about={t('aboutPost', { what: t('reply'), ...about })}
          />
        )}
      </div>
    </section>
  )
}

/** The threads, with a line where one had read to. */
const Threads = ({ threads, ...posts }: Shown & { threads: Thread[] }) => {
  const { t } = posts
  const firstOld = threads.findIndex(({ isNew, replies }) => !isNew && !replies.some((reply) => reply.isNew))
  return (
    <div class="talk" data-list>
      {threads.map((thread, order) => (
        <>
          {order === firstOld && order > 0 && (
            <p class="talk-line" key={`line-${thread.id}`}>
              <span>{t('newSince')}</span>
            </p>
          )}
          <ThreadShown key={thread.id} {...posts} thread={thread} />
        </>
      ))}
      {threads.length === 0 && <Empty title={t('sayFirst')} text={posts.talk.writes ? t('sayFirstText') : undefined} />}
    </div>
  )
}

export const PinShown = ({ pin: { title, url, note } }: { pin: Pin }) => (
  <>
    {url ? <OutsideLink href={url}>{title}</OutsideLink> : <bdi>{title}</bdi>}
    {note && (
      <p class="small soft" dir="auto">
        {note}
      </p>
    )}
  </>
)

/** What the hosts keep for everybody: folded, so that the talk itself comes first. */
const Pins = ({ t, talk, pins }: { t: Words; talk: Talk; pins: Pin[] }) =>
  pins.length || talk.hosts ? (
    <details class="more talk-pins">
      <summary>{t('pinsCount', { count: pins.length })}</summary>
      <ul>
        {pins.map((pin) => (
          <li key={pin.id}>
            <PinShown pin={pin} />
          </li>
        ))}
      </ul>
      {talk.hosts && (
        <p class="small">
          <a href={`/groups/${talk.groupId}/pins`}>{t('managePins')}</a>
        </p>
      )}
    </details>
  ) : null

export interface TalkProps extends Shown {
  view: TalkView
  letters: Letters
  /** Of older pages: leads back to the newest. */
  paged?: boolean
}

/** First words of newcomers, for the hosts to look at. */
const Waiting = ({ t, talk, view: { waiting } }: TalkProps) =>
  talk.hosts && waiting.length > 0 ? (
    <Note icon="mail" tone="marigold">
      <p>{t('firstPostsWait', { count: waiting.length })}</p>
      <ul class={waiting.length === 1 ? 'plain' : undefined}>
        {waiting.map(({ id, threadId }) => (
          <li key={id}>
            <a href={`/groups/${talk.groupId}/posts/${threadId ?? id}#post-${id}`}>{t('lookAtIt')}</a>
          </li>
        ))}
      </ul>
    </Note>
  ) : null

const silence = { agree: 'agreeFirst', young: 'pausedForYoung', over: 'notWritable' } as const

/** Why one cannot write here now, and what follows. */
const Silent = ({ t, talk }: Pick<TalkProps, 't' | 'talk'>) =>
  talk.silent === 'young' ? (
    <Note icon="shield-check" tone="marigold">
      <p>{t('pausedForYoung')}</p>
    </Note>
  ) : (
    <p class="soft">{t(silence[talk.silent ?? 'over'])}</p>
  )

const NewWords = (props: TalkProps) => {
  const { t, talk, view } = props
  if (!talk.writes) return <Silent t={t} talk={talk} />
  return (
    <section class="panel talk-compose">
      <Compose
        {...props}
        action={`/groups/${talk.groupId}/posts`}
        thread={null}
        draft={view.draft}
        label={t('yourWords')}
        submit={t('post')}
      />
    </section>
  )
}

/** The small ways beside talking: a poll, the letters. */
const Ways = ({ t, talk, letters }: TalkProps) => (
  <ul class="inline small">
    {talk.writes && (
      <li>
        <a href={`/groups/${talk.groupId}/polls`}>{t('newPoll')}</a>
      </li>
    )}
    {talk.member && (
      <li>
        <a href={`/groups/${talk.groupId}/letters`}>{t('lettersLink', { choice: t(letters) })}</a>
      </li>
    )}
  </ul>
)

/** The whole conversation as a part of a page: the group's own page shows it too. */
export const Conversation = (props: TalkProps) => {
  const { t, talk, view, paged = false } = props
  return (
    <div class="talk-room">
      <CrisisHelp lines={props.help ?? []} />
      {paged ? (
        <BackTo href={`/groups/${talk.groupId}`} label={t('newestPosts')} />
      ) : (
        <>
          <Waiting {...props} />
          <NewWords {...props} />
          <Ways {...props} />
          <Pins t={t} talk={talk} pins={view.pins} />
        </>
      )}
      <Live posts={props} newest={paged ? null : view.newest}>
        <Threads {...props} threads={view.threads} />
      </Live>
      <div class="inline">
        {view.older && (
          <a class="btn quiet" href={`/groups/${talk.groupId}/talk?before=${view.older}`}>
            {t('olderPosts')}
          </a>
        )}
        {!paged && view.newest && view.unread > 0 && (
          <Form action={`/groups/${talk.groupId}/read`} submit={t('readAll')} tone="quiet">
            <Hidden name="to" value={view.newest} />
          </Form>
        )}
      </div>
    </div>
  )
}

export const ShowTalk = (props: TalkProps) => {
  const { t, talk } = props
  const title = talk.confidential ? t('talkTitle') : t('talkOf', { group: talk.name })
  return (
    <Page title={title} noindex>
      <div class="wrap narrow stack">
        <BackTo href={`/groups/${talk.groupId}`} label={backLabel(props)} />
        <h1>{talk.confidential ? t('talkTitle') : <bdi>{talk.name}</bdi>}</h1>
        <p class="lead">{talk.confidential ? t('circleLead') : t('talkLead')}</p>
        <Conversation {...props} />
      </div>
    </Page>
  )
}

export interface ThreadProps extends Shown {
  view: ThreadView
}

export const ShowThread = (props: ThreadProps) => {
  const { t, talk, view } = props
  const { thread } = view
  return (
    <Page title={t('talkTitle')} noindex>
      <div class="wrap narrow stack">
        <BackTo href={`/groups/${talk.groupId}`} label={backLabel(props)} />
        <h1 class="sr">{t('talkTitle')}</h1>
        <CrisisHelp lines={props.help ?? []} />
        <Live posts={props} newest={view.newest} only={thread.id}>
          <section class="talk-thread" data-list data-thread={thread.id}>
            <PostShown {...props} post={thread} />
            <div class="talk-replies">
              {thread.replies.map((reply) => (
                <PostShown key={reply.id} {...props} post={reply} />
              ))}
            </div>
          </section>
        </Live>
        {view.later && (
          <p>
            <a class="btn quiet" href={`/groups/${talk.groupId}/posts/${thread.id}?after=${view.later}`}>
              {t('laterReplies')}
            </a>
          </p>
        )}
        <ReplyHere {...props} />
      </div>
    </Page>
  )
}

const ReplyHere = (props: ThreadProps) => {
  const { t, talk, view } = props
  if (view.thread.locked) return <p class="soft">{t('lockedThread')}</p>
  if (!talk.writes) return <Silent t={t} talk={talk} />
  return (
    <section class="panel talk-compose">
      <Slowed t={t} talk={talk} thread={view.thread} />
      <Compose
        {...props}
        action={`/groups/${talk.groupId}/posts/${view.thread.id}/replies`}
        thread={view.thread.id}
        draft={view.draft}
        label={t('yourReply')}
        submit={t('reply')}
      />
    </section>
  )
}
