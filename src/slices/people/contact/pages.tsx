import type { Problem } from '#kernel/errors/errors.ts'
import { channels, type Manners, neutralSubjects } from '#kernel/mail/manners.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { More, Note } from '#ui/card.tsx'
import { Checkbox, Fieldset, Form, Radios, SelectField, TextField } from '#ui/form.tsx'
import { Sheet } from '../pages.tsx'
import type { ContactKey } from './messages/en.ts'

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** What is kept, as the form shows it. */
export const typedFrom = ({ channel, phone, noVoicemail, neutral, hours }: Manners, zone: string): Typed => ({
  channel,
  phone: phone ?? '',
  no_voicemail: noVoicemail ? '1' : '',
  neutral: neutral ?? '',
  from: hours ? clock(hours.from) : '',
  to: hours ? clock(hours.to) : '',
  zone: hours?.zone ?? zone,
})

const halfHours = Array.from({ length: 48 }, (_, at) => clock(at * 30))

interface Shown {
  t: T<ContactKey>
  typed: Typed
  problems?: Problem[]
  /** Somebody fills this in for somebody else. */
  byHelper: boolean
  /** How a letter comes as things are kept now; null where it goes by hand. */
  look?: { from: string; subject: string; text: string } | null
}

/** What whoever looks over a shoulder would see. */
const Look = ({ t, look }: Pick<Shown, 't' | 'look'>) => (
  <section class="account-part" aria-labelledby="look">
    <h2 id="look">{t('look')}</h2>
    {look ? (
      <dl class="account">
        {(
          [
            ['lookFrom', look.from],
            ['lookSubject', look.subject],
            ['lookText', look.text],
          ] as const
        ).map(([key, words]) => (
          <div class="account-row" key={key}>
            <dt>{t(key)}</dt>
            <dd class="desk-letter">
              <bdi>{words}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    ) : (
      <p>{t('lookByHand')}</p>
    )}
    <Form action="/account/contact/test" submit={t('send')} tone="quiet" />
  </section>
)

export const ShowContact = ({ t, typed, problems, byHelper, look }: Shown) => (
  <Sheet title={t('contactTitle')} lead={t('contactLead')}>
    <Form action="/account/contact" submit={t('save')} problems={problems}>
      <Radios
        name="channel"
        legend={t('channel')}
        value={typed.channel}
        problems={problems}
        choices={channels.map((value) => ({ value, label: t(`channel_${value}`), hint: t(`channel_${value}_hint`) }))}
      />
      <TextField
        name="phone"
        label={t('phone')}
        hint={t('phoneHint')}
        value={typed.phone}
        autocomplete="tel"
        problems={problems}
        optional
        maxLength={40}
      />
      <Checkbox name="no_voicemail" label={t('noVoicemail')} checked={typed.no_voicemail === '1'} problems={problems} />
      <SelectField
        name="neutral"
        label={t('neutral')}
        hint={t('neutralHint')}
        value={typed.neutral ?? ''}
        problems={problems}
        choices={[
          { value: '', label: t('neutralNo') },
          ...neutralSubjects.map((value) => ({ value, label: t(`neutral_${value}`) })),
        ]}
      />
      <Times t={t} typed={typed} problems={problems} />
    </Form>
    <Note>
      <p>{t('contactUrgent')}</p>
      <p>{t('contactAddress')}</p>
    </Note>
    {look !== undefined && <Look t={t} look={look} />}
    <p>{byHelper ? <a href="/acting">{t('backActing')}</a> : <a href="/account">{t('back')}</a>}</p>
  </Sheet>
)

const Times = ({ t, typed, problems }: Omit<Shown, 'byHelper' | 'look'>) => (
  <Fieldset name="hours" legend={t('hours')} hint={t('hoursHint')}>
    {(['from', 'to'] as const).map((name) => (
      <SelectField
        key={name}
        name={name}
        label={t(name)}
        value={typed[name] ?? ''}
        problems={problems}
        short
        choices={[{ value: '', label: t('anyTime') }, ...halfHours.map((value) => ({ value, label: value }))]}
      />
    ))}
    <More title={t('zone', { zone: typed.zone })}>
      <SelectField
        name="zone"
        label={t('zoneLabel')}
        value={typed.zone}
        problems={problems}
        choices={[...new Set([typed.zone ?? 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
          value,
          label: value.replaceAll('_', ' '),
        }))}
      />
    </More>
  </Fieldset>
)
