import type { T } from '#kernel/messages/messages.ts'
import { useFrame } from '#ui/frame.ts'
import { Icon } from '#ui/icon.tsx'
import { Rich } from '#ui/rich.tsx'
import type { TalkKey } from '../messages/catalogue.ts'
import type { Poll } from '../polls/queries.ts'
import type { ShownPost, Writer } from '../queries.ts'
import { folded, reactions } from '../rules.ts'
import type { Talk } from '../talk/queries.ts'

type Words = T<TalkKey>

/** What every post on a page shares. */
export interface Posts {
  t: Words
  talk: Talk
  when: (at: Date, coarse: boolean) => string
}

interface PostProps extends Posts {
  post: ShownPost
}

export const nameOf = (t: Words, writer: Writer): string =>
  writer.kind === 'named' ? writer.name : writer.kind === 'alias' ? t('somebody', { number: writer.number }) : t('gone')

/** An exact time tells who was awake: without a name, and in a circle, only the day is shown. */
const coarse = ({ talk, post }: Pick<PostProps, 'talk' | 'post'>) => talk.confidential || post.writer.kind === 'alias'

export const PostShown = (props: PostProps) => {
  const { t, post } = props
  const name = nameOf(t, post.writer)
  const at = props.when(post.madeAt, coarse(props))
  return (
    <article
      class={post.isNew ? 'post new' : 'post'}
      id={`post-${post.id}`}
      aria-label={t('postBy', { name, when: at })}
    >
      <header class="post-head">
        <WriterName t={t} post={post} name={name} />
        <span class="small soft">
          {at}
          {post.edited && ` · ${t('edited')}`}
        </span>
      </header>
      {post.hidden && <p class="small soft">{t('hiddenForOthers')}</p>}
      {post.deleted ? <p class="soft">{t('deletedByWriter')}</p> : <PostBody {...props} />}
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
    {own && <span class="soft"> · {t('you')}</span>}
  </strong>
)

const PostBody = (props: PostProps) => {
  const { t, talk, post } = props
  const { start, rest } = folded(post.text)
  return (
    <>
      <div class="post-words">
        <Rich text={start} />
        {rest && (
          <details class="more">
            <summary>{t('readOn')}</summary>
            <Rich text={rest} />
          </details>
        )}
      </div>
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

const PollShown = ({ t, talk, post, poll, when }: PostProps & { poll: Poll }) => {
  const asks = talk.writes && !poll.closed
  return (
    <div class="poll">
      {asks && (
        <form class="form" method="post" action={`/groups/${talk.groupId}/posts/${post.id}/votes`}>
          <Token />
          <fieldset class="group">
            <legend>{t(poll.several ? 'pollChooseSeveral' : 'pollChoose')}</legend>
            {poll.options.map(({ id, words, mine }) => (
              <div class="choice" key={id}>
                <input
                  type={poll.several ? 'checkbox' : 'radio'}
                  name="option"
                  id={`option-${id}`}
                  value={id}
                  checked={mine}
                />
                <label for={`option-${id}`}>
                  <bdi>{words}</bdi>
                </label>
              </div>
            ))}
          </fieldset>
          <div>
            <button class="btn quiet less" type="submit">
              {t(poll.voted ? 'voteAgain' : 'vote')}
            </button>
          </div>
        </form>
      )}
      {(poll.voted || poll.closed || !talk.writes) && <PollResult t={t} poll={poll} />}
      <p class="small soft">
        {t('pollVotes', { count: poll.votes })}{' '}
        {poll.closed ? t('pollClosed') : poll.closesAt && t('pollCloses', { date: when(poll.closesAt, true) })}
      </p>
    </div>
  )
}

const PollResult = ({ t, poll }: { t: Words; poll: Poll }) => (
  <ul class="poll-result">
    {poll.options.map(({ id, words, votes, mine }) => (
      <li key={id}>
        <span>
          <bdi>{words}</bdi> {mine && <span class="small soft">({t('yourChoice')})</span>}
        </span>
        <span class="small">{t('pollShare', { count: votes, all: poll.votes })}</span>
        <meter min={0} max={Math.max(1, poll.votes)} value={votes} aria-hidden="true" />
      </li>
    ))}
  </ul>
)

export const Token = () => {
  const { formToken } = useFrame()
  return <input type="hidden" name="token" value={formToken()} />
}

/** Answers of one word, and the quiet ways at the end: change, report. */
const PostWays = (props: PostProps) => {
  const { t, talk, post } = props
  const address = `/groups/${talk.groupId}/posts/${post.id}`
  return (
    <footer class="post-ways">
      {talk.writes ? <ReactionForm {...props} /> : <ReactionCounts t={t} post={post} />}
      {post.held && <HeldNote {...props} />}
      <ul class="inline small">
        {post.own ? (
          <li>
            <a href={`${address}/edit`}>{t('edit')}</a>
          </li>
        ) : (
          <li>
            <a href={`/report/post/${post.id}`}>{t('report')}</a>
          </li>
        )}
      </ul>
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

const ReactionForm = ({ t, talk, post }: PostProps) => {
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
    <form class="reactions" method="post" action={`/groups/${talk.groupId}/posts/${post.id}/reactions`}>
      <Token />
      {reactions.filter((reaction) => given.has(reaction)).map(button)}
      {fresh.length > 0 && (
        <details>
          <summary class="small">
            <Icon name="heart-handshake" /> {t('answerWithWord')}
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
    <div class="small">
      <p class="soft">{t('heldFromMail')}</p>
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
