import type { T } from '#kernel/messages/messages.ts'
import type { Failure } from '#kernel/routes/view.ts'
import { Page } from '#ui/page.tsx'
import type { MessageKey } from './messages/en.ts'

interface Words {
  title: MessageKey
  text: MessageKey
}

const words: Record<Failure['kind'], Words> = {
  notFound: { title: 'notFoundTitle', text: 'notFoundText' },
  forbidden: { title: 'forbiddenTitle', text: 'forbiddenText' },
  gone: { title: 'goneTitle', text: 'goneText' },
  staleForm: { title: 'staleFormTitle', text: 'staleFormText' },
  badInput: { title: 'badInputTitle', text: 'badInputText' },
  tooLarge: { title: 'tooLargeTitle', text: 'tooLargeText' },
  unreadable: { title: 'unreadableTitle', text: 'unreadableText' },
  wrongMethod: { title: 'wrongMethodTitle', text: 'wrongMethodText' },
  tooMany: { title: 'tooManyTitle', text: 'tooManyText' },
  unavailable: { title: 'unavailableTitle', text: 'unavailableText' },
  bug: { title: 'bugTitle', text: 'bugText' },
}

const valuesOf = (failure: Failure) => ({
  reference: failure.kind === 'bug' ? failure.reference : '',
  seconds: failure.kind === 'tooMany' ? failure.retryAfter : 0,
})

/** Why there is no page: what happened, what was kept, and a way on. */
export const ShowFailure = ({ failure, t }: { failure: Failure; t: T<MessageKey> }) => {
  const { title, text } = words[failure.kind]
  return (
    <Page title={t(title)} noindex>
      <div class="wrap narrow stack">
        <h1>{t(title)}</h1>
        <p class="lead">{t(text, valuesOf(failure))}</p>
        {failure.kind === 'staleForm' && failure.written.length > 0 && (
          <>
            <p id="written">{t('staleFormWritten')}</p>
            {failure.written.map((text) => (
              <textarea key={text} aria-labelledby="written" dir="auto" rows={6} readonly>
                {text}
              </textarea>
            ))}
          </>
        )}
        {failure.kind === 'badInput' && (
          <ul>
            {failure.problems.map(({ field, message }) => (
              <li key={field}>
                <strong>{field}</strong>: {message}
              </li>
            ))}
          </ul>
        )}
        <p class="inline">
          <a class="btn" href="/find">
            {t('notFoundWay')}
          </a>
          <a class="btn quiet" href="/">
            {t('backHome')}
          </a>
        </p>
      </div>
    </Page>
  )
}
