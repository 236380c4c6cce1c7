import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import { Empty, More, Note } from '#ui/card.tsx'
import { Checkbox, ErrorSummary, Form, Hidden, TextArea, TextField } from '#ui/form.tsx'
import { useFrame } from '#ui/frame.ts'
import { Icon } from '#ui/icon.tsx'
import { Page } from '#ui/page.tsx'
import { OutsideLink } from '#ui/rich.tsx'
import type { TalkKey } from './messages/catalogue.ts'
import { PostShown, type Posts } from './post/pages.tsx'
import type { Pin, TalkView, Thread, ThreadView } from './queries.ts'
import type { Letters } from './rules.ts'
import type { Talk } from './talk/queries.ts'

type Words = T<TalkKey>

/** What a person typed into a form, and what was wrong with it. */
export interface Refused {
  typed?: Record<string, string>
  problems?: Problem[]
}

export interface Crisis {
  name: string
  number: string
}

export interface Shown extends Refused {
  t: Words
  talk: Talk
  /** A new mark for the next form, so that sent twice it posts once. */
  once: string
  when: (at: Date, coarse: boolean) => string
  help?: Crisis[]
}

const backLabel = ({ t, talk }: Pick<Shown, 't' | 'talk'>) =>
  talk.confidential ? t('backToCircle') : t('backToGroup', { group: talk.name })

export const BackTo = ({ href, label }: { href: string; label: string }) => (
  <p>
    <a href={href}>
      <Icon name="arrow-left" /> {label}
    </a>
  </p>
)

/** Numbers to ring, shown to whoever wrote words of distress and to nobody else. Nothing was stopped or told because of them. */
export const CrisisHelp = ({ t, help = [] }: Pick<Shown, 't' | 'help'>) =>
  help.length ? (
    <Note icon="heart-handshake" tone="clay">
      <h2>{t('helpTitle')}</h2>
      <p>{t('helpText')}</p>
      <ul>
        {help.map(({ name, number }) => (
          <li key={number}>
            {name === number ? '' : `${name} `}
            <a href={`tel:${number.replace(/\s/gu, '')}`}>
              <bdi>{number}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href="/help-now">{t('helpTell')}</a>
      </p>
    </Note>
  ) : null

interface ComposeProps extends Shown {
  action: string
  draft: string
  label: string
  submit: string
}

/** The form for new words: whole without script; with it, what is typed outlives a lost connection. */
const Compose = ({ t, talk, once, typed = {}, problems = [], draft, action, label, submit }: ComposeProps) => (
  <div data-draft={action}>
    <Form action={action} submit={submit} encoding="multipart/form-data">
      <Hidden name="once" value={typed.once ?? once} />
      {draft && !typed.text && <p class="small soft">{t('draftKept')}</p>}
      <TextArea
        name="text"
        label={label}
        hint={t('yourWordsHint')}
        value={typed.text ?? draft}
        problems={problems}
        rows={4}
        maxLength={20_000}
      />
      {talk.anonymous && (
        <Checkbox
          name="anonymous"
          label={t('anonymous')}
          hint={t('anonymousHint')}
          checked={typed.anonymous === '1'}
          problems={problems}
        />
      )}
      <PictureFields t={t} typed={typed} problems={problems} />
    </Form>
  </div>
)

const PictureFields = ({ t, typed = {}, problems = [] }: { t: Words } & Refused) => {
  const wrong = problems.some(({ field }) => field === 'alt' || field === 'picture')
  const fields = (
    <>
      <div class="field">
        <label for="field-picture">{t('picture')}</label>
        <span class="hint" id="hint-picture">
          {t('pictureHint')}
        </span>
        <input
          type="file"
          id="field-picture"
          name="picture"
          accept="image/jpeg,image/png,image/webp,image/gif"
          aria-describedby="hint-picture"
        />
        {problems
          .filter(({ field }) => field === 'picture')
          .map(({ message }) => (
            <span class="problem" key={message}>
              {message}
            </span>
          ))}
      </div>
      <TextField
        name="alt"
        label={t('alt')}
        hint={t('altHint')}
        value={typed.alt}
        problems={problems}
        maxLength={300}
        optional
      />
    </>
  )
  return wrong ? fields : <More title={t('addPicture')}>{fields}</More>
}

/** Sentences for one to ten new posts, and for more: the script only picks one. */
const liveWords = (t: Words) =>
  JSON.stringify([...Array.from({ length: 10 }, (_, at) => t('liveNew', { count: at + 1 })), t('liveMore')])

interface ListProps extends Shown, Pick<TalkView, 'threads' | 'older' | 'newest' | 'unread'> {
  letters: Letters
}

/** The threads, live where scripts run: news are announced and counted, nothing jumps until somebody asks for it. */
export const TalkList = ({ t, talk, threads, newest, ...rest }: ListProps) => {
  const { asset } = useFrame()
  const firstOld = threads.findIndex(({ isNew }) => !isNew)
  const posts: Posts = { t, talk, when: rest.when }
  return (
    <div
      data-live={`/groups/${talk.groupId}/live${newest ? `?after=${newest}` : ''}`}
      data-words={liveWords(t)}
      data-key={talk.groupId}
    >
      <div data-news role="status" />
      <div class="talk" data-list>
        {threads.map((thread, order) => (
          <>
            {order === firstOld && order > 0 && (
              <p class="talk-line" key={`line-${thread.id}`}>
                <span>{t('newSince')}</span>
              </p>
            )}
            <ThreadShown key={thread.id} posts={posts} thread={thread} />
          </>
        ))}
        {threads.length === 0 && <Empty title={t('sayFirst')} text={t('sayFirstText')} />}
      </div>
      <script type="module" src={asset('live-talk.js')} />
    </div>
  )
}

const ThreadShown = ({ posts, thread }: { posts: Posts; thread: Thread }) => {
  const { t, talk } = posts
  const address = `/groups/${talk.groupId}/posts/${thread.id}`
  const all = thread.replyCount > thread.replies.length
  return (
    <section class="talk-thread" data-thread={thread.id}>
      <PostShown {...posts} post={thread} />
      <div class="talk-replies">
        {all && (
          <p>
            <a href={address}>{t('showReplies', { count: thread.replyCount })}</a>
          </p>
        )}
        {thread.replies.map((reply) => (
          <PostShown key={reply.id} {...posts} post={reply} />
        ))}
        {!all && talk.writes && !thread.locked && (
          <p>
            <a href={`${address}#field-text`}>
              {t('reply')}
              <span class="sr"> {thread.text.slice(0, 60)}</span>
            </a>
          </p>
        )}
      </div>
    </section>
  )
}

const PinList = ({ t, talk, pins }: { t: Words; talk: Talk; pins: Pin[] }) =>
  pins.length || talk.hosts ? (
    <section class="panel talk-pins" aria-labelledby="pins">
      <h2 id="pins">{t('pins')}</h2>
      {pins.length ? (
        <ul>
          {pins.map((pin) => (
            <li key={pin.id}>
              <PinShown pin={pin} />
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{t('noPins')}</p>
      )}
      {talk.hosts && (
        <p>
          <a href={`/groups/${talk.groupId}/pins`}>{t('managePins')}</a>
        </p>
      )}
    </section>
  ) : null

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

/** What one can do besides reading, below the posts. */
const Ways = ({ t, talk, older, newest, unread, letters }: ListProps) => (
  <div class="stack">
    {older && (
      <p>
        <a class="btn quiet" href={`/groups/${talk.groupId}/talk?before=${older}`}>
          {t('olderPosts')}
        </a>
      </p>
    )}
    {newest && unread > 0 && (
      <Form action={`/groups/${talk.groupId}/read`} submit={t('readAll')} tone="quiet">
        <Hidden name="to" value={newest} />
      </Form>
    )}
    {talk.member && (
      <p class="small">
        <a href={`/groups/${talk.groupId}/letters`}>{t('lettersLink', { choice: t(letters) })}</a>
      </p>
    )}
  </div>
)

export interface TalkProps extends Shown {
  view: TalkView
  letters: Letters
  /** Of older pages: leads back to the newest. */
  paged?: boolean
}

/** The whole conversation as a part of a page: the group's own page shows it too. */
export const Conversation = (props: TalkProps) => {
  const { t, talk, view, paged = false, problems = [] } = props
  const list = { ...props, ...view, letters: props.letters }
  return (
    <div class="stack">
      <CrisisHelp t={t} help={props.help} />
      <ErrorSummary problems={problems} />
      {!paged && <PinList t={t} talk={talk} pins={view.pins} />}
      {!paged && talk.writes && (
        <section class="panel talk-compose">
          <Compose
            {...props}
            action={`/groups/${talk.groupId}/posts`}
            draft={view.draft}
            label={t('yourWords')}
            submit={t('post')}
          />
          {!talk.confidential && (
            <p>
              <a href={`/groups/${talk.groupId}/polls`}>{t('newPoll')}</a>
            </p>
          )}
        </section>
      )}
      {!talk.writes && <p class="soft">{talk.member ? t('agreeFirst') : t('notWritable')}</p>}
      {paged && <BackTo href={`/groups/${talk.groupId}/talk`} label={t('newestPosts')} />}
      <TalkList {...list} />
      <Ways {...list} />
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
  const { t, talk, view, problems = [] } = props
  const posts: Posts = { t, talk, when: props.when }
  const { thread } = view
  return (
    <Page title={t('talkTitle')} noindex>
      <div class="wrap narrow stack">
        <BackTo href={`/groups/${talk.groupId}/talk`} label={t('backToTalk')} />
        <h1 class="sr">{t('talkTitle')}</h1>
        <CrisisHelp t={t} help={props.help} />
        <ErrorSummary problems={problems} />
        <div
          data-live={`/groups/${talk.groupId}/live${view.newest ? `?after=${view.newest}` : ''}`}
          data-words={liveWords(t)}
          data-key={talk.groupId}
          data-only={thread.id}
        >
          <div data-news role="status" />
          <section class="talk-thread" data-list data-thread={thread.id}>
            <PostShown {...posts} post={thread} />
            <div class="talk-replies">
              {thread.replies.map((reply) => (
                <PostShown key={reply.id} {...posts} post={reply} />
              ))}
            </div>
          </section>
          <LiveScript />
        </div>
        {view.later && (
          <p>
            <a class="btn quiet" href={`/groups/${talk.groupId}/posts/${thread.id}?after=${view.later}`}>
              {t('laterReplies')}
            </a>
          </p>
        )}
        {thread.locked ? (
          <p class="soft">{t('lockedThread')}</p>
        ) : (
          talk.writes && (
            <section class="panel talk-compose">
              <Compose
                {...props}
                action={`/groups/${talk.groupId}/posts/${thread.id}/replies`}
                draft={view.draft}
                label={t('yourReply')}
                submit={t('reply')}
              />
            </section>
          )
        )}
      </div>
    </Page>
  )
}

const LiveScript = () => {
  const { asset } = useFrame()
  return <script type="module" src={asset('live-talk.js')} />
}
