import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Note, Panel } from '#ui/card.tsx'
import { type FieldProps, Labelled } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Press, Sheet } from '../pages.tsx'
import type { ActingKey } from './messages/en.ts'
import type { Done, Mandate } from './queries.ts'

export type Words = T<ActingKey>

export const DateField = (props: FieldProps) => (
  <Labelled {...props} short>
    {(attributes) => <input type="date" value={props.value} {...attributes} />}
  </Labelled>
)

interface Common {
  t: Words
  day: (date: Date) => string
}

export const ShowNow = ({ t, name }: { t: Words; name: string }) => (
  <Sheet title={t('nowFor', { name })} lead={t('nowForText')}>
    <ul class="account-ways">
      {(
        [
          ['/find', 'nowFind'],
          ['/account/profile', 'nowProfile'],
          ['/account/contact', 'nowContact'],
        ] as const
      ).map(([href, key]) => (
        <li key={href}>
          <a href={href}>{t(key)}</a>
        </li>
      ))}
    </ul>
    <Form action="/acting/stop" submit={t('stop', { name })} />
  </Sheet>
)

interface ActingShown extends Common {
  helpers: Mandate[]
  helped: Mandate[]
  done: Done[]
  community: string
  desk: boolean
}

const ForYou = ({ t, helpers, community, day }: ActingShown) => (
  <section class="account-part" aria-labelledby="for-you">
    <h2 id="for-you">{t('forYou')}</h2>
    {helpers.length > 0 ? (
      <ul class="account">
        {helpers.map((one) => {
          const name = one.helper ?? t('deskName', { community })
          return (
            <li key={one.id} class="account-row">
              <div>
                <bdi>{name}</bdi>
                <p class="small soft">
                  {t(`kind_${one.kind}`)} · {t('untilDay', { date: day(one.until) })}
                </p>
              </div>
              <Press action={`/acting/${one.id}/end`} label={t('end')} about={name} />
            </li>
          )
        })}
      </ul>
    ) : (
      <p>{t('forYouNone')}</p>
    )}
    <p class="soft">
      {t('forYouHow')} <a href="/people">{t('people')}</a>
    </p>
  </section>
)

const YouFor = ({ t, helped, day }: ActingShown) => (
  <section class="account-part" aria-labelledby="you-for">
    <h2 id="you-for">{t('youFor')}</h2>
    {helped.length > 0 ? (
      <ul class="account">
        {helped.map((one) => (
          <li key={one.id} class="account-row">
            <div>
              <bdi>{one.name}</bdi>
              <p class="small soft">
                {t(`kind_${one.kind}`)} · {t('untilDay', { date: day(one.until) })}
              </p>
            </div>
            <Press action={`/acting/${one.id}/begin`} label={t('act', { name: one.name })} about="" />
            <Press action={`/acting/${one.id}/end`} label={t('end')} about={one.name} />
          </li>
        ))}
      </ul>
    ) : (
      <p>{t('youForNone')}</p>
    )}
  </section>
)

const InYourName = ({ t, done, day }: ActingShown) => (
  <section class="account-part" aria-labelledby="done">
    <h2 id="done">{t('doneTitle')}</h2>
    {done.length > 0 ? (
      <ul class="account">
        {done.map((one) => (
          <li key={`${one.day.toISOString()} ${one.by}`} class="account-row">
            <span>{t('done', { count: one.count, date: day(one.day) })}</span>
            <span class="soft">{t('doneBy', { name: one.by ?? t('somebody') })}</span>
          </li>
        ))}
      </ul>
    ) : (
      <p>{t('doneNone')}</p>
    )}
  </section>
)

/** Who may act for me, for whom I may, and what was done in my name. */
export const ShowActing = (shown: ActingShown) => (
  <Sheet title={shown.t('actingTitle')} lead={shown.t('actingLead')}>
    <YouFor {...shown} />
    <ForYou {...shown} />
    <InYourName {...shown} />
    {shown.desk && (
      <Panel title={shown.t('deskTitle')}>
        <p>{shown.t('deskLead')}</p>
        <p>
          <a class="btn quiet" href="/desk/people">
            {shown.t('deskTitle')}
          </a>
        </p>
      </Panel>
    )}
    <p>
      <a href="/account">{shown.t('back')}</a>
    </p>
  </Sheet>
)

interface LetShown {
  t: Words
  other: { id: string; name: string }
  typed?: Typed
  problems?: Problem[]
}

export const ShowLet = ({ t, other: { id, name }, typed, problems }: LetShown) => (
  <Sheet title={t('letTitle', { name })} lead={t('letLead', { name })}>
    <Form action={`/people/${id}/act-for-me`} submit={t('letPress')} problems={problems}>
      <DateField
        name="until"
        label={t('letUntil')}
        hint={t('letUntilHint')}
        value={typed?.until}
        problems={problems}
        optional
      />
    </Form>
    <Note>
      <p>{t('actingLead')}</p>
    </Note>
    <p>
      <a href={`/people/${id}`}>{t('backProfile')}</a>
    </p>
  </Sheet>
)
