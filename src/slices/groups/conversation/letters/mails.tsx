import { Action, Facts, Letter, Paragraph, Small, Way } from '#kernel/mail/letter.tsx'
import type { OutgoingLetter } from '#kernel/mail/queue.ts'
import { isolated, type Language, languages, translator } from '#kernel/messages/messages.ts'
import { Rich } from '#ui/rich.tsx'
import { type TalkKey, talkSentences } from '../messages/catalogue.ts'
import type { ShownPost } from '../post/queries.ts'
import { isDiscreet, shortened } from '../rules.ts'
import type { Talk } from '../talk/queries.ts'

export interface Reader {
  address: string
  name: string
  language: string
}

interface House {
  community: string
  origin: string
}

const wordsIn = (language: string) => {
  const known = (languages as readonly string[]).includes(language) ? (language as Language) : 'en'
  return { language: known, t: translator<TalkKey>(known, talkSentences) }
}

type Say = ReturnType<typeof wordsIn>['t']

const nameOf = (t: Say, { writer }: ShownPost): string =>
  writer.kind === 'named' ? writer.name : writer.kind === 'alias' ? t('letterAnonymous') : t('gone')

const addressOf = ({ origin }: House, { groupId }: Talk, { id, threadId }: ShownPost) =>
  `${origin}/groups/${groupId}/posts/${threadId ? `${threadId}#post-${id}` : id}`

/** How to hear less of it, from the letter itself: the link opens a page with a button, for mail programs follow links. */
const How = ({ t, origin, letterKey, why }: { t: Say; origin: string; letterKey: string; why?: TalkKey }) => (
  <Small>
    {why && `${t(why)} `}
    <Way href={`${origin}/letters/${letterKey}`}>{t('letterHow')}</Way>
  </Small>
)

interface PostLetter extends House {
  talk: Talk
  post: ShownPost
  called: boolean
  letterKey: string
  thread: string
}

const subjectOf = (t: Say, { talk, post, called, community }: PostLetter) => {
  if (isDiscreet(talk)) return t('letterCircleSubject', { community })
  if (post.writer.kind !== 'named') return t('letterSomebodySubject', { group: talk.name })
  return t(called ? 'letterMentionSubject' : 'letterSubject', { group: talk.name, name: post.writer.name })
}

const Words = ({ t, post }: { t: Say; post: ShownPost }) => (
  <>
    <Paragraph>{t('letterWrote', { name: nameOf(t, post) })}</Paragraph>
    <Rich text={shortened(post.text, 1_500)} />
    {post.picture && <Paragraph>{t('letterPicture', { alt: post.picture.alt })}</Paragraph>}
    {post.text.length > 1_500 && <Paragraph>{t('letterMore')}</Paragraph>}
  </>
)

/** A post, at once. Of a circle or a support group it says only that there is something. */
export const postLetter = (to: Reader, about: PostLetter): OutgoingLetter => {
  const { t, language } = wordsIn(to.language)
  const { talk, post, called, origin, letterKey } = about
  const discreet = isDiscreet(talk)
  return {
    kind: called ? 'groups.called' : 'groups.post',
    to: { address: to.address, name: talk.confidential ? null : to.name },
    subject: subjectOf(t, about),
    language,
    refusePath: `/letters/${letterKey}/never`,
    thread: about.thread,
    body: (
      <Letter>
        {discreet ? <Paragraph>{t('letterCircleText')}</Paragraph> : <Words t={t} post={post} />}
        <Action href={addressOf(about, talk, post)}>{t('letterOpen')}</Action>
        <How t={t} origin={origin} letterKey={letterKey} why={called ? 'letterWhyCalled' : 'letterWhy'} />
      </Letter>
    ),
  }
}

/** To a host: somebody's first words wait to be looked at before they go to mail. */
export const heldLetter = (to: Reader, about: Omit<PostLetter, 'letterKey' | 'called' | 'thread'>): OutgoingLetter => {
  const { t, language } = wordsIn(to.language)
  const { talk, post, community } = about
  const discreet = isDiscreet(talk)
  const group = talk.name
  return {
    kind: 'groups.first_post',
    to: { address: to.address, name: talk.confidential ? null : to.name },
    subject: discreet ? t('letterCircleSubject', { community }) : t('letterHeldSubject', { group }),
    language,
    body: (
      <Letter>
        <Paragraph>{discreet ? t('letterCircleText') : t('letterHeldText', { group })}</Paragraph>
        <Action href={addressOf(about, talk, post)}>{t('letterHeldOpen')}</Action>
      </Letter>
    ),
  }
}

export interface DigestPart {
  talk: Talk
  posts: ShownPost[]
  count: number
  letterKey: string
}

const PartOf = ({
  t,
  origin,
  part,
  own,
}: {
  t: Say
  origin: string
  part: DigestPart
  own: (words: string) => string
}) => (
  <>
    <Paragraph>
      <strong>{t('digestGroup', { group: own(part.talk.name), count: part.count })}</strong>
    </Paragraph>
    <Facts
      items={part.posts.map((post) =>
        t('digestLine', { name: own(nameOf(t, post)), text: own(shortened(post.text.replace(/\s+/gu, ' '), 160)) }),
      )}
    />
    <Action href={`${origin}/groups/${part.talk.groupId}`} quiet>
      {t('letterOpenGroup', { group: part.talk.name })}
    </Action>
    <How t={t} origin={origin} letterKey={part.letterKey} />
  </>
)

/** Once a day what is new in all of one's groups, in one letter. */
export const digestLetter = (to: Reader, parts: DigestPart[], { community, origin }: House): OutgoingLetter => {
  const { t, language } = wordsIn(to.language)
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  return {
    kind: 'groups.digest',
    to,
    subject: t('digestSubject', { community, count }),
    language,
    list: 'digest',
    body: (
      <Letter>
        <Paragraph>{t('digestLead')}</Paragraph>
        {parts.map((part) => (
          <PartOf t={t} origin={origin} part={part} own={(words) => isolated(language, words)} />
        ))}
        <Small>{t('digestWhy')}</Small>
      </Letter>
    ),
  }
}
