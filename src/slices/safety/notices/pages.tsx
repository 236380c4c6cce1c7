import type { Problem } from '#kernel/errors/errors.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Empty, Note } from '#ui/card.tsx'
import { Form, TextArea } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { SafetyKey } from '../messages/catalogue.ts'
import { dayOf, type Reader, thingKey } from '../queue/pages.tsx'
import type { Notice } from './queries.ts'

const titleOf = (reader: Reader, { kind, until }: Notice) =>
  reader.t(`notice_${kind}` as SafetyKey, until ? { date: dayOf(reader, until) } : {})

const AppealState = ({ reader, notice }: { reader: Reader; notice: Notice }) => {
  const { t } = reader
  const { appeal, undoneAt } = notice
  if (appeal?.outcome) {
    return (
      <>
        <p>
          <strong>{t(appeal.outcome === 'stands' ? 'noticeStands' : 'noticeOverturned')}</strong>
        </p>
        <p dir="auto">{appeal.answer}</p>
      </>
    )
  }
  if (appeal) return <p>{t('noticeWaits', { date: dayOf(reader, appeal.madeAt) })}</p>
  if (undoneAt) return null
  return (
    <p>
      <a class="btn quiet less" href={`/account/notices/${notice.id}`}>
        {t('noticeAsk')}
      </a>
    </p>
  )
}

const ShowOne = ({ reader, notice }: { reader: Reader; notice: Notice }) => {
  const { t } = reader
  return (
    <section class="card stack">
      <h2>{titleOf(reader, notice)}</h2>
      <p class="soft small">
        {t('noticeWhat', { thing: t(thingKey(notice.thingKind)) })} · {dayOf(reader, notice.decidedAt)}
      </p>
      <p dir="auto">{notice.reason}</p>
      {notice.undoneAt && (
        <Note icon="check" tone="pine">
          <p>{t('noticeTakenBack', { date: dayOf(reader, notice.undoneAt) })}</p>
          {!notice.appeal?.outcome && <p dir="auto">{notice.undoneBecause}</p>}
        </Note>
      )}
      <AppealState reader={reader} notice={notice} />
    </section>
  )
}

/** One's own notices. Who reported is nowhere on it. */
export const ShowNotices = (shown: Reader & { notices: Notice[]; suspended: boolean }) => {
  const { t, notices, suspended, now } = shown
  const until = notices.flatMap((one) => (one.undoneAt === null && one.until && one.until > now ? [one.until] : []))
  const last = until.sort((a, b) => b.getTime() - a.getTime())[0]
  return (
    <Page title={t('noticesTitle')} noindex>
      <div class="wrap narrow stack">
        <Crumbs />
        <h1>{t('noticesTitle')}</h1>
        <p class="lead">{t('noticesLead')}</p>
        {suspended && last && <Note icon="clock">{t('noticesSuspended', { date: dayOf(shown, last) })}</Note>}
        {notices.length === 0 && <Empty title={t('noticesNone')} text={t('noticesNoneText')} />}
        {notices.map((notice) => (
          <ShowOne key={notice.id} reader={shown} notice={notice} />
        ))}
      </div>
    </Page>
  )
}

export const ShowAppealForm = (shown: Reader & { notice: Notice; typed?: Typed; problems?: Problem[] }) => {
  const { t, notice, typed = {}, problems = [] } = shown
  return (
    <Page title={t('noticeAsk')} noindex>
      <div class="wrap narrow stack">
        <Crumbs links={[{ href: '/account/notices', label: t('noticesTitle') }]} />
        <h1>{t('noticeAsk')}</h1>
        <p class="lead">{t('noticeAskText')}</p>
        <h2>{titleOf(shown, notice)}</h2>
        <p dir="auto">{notice.reason}</p>
        <Form action={`/account/notices/${notice.id}`} submit={t('noticeSend')} problems={problems}>
          <TextArea name="words" label={t('noticeWords')} value={typed.words} problems={problems} />
        </Form>
      </div>
    </Page>
  )
}
