import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import { More } from '#ui/card.tsx'
import { Checkbox, ErrorSummary, Hidden, TextField } from '#ui/form.tsx'
import { useFrame } from '#ui/frame.ts'
import { Icon } from '#ui/icon.tsx'
import type { TalkKey } from '../messages/catalogue.ts'
import type { Talk } from '../talk/queries.ts'

type Words = T<TalkKey>

/** What a person typed into a form, and what was wrong with it. */
export interface Refused {
  typed?: Record<string, string>
  problems?: Problem[]
}

export const Token = () => {
  const { formToken } = useFrame()
  return <input type="hidden" name="token" value={formToken()} />
}

interface WritingProps extends Refused {
  t: Words
  talk: Talk
  /** Makes a mark for the form, so that sent twice it posts once. */
  mark: () => string
  action: string
  /** Words that could not be posted last time. */
  draft: string
  label: string
  submit: string
}

/** What the script says beside a form, in this reader's language. */
const said = (t: Words) =>
  JSON.stringify({
    sending: t('sending'),
    lost: t('noConnection'),
    failed: t('notSent'),
    kept: t('keptNow'),
    people: t('peopleToCall'),
  })

interface ComposeProps extends WritingProps {
  /** The thread that it replies to; null begins one. */
  thread: string | null
}

/** The form for new words: whole without script; with it, what is typed outlives a lost connection. */
export const Compose = (props: ComposeProps) => {
  const { t, talk, mark, typed = {}, problems = [], draft, action, label, submit } = props
  return (
    <form
      class="form compose"
      method="post"
      action={action}
      encType="multipart/form-data"
      data-compose={talk.groupId}
      data-thread-key={props.thread ?? talk.groupId}
      data-said={said(t)}
      noValidate
    >
      <Token />
      <Hidden name="once" value={typed.once ?? mark()} />
      <ErrorSummary problems={problems} />
      {draft && !typed.text && <p class="small soft">{t('draftKept')}</p>}
      <WordsField
        id="field-text"
        label={label}
        value={typed.text ?? draft}
        problems={problems}
        hint={t('yourWordsHint')}
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
      <div class="compose-end">
        <button class="btn" type="submit">
          {submit}
        </button>
        <span class="small soft" role="status" data-state />
      </div>
    </form>
  )
}

interface WordsFieldProps {
  id: string
  label: string
  value: string
  hint: string
  problems: Problem[]
}

const WordsField = ({ id, label, value, hint, problems }: WordsFieldProps) => {
  const problem = problems.find(({ field }) => field === 'text')
  return (
    <div class={problem ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {problem && (
        <span class="problem" id="problem-text">
          <Icon name="circle-alert" />
          {problem.message}
        </span>
      )}
      <textarea
        id={id}
        name="text"
        rows={3}
        maxLength={20_000}
        required
        dir="auto"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? 'problem-text hint-text' : 'hint-text'}
      >
        {value}
      </textarea>
      <span class="hint" id="hint-text">
        {hint}
      </span>
    </div>
  )
}

const PictureFields = ({ t, typed = {}, problems = [] }: { t: Words } & Refused) => {
  const wrong = problems.some(({ field }) => field === 'alt' || field === 'picture')
  const problem = problems.find(({ field }) => field === 'picture')
  const fields = (
    <>
      <div class={problem ? 'field wrong' : 'field'}>
        <label for="field-picture">{t('picture')}</label>
        <span class="hint" id="hint-picture">
          {t('pictureHint')}
        </span>
        {problem && <span class="problem">{problem.message}</span>}
        <input
          type="file"
          id="field-picture"
          name="picture"
          accept="image/jpeg,image/png,image/webp,image/gif"
          aria-describedby="hint-picture"
        />
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

/** A reply right where one reads, folded away: words alone; pictures and more stand on the thread's own page. */
export const QuickReply = (
  props: Omit<WritingProps, 'action' | 'draft' | 'label' | 'submit'> & { thread: string; about: string },
) => {
  const { t, talk, thread, mark, about } = props
  const id = `reply-${thread}`
  return (
    <details class="talk-reply">
      <summary class="reaction" aria-label={about}>
        {t('reply')}
      </summary>
      <form
        class="compose"
        method="post"
        action={`/groups/${talk.groupId}/posts/${thread}/replies`}
        data-compose={talk.groupId}
        data-thread-key={thread}
        data-said={said(t)}
        noValidate
      >
        <Token />
        <Hidden name="once" value={mark()} />
        <label class="sr" for={id}>
          {t('yourReply')}
        </label>
        <textarea id={id} name="text" rows={2} maxLength={20_000} required dir="auto" />
        {talk.anonymous && <Anonymous t={t} thread={thread} />}
        <div class="compose-end">
          <button class="btn less" type="submit">
            {t('reply')}
          </button>
          <span class="small soft" role="status" data-state />
        </div>
      </form>
    </details>
  )
}

const Anonymous = ({ t, thread }: { t: Words; thread: string }) => (
  <div class="choice">
    <input type="checkbox" name="anonymous" value="1" id={`anonymous-${thread}`} />
    <label for={`anonymous-${thread}`}>{t('anonymous')}</label>
  </div>
)
