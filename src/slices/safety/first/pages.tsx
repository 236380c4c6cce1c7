import { Empty } from '#ui/card.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { ReportLink } from '#ui/report-link.tsx'
import { dayOf, type Reader } from '../queue/pages.tsx'

/** A newcomer's first post, as whoever may let it go reads it. */
export interface WaitingPost {
  id: string
  group: { id: string; name: string }
  path: string
  /** Null where it was written without a name. */
  writer: string | null
  madeAt: Date
  text: string
}

export const ShowFirstPosts = (shown: Reader & { posts: WaitingPost[] }) => {
  const { t, posts } = shown
  return (
    <Page title={t('firstTitle')} noindex>
      <div class="wrap narrow stack">
        <Crumbs />
        <h1>{t('firstTitle')}</h1>
        <p class="lead">{t('firstLead')}</p>
        {posts.length === 0 ? (
          <Empty title={t('firstNone')} text={t('firstNoneText')} />
        ) : (
          <>
            <p>{t('firstElse')}</p>
            <ul class="plain stack">
              {posts.map((post) => (
                <li key={post.id} class="card stack">
                  <Waiting {...shown} post={post} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Page>
  )
}

const Waiting = ({ post, ...shown }: Reader & { post: WaitingPost }) => {
  const { t } = shown
  const said = t('firstBy', { name: post.writer ?? t('firstNameless'), date: dayOf(shown, post.madeAt) })
  return (
    <>
      <p class="soft small">
        <bdi>{said}</bdi>
      </p>
      <blockquote class="sealed" dir="auto">
        {post.text}
      </blockquote>
      <Form action="/moderation/first-posts" submit={t('firstYes')}>
        <Hidden name="group" value={post.group.id} />
        <Hidden name="post" value={post.id} />
      </Form>
      <ul class="inline">
        <li>
          <a href={post.path}>
            {t('firstOpen', { group: post.group.name })}
            <span class="sr">: {said}</span>
          </a>
        </li>
        <li>
          <ReportLink kind="post" id={post.id} what={said} />
        </li>
      </ul>
    </>
  )
}
