import type { T } from '#kernel/messages/messages.ts'
import { Token } from '../compose/pages.tsx'
import type { TalkKey } from '../messages/catalogue.ts'
import type { Talk } from '../talk/queries.ts'
import type { Poll } from './queries.ts'

type Words = T<TalkKey>

interface PollProps {
  t: Words
  talk: Talk
  post: { id: string }
  poll: Poll
  when: (at: Date, coarse: boolean) => string
}

/** A question with its answers: to choose while it is open; how it stands, once one has chosen or it has closed. */
export const PollShown = (props: PollProps) => {
  const { t, talk, poll, when } = props
  const asks = talk.writes && !poll.closed
  return (
    <div class="poll">
      {(poll.voted || !asks) && <PollResult t={t} poll={poll} />}
      {asks && <PollChoice {...props} />}
      <p class="small soft">
        {t('pollVotes', { count: poll.votes })}
        {' · '}
        {poll.closed ? t('pollClosed') : poll.closesAt && t('pollCloses', { date: when(poll.closesAt, true) })}
      </p>
    </div>
  )
}

/** Whoever has chosen sees how it stands; changing one's mind is folded away. */
const PollChoice = (props: PollProps) =>
  props.poll.voted ? (
    <details class="more">
      <summary>{props.t('voteAgain')}</summary>
      <PollForm {...props} />
    </details>
  ) : (
    <PollForm {...props} />
  )

const PollForm = ({ t, talk, post, poll }: PollProps) => (
  <form class="form" method="post" action={`/groups/${talk.groupId}/posts/${post.id}/votes`} data-quick>
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
        {t('vote')}
      </button>
    </div>
  </form>
)

const PollResult = ({ t, poll }: { t: Words; poll: Poll }) => (
  <ul class="poll-result">
    {poll.options.map(({ id, words, votes, mine }) => (
      <li key={id} class={mine ? 'mine' : undefined}>
        <span>
          <bdi>{words}</bdi> {mine && <span class="small soft">({t('yourChoice')})</span>}
        </span>
        <span class="small">{t('pollShare', { count: votes, all: poll.votes })}</span>
        <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={poll.votes ? (100 * votes) / poll.votes : 0} height="1" />
        </svg>
      </li>
    ))}
  </ul>
)
