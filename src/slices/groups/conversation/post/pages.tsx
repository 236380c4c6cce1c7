import type { T } from '#kernel/messages/messages.ts'
import { Icon } from '#ui/icon.tsx'
import { Rich } from '#ui/rich.tsx'
import { Token } from '../compose/pages.tsx'
import type { TalkKey } from '../messages/catalogue.ts'
import { PollShown } from '../polls/pages.tsx'
import { folded, initialOf, reactions, toneOf } from '../rules.ts'
import type { Talk } from '../talk/queries.ts'
import type { ShownPost, Writer } from './queries.ts'

export type Words = T<TalkKey>

/** What every post on a page shares. */
export interface Posts {
  t: Words
  talk: Talk
  when: (at: Date, coarse: boolean) => string
}

export interface PostProps extends Posts {
  post: ShownPost
}

export const nameOf = (t: Words, writer: Writer): string =>
  writer.kind === 'named' ? writer.name : writer.kind === 'alias' ? t('somebody', { number: writer.number }) : t('gone')

/** An exact time tells who was awake: without a name, and in a circle, only the day is shown. */
const coarse = ({ talk, post }: Pick<PostProps, 'talk' | 'post'>) => talk.confidential || post.writer.kind === 'alias'

/** A letter in a colour, so that one finds a voice again; for the eye alone. */
const Face = ({ writer, name }: { writer: Writer; name: string }) => (
  <span class={writer.kind === 'gone' ? 'face' : `face tone-${toneOf(name)}`} aria-hidden="true">
    {writer.kind === 'named' ? initialOf(name) : <Icon name="user-round" />}
  </span>
)

export const PostShown = (props: PostProps) => {
  const { t, talk, post } = props
  const name = nameOf(t, post.writer)
  const at = props.when(post.madeAt, coarse(props))
  const classes = ['post', post.isNew && 'new', post.own && 'own'].filter(Boolean).join(' ')
  return (
    <article class={classes} id={`post-${post.id}`} aria-label={t('postBy', { name, when: at })}>
      <Face writer={post.writer} name={name} />
      <div class="post-body">
        <header class="post-head">
          <WriterName t={t} post={post} name={name} />
          <span class="small soft">
            <a href={`/groups/${talk.groupId}/posts/${post.threadId ?? post.id}#post-${post.id}`}>{at}</a>
            {post.edited && ` · ${t('edited')}`}
          </span>
        </header>
        {post.hidden && <p class="small soft">{t('hiddenForOthers')}</p>}
        {post.deleted ? <p class="soft">{t('deletedByWriter')}</p> : <PostBody {...props} about={{ name, when: at }} />}
      </div>
    </article>
  )
}

const WriterName = ({ t, post: { writer, own }, name }: { t: Words; post: ShownPost; name: string }) => (
  <strong>
    {writer.kind === 'named' && writer.personId ? (
      <a href={`/people/${writer.personId}`}>
        <bdi>{name}</bdi>
      </a>
    ) : (
      <bdi>{name}</bdi>
    )}
    {own && <span class="post-you small">{t('you')}</span>}
  </strong>
)

/** Who wrote it and when, for those who hear one link after the other. */
interface About {
  about: { name: string; when: string }
}

const PostBody = (props: PostProps & About) => {
  const { talk, post } = props
  return (
    <>
      <PostText {...props} />
      {post.picture && (
        <img
          class="post-picture"
          src={`/groups/${talk.groupId}/posts/${post.id}/picture`}
          alt={post.picture.alt}
          width={post.picture.width}
          height={post.picture.height}
          loading="lazy"
          decoding="async"
        />
      )}
      {post.poll && <PollShown {...props} poll={post.poll} />}
      <PostWays {...props} />
    </>
  )
}

const PostText = ({ t, post }: PostProps) => {
  const { start, rest } = folded(post.text)
  return (
    <div class="post-words">
      <Rich text={start} />
      {rest && (
        <details class="more">
          <summary>{t('readOn')}</summary>
          <Rich text={rest} />
        </details>
      )}
    </div>
  )
}

/** Answers of one word, and the quiet ways at the end: change, report. */
const PostWays = (props: PostProps & About) => {
  const { t, talk, post, about } = props
  const address = `/groups/${talk.groupId}/posts/${post.id}`
  const label = t(post.own ? 'edit' : 'report')
  return (
    <footer class="post-ways">
      {talk.writes ? <ReactionForm {...props} /> : <ReactionCounts t={t} post={post} />}
      <a
        class="small quiet-link"
        href={post.own ? `${address}/edit` : `/report/post/${post.id}`}
        rel="nofollow"
        aria-label={t('aboutPost', { what: label, ...about })}
      >
        {label}
      </a>
      {post.held && <HeldNote {...props} />}
    </footer>
  )
}

const counted = (t: Words, { reaction, count, mine }: ShownPost['reactions'][number]) =>
  t(mine ? 'reactionMine' : 'reactionCount', { word: t(reaction), count })

const ReactionCounts = ({ t, post }: { t: Words; post: ShownPost }) =>
  post.reactions.length ? (
    <ul class="facts">
      {post.reactions.map((one) => (
        <li key={one.reaction}>{counted(t, one)}</li>
      ))}
    </ul>
  ) : null

const ReactionForm = ({ t, talk, post, about }: PostProps & About) => {
  const given = new Map(post.reactions.map((one) => [one.reaction, one]))
  const button = (reaction: (typeof reactions)[number]) => {
    const one = given.get(reaction)
    return (
      <button
        key={reaction}
        type="submit"
        name="reaction"
        value={reaction}
        class={one?.mine ? 'reaction mine' : 'reaction'}
        aria-pressed={one?.mine ? 'true' : 'false'}
      >
        {one ? counted(t, one) : t(reaction)}
      </button>
    )
  }
  const fresh = reactions.filter((reaction) => !given.has(reaction))
  return (
    <form class="word-ways" method="post" action={`/groups/${talk.groupId}/posts/${post.id}/reactions`} data-quick>
      <Token />
      {reactions.filter((reaction) => given.has(reaction)).map(button)}
      {fresh.length > 0 && (
        <details class="fresh">
          <summary class="reaction" aria-label={t('aboutPost', { what: t('answerWithWord'), ...about })}>
            <Icon name="hand-heart" />
            {t('answerWithWord')}
          </summary>
          <div class="reactions">{fresh.map(button)}</div>
        </details>
      )}
    </form>
  )
}

const HeldNote = ({ t, talk, post }: PostProps) => {
  if (!talk.hosts && !post.own) return null
  return (
    <div class="held small">
      <span class="soft">{t(post.own ? 'heldOwn' : 'heldFromMail')}</span>
      {talk.hosts && !post.own && (
        <form method="post" action={`/groups/${talk.groupId}/posts/${post.id}/approve`}>
          <Token />
          <button class="btn quiet less" type="submit">
            {t('approve')}
          </button>
        </form>
      )}
    </div>
  )
}
