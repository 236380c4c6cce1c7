import type { Problem } from '#kernel/errors/errors.ts'
import { direction, type Language, languageNames, languages, translator } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Empty, More, Note } from '#ui/card.tsx'
import { Checkbox, Form, Radios, SelectField, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { Press, Sheet } from '../../pages.tsx'
import { type ActingKey, actingSentences } from '../messages/catalogue.ts'
import { DateField, type Words } from '../pages.tsx'
import type { AtDesk, Mandate } from '../queries.ts'
import { ages, hows } from '../rules.ts'

interface DeskShown {
  t: Words
  community: string
  people: AtDesk[]
  day: (date: Date) => string
  typed?: Typed
  problems?: Problem[]
}

export const reach = (t: Words, { channel, phone, noVoicemail }: Pick<AtDesk, 'channel' | 'phone' | 'noVoicemail'>) =>
  [t(`reach_${channel}`, { phone: phone ?? '' }), channel === 'phone' && noVoicemail && t('noVoicemail')]
    .filter(Boolean)
    .join(', ')

const PeopleTable = ({ t, people, day }: DeskShown) => (
  <Table
    caption={t('deskNow')}
    columns={[t('who'), t('reach'), t('until'), t('change')]}
    rows={people.map((one) => ({
      key: one.id,
      cells: [
        <bdi>{one.name}</bdi>,
        reach(t, one),
        day(one.until),
        <div class="profile-who">
          <Press action={`/desk/people/${one.id}/act`} label={t('act', { name: one.name })} about="" />
          <a href={`/desk/people/${one.id}/paper`}>
            {t('paper')} <span class="sr">{one.name}</span>
          </a>
          <Press action={`/acting/${one.id}/end`} label={t('end')} about={one.name} />
          <a href={`/desk/people/${one.id}/erase`}>
            {t('erase')} <span class="sr">{one.name}</span>
          </a>
        </div>,
      ],
    }))}
  />
)

const wordsIn = (language: Language) => translator<ActingKey>(language, actingSentences)

/** The sentence to be read out, in each language; the desk's own first. */
const ReadOut = ({ t, sentence }: { t: Words; sentence: (words: Words) => string }) => (
  <Note>
    <blockquote class="said">{sentence(t)}</blockquote>
    <More title={languages.map((code) => languageNames[code]).join(' · ')}>
      {languages.map((code) => (
        <p key={code} lang={code} dir={direction(code)}>
          {sentence(wordsIn(code))}
        </p>
      ))}
    </More>
  </Note>
)

const HowFields = ({ t, typed, problems }: Pick<DeskShown, 't' | 'typed' | 'problems'>) => (
  <>
    <Radios
      name="how"
      legend={t('how')}
      value={typed?.how ?? 'in-person'}
      problems={problems}
      choices={hows.map((value) => ({ value, label: t(`how_${value}`) }))}
    />
    <TextField
      name="witness"
      label={t('witness')}
      value={typed?.witness}
      problems={problems}
      maxLength={120}
      optional
    />
    <DateField
      name="until"
      label={t('until')}
      hint={t('letUntilHint')}
      value={typed?.until}
      problems={problems}
      optional
    />
    <Checkbox name="agreed" label={t('agreed')} checked={typed?.agreed === '1'} problems={problems} />
  </>
)

const WelcomeForm = (shown: DeskShown) => {
  const { t, typed, problems, community } = shown
  return (
    <section class="account-part narrow" aria-labelledby="welcome">
      <h2 id="welcome">{t('welcomeTitle')}</h2>
      <p>{t('welcomeSay')}</p>
      <ReadOut t={t} sentence={(words) => words('welcomeWords', { community })} />
      <Form action="/desk/people" submit={t('welcomePress')} problems={problems}>
        <TextField
          name="name"
          label={t('name')}
          hint={t('nameHint')}
          value={typed?.name}
          problems={problems}
          maxLength={120}
        />
        <SelectField
          name="language"
          label={t('language')}
          value={typed?.language}
          problems={problems}
          choices={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <Radios
          name="channel"
          legend={t('channel')}
          value={typed?.channel ?? 'phone'}
          problems={problems}
          choices={(['phone', 'post', 'desk'] as const).map((value) => ({ value, label: t(`channel_${value}`) }))}
        />
        <TextField
          name="phone"
          label={t('phone')}
          hint={t('phoneHint')}
          value={typed?.phone}
          problems={problems}
          maxLength={40}
          optional
        />
        <Checkbox name="no_voicemail" label={t('noVoicemailAsk')} checked={typed?.no_voicemail === '1'} />
        <Radios
          name="age"
          legend={t('age')}
          hint={t('ageHint')}
          value={typed?.age ?? 'unknown'}
          problems={problems}
          choices={ages.map((value) => ({ value, label: t(`age_${value}`) }))}
        />
        <HowFields t={t} typed={typed} problems={problems} />
      </Form>
    </section>
  )
}

export const ShowDeskPeople = (shown: DeskShown) => {
  const { t, people } = shown
  return (
    <Page title={t('deskTitle')} noindex>
      <div class="wrap stack">
        <Crumbs />
        <h1>{t('deskTitle')}</h1>
        <p class="lead">{t('deskLead')}</p>
        <p class="profile-who">
          <a href="/desk/letters">{t('deskLetters')}</a>
          <a href="/desk/guardians">{t('deskGuardians')}</a>
        </p>
        {people.length ? <PeopleTable {...shown} /> : <Empty title={t('deskNone')} text={t('deskNoneText')} />}
        <WelcomeForm {...shown} />
      </div>
    </Page>
  )
}

interface PaperShown {
  t: Words
  mandate: Mandate
  by: string
  community: string
  /** The words that the person said yes to, in the language in which they were read out. */
  words: string
  day: (date: Date) => string
}

/** For the person to keep, in their own language: `t` is of that language, whatever the desk speaks. */
export const ShowPaper = ({ t, back, mandate, by, community, words, day }: PaperShown & { back: string }) => (
  <Page title={t('paperTitle')} noindex>
    <div class="wrap narrow stack" lang={mandate.language} dir={direction(mandate.language)}>
      <h1>{t('paperTitle')}</h1>
      <p class="lead">{t('paperFor', { name: mandate.name })}</p>
      <p>
        {t('deskName', { community })} ·{' '}
        {t('paperHow', { how: t(`how_${mandate.how}`), date: day(mandate.givenAt), by })}
        {mandate.witness && ` ${t('paperWitness', { name: mandate.witness })}`}
      </p>
      <blockquote class="said">{words}</blockquote>
      <h2>{t('paperMay')}</h2>
      <ul>
        {(['paperMay1', 'paperMay2', 'paperMay3'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <h2>{t('paperNot')}</h2>
      <ul>
        {(['paperNot1', 'paperNot2'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <p>
        <strong>{t('paperStop', { date: day(mandate.until) })}</strong>
      </p>
      <p>{t('paperSee')}</p>
      <dl class="account">
        <div class="account-row">
          <dt>{t('signature')}</dt>
          <dd />
        </div>
        <div class="account-row">
          <dt>{t('signedOn')}</dt>
          <dd />
        </div>
      </dl>
    </div>
    <p class="wrap narrow no-print">
      <a href="/desk/people">{back}</a>
    </p>
  </Page>
)

interface GuardiansShown extends Omit<DeskShown, 'people'> {
  guardians: Mandate[]
}

export const ShowGuardians = (shown: GuardiansShown) => {
  const { t, guardians, typed, problems, community, day } = shown
  return (
    <Sheet title={t('guardiansTitle')} lead={t('guardiansLead')}>
      {guardians.length ? (
        <Table
          caption={t('guardiansNow')}
          columns={[t('young'), t('guardian'), t('until'), t('change')]}
          rows={guardians.map((one) => ({
            key: one.id,
            cells: [
              <bdi>{one.name}</bdi>,
              <bdi>{one.helper}</bdi>,
              day(one.until),
              <Press action={`/acting/${one.id}/end`} label={t('end')} about={one.name} />,
            ],
          }))}
        />
      ) : (
        <Empty title={t('guardiansNone')} />
      )}
      <p>{t('guardianSay')}</p>
      <ReadOut t={t} sentence={(words) => words('guardianWords', { community, name: '…' })} />
      <Form action="/desk/guardians" submit={t('guardianPress')} problems={problems}>
        <TextField
          name="young"
          label={t('youngPerson')}
          hint={t('guardianHint')}
          value={typed?.young}
          problems={problems}
        />
        <TextField name="guardian" label={t('guardianEmail')} value={typed?.guardian} problems={problems} />
        <HowFields t={t} typed={typed} problems={problems} />
      </Form>
      <BandPart t={t} typed={typed} problems={problems} />
      <p>
        <a href="/desk/people">{t('backDesk')}</a>
      </p>
    </Sheet>
  )
}

/** Only «adult» or «under 18» is written down, never a date. */
const BandPart = ({ t, typed, problems }: Pick<DeskShown, 't' | 'typed' | 'problems'>) => (
  <section class="account-part" aria-labelledby="band">
    <h2 id="band">{t('bandTitle')}</h2>
    <p>{t('bandLead')}</p>
    <Form action="/desk/guardians/age" submit={t('bandPress')} tone="quiet">
      <TextField name="email" label={t('bandWho')} value={typed?.email} problems={problems} />
      <Radios
        name="age"
        legend={t('age')}
        value={typed?.age ?? ''}
        problems={problems}
        choices={(['adult', 'minor'] as const).map((value) => ({ value, label: t(`age_${value}`) }))}
      />
    </Form>
  </section>
)
