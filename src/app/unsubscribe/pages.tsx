import type { MailList } from '#kernel/mail/lists.ts'
import type { T } from '#kernel/messages/messages.ts'
import { Form } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import type { MessageKey } from './messages/en.ts'

interface Shown {
  t: T<MessageKey>
  list: MailList
  reader: string
  refused: boolean
  community: string
}

/** Opening the link changes nothing (mail scanners open every link): the button does. */
export const ShowRefusal = ({ t, list, reader, refused, community }: Shown) => (
  <Page title={t('title', { community })} noindex>
    <div class="wrap narrow stack">
      <h1>{t('title', { community })}</h1>
      <p class="lead">{t(refused ? 'stoppedLead' : 'stopLead', { list: t(list) })}</p>
      <p>{t(refused ? 'stoppedText' : 'stopText')}</p>
      <Form
        action={`/unsubscribe/${list}/${reader}/${refused ? 'return' : 'refusal'}`}
        submit={t(refused ? 'again' : 'stop')}
        tone={refused ? 'quiet' : undefined}
      />
    </div>
  </Page>
)
