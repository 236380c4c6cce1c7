import type { ComponentChildren } from 'preact'
import { Checkbox, Form, Hidden, NumberField, Radios, TextArea, TextField } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import type { Refused } from '../compose/pages.tsx'
import { BackTo, PinShown } from '../pages.tsx'
import type { Posts } from '../post/pages.tsx'
import type { ShownPost } from '../post/queries.ts'
import type { Pin } from '../queries.ts'
import { choicesFor, isDiscreet, type Letters, sealedDays } from '../rules.ts'

type Small = Pick<Posts, 't' | 'talk'> & Refused

const Sheet = ({ t, talk, title, children }: Small & { title: string; children: ComponentChildren }) => (
  <Page title={title} noindex>
    <div class="wrap narrow stack">
      <BackTo href={`/groups/${talk.groupId}`} label={t('backToTalk')} />
      <h1>{title}</h1>
      {children}
    </div>
  </Page>
)

/** One's own words: to change while the hour lasts, and to delete at any time. */
export const ShowEdit = (props: Small & { post: ShownPost }) => {
  const { t, talk, post, typed = {}, problems = [] } = props
  const address = `/groups/${talk.groupId}/posts/${post.id}`
  return (
    <Sheet {...props} title={t('editTitle')}>
      {post.editable ? (
        <Form action={`${address}/edit`} submit={t('save')} problems={problems}>
          <TextArea
            name="text"
            label={t('yourWords')}
            hint={t('editHint')}
            value={typed.text ?? post.text}
            problems={problems}
            rows={8}
            maxLength={20_000}
          />
        </Form>
      ) : (
        <p>{t('tooLate')}</p>
      )}
      <section class="panel">
        <h2>{t('deleteTitle')}</h2>
        <p>{t('deleteText', { days: sealedDays })}</p>
        <Form action={`${address}/delete`} submit={t('delete')} tone="grave" />
      </section>
    </Sheet>
  )
}

export const ShowNewPoll = (props: Small & { once: string }) => {
  const { t, talk, once, typed = {}, problems = [] } = props
  return (
    <Sheet {...props} title={t('pollTitle')}>
      <Form action={`/groups/${talk.groupId}/polls`} submit={t('ask')} problems={problems}>
        <Hidden name="once" value={typed.once ?? once} />
        <TextField name="text" label={t('pollQuestion')} value={typed.text} problems={problems} maxLength={300} />
        <TextArea
          name="options"
          label={t('pollOptions')}
          hint={t('pollOptionsHint')}
          value={typed.options}
          problems={problems}
        />
        <Checkbox name="several" label={t('pollSeveral')} checked={typed.several === '1'} problems={problems} />
        <NumberField name="days" label={t('pollDays')} value={typed.days ?? '7'} min={1} max={30} problems={problems} />
      </Form>
    </Sheet>
  )
}

export const ShowPins = (props: Small & { pins: Pin[] }) => {
  const { t, talk, pins, typed = {}, problems = [] } = props
  const address = `/groups/${talk.groupId}/pins`
  return (
    <Sheet {...props} title={t('pins')}>
      <p class="lead">{t('pinsText')}</p>
      {pins.length === 0 && <p class="soft">{t('noPins')}</p>}
      <ul class="stack">
        {pins.map((pin) => (
          <li key={pin.id}>
            <PinShown pin={pin} />
            <Form action={`${address}/${pin.id}/remove`} submit={t('unpin', { title: pin.title })} tone="quiet less" />
          </li>
        ))}
      </ul>
      <section class="panel">
        <h2>{t('pinTitle')}</h2>
        <Form action={address} submit={t('pinIt')} problems={problems}>
          <TextField name="title" label={t('pinName')} value={typed.title} problems={problems} maxLength={120} />
          <TextField name="url" label={t('pinUrl')} value={typed.url} problems={problems} optional />
          <TextArea name="note" label={t('pinNote')} value={typed.note} problems={problems} rows={3} optional />
        </Form>
      </section>
    </Sheet>
  )
}

export const ShowLetters = (props: Small & { letters: Letters }) => {
  const { t, talk, letters, typed = {}, problems = [] } = props
  const choices = choicesFor(isDiscreet(talk)).map((value) => ({ value, label: t(value) }))
  return (
    <Sheet {...props} title={t('lettersTitle')}>
      {isDiscreet(talk) && <p>{t('lettersCircle')}</p>}
      <Form action={`/groups/${talk.groupId}/letters`} submit={t('lettersSave')} problems={problems}>
        <Radios
          name="letters"
          legend={t('lettersLead')}
          choices={choices}
          value={typed.letters ?? letters}
          problems={problems}
        />
      </Form>
    </Sheet>
  )
}

/** The door to the name behind an anonymous post: says what looking means, before it is done. */
export const ShowWriterDoor = (props: Small & { post: ShownPost }) => (
  <Sheet {...props} title={props.t('writerTitle')}>
    <p>{props.t('writerText')}</p>
    <Form
      action={`/groups/${props.talk.groupId}/posts/${props.post.id}/writer`}
      submit={props.t('writerLook')}
      tone="grave"
    />
  </Sheet>
)
