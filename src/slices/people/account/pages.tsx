import type { ComponentChildren } from 'preact'
import type { Problem } from '#kernel/errors/errors.ts'
import { languageNames, languages, type T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Note } from '#ui/card.tsx'
import { EmailField, Form, Hidden, PasswordField, SelectField, TextField } from '#ui/form.tsx'
import { Press, Sheet } from '../pages.tsx'
import type { Grant } from '../queries.ts'
import { browserFrom } from '../rules.ts'
import type { AccountKey } from './messages/en.ts'
import type { Account, OwnSession } from './queries.ts'

export type Words = T<AccountKey>

export interface Shown {
  t: Words
  typed?: Typed
  problems?: Problem[]
}

export const BackToAccount = ({ t }: { t: Words }) => (
  <p>
    <a href="/account">{t('back')}</a>
  </p>
)

/** English as it is written here, where the language alone would mean America's. */
const regional = (language: string) => (/^en\b/u.test(language) ? 'en-GB' : language)

/** Days as people say them, in the language of the page and the community's zone. */
export const dayIn = (language: string, timeZone: string) => (date: Date) =>
  new Intl.DateTimeFormat(regional(language), { dateStyle: 'long', timeZone }).format(date)

/** The time on the clock there. */
export const clockIn = (language: string, timeZone: string) => (date: Date) =>
  new Intl.DateTimeFormat(regional(language), { timeStyle: 'short', timeZone }).format(date)

interface Row {
  name: string
  href?: string
  does?: string
  children: ComponentChildren
}

/** One thing of the account: what it is, how it stands, and the way to change it, named so that it makes sense read alone. */
const Item = ({ name, href, does, children }: Row) => (
  <div class="account-row">
    <dt>{name}</dt>
    <dd>{children}</dd>
    {href && (
      <dd class="account-do">
        <a href={href}>
          {does} <span class="sr">{name}</span>
        </a>
      </dd>
    )}
  </div>
)

interface AccountShown {
  t: Words
  account: Account
  grants: Grant[]
  /** How many organisations wait to be rung; null for whoever rings none. */
  calls: number | null
  advise: boolean
  day: (date: Date) => string
}

export const ShowAccount = ({ t, account, grants, calls, advise, day }: AccountShown) => (
  <Sheet title={t('accountTitle')} lead={t('accountLead')}>
    {advise && (
      <Note>
        <p>{t('advice')}</p>
        <p>
          <a href="/account/second-step">{t('addSecondStep')}</a>
        </p>
      </Note>
    )}
    <AboutYou t={t} account={account} />
    <Ways t={t} id="you-and-others" title="youAndOthers" ways={together} />
    <Ways t={t} id="your-say" title="yourSay" ways={yours} />
    <ComingIn t={t} account={account} day={day} />
    {grants.length > 0 && <Trust t={t} grants={grants} day={day} />}
    {calls !== null && <Ringing t={t} calls={calls} />}
    <div class="account-part">
      <Form action="/sign-out" submit={t('signOut')} tone="quiet" />
    </div>
  </Sheet>
)

const AboutYou = ({ t, account }: Pick<AccountShown, 't' | 'account'>) => (
  <section class="account-part" aria-labelledby="about-you">
    <h2 id="about-you">{t('aboutYou')}</h2>
    <dl class="account">
      <Item name={t('nameAndLanguage')} href="/account/name" does={t('change')}>
        <bdi>{account.name}</bdi> ·{' '}
        {account.language ? languageNames[account.language as keyof typeof languageNames] : t('languageAny')}
      </Item>
      <Item name={t('email')} href="/account/email" does={t('change')}>
        <bdi>{account.email}</bdi>
        {account.waitingEmail && <p class="small soft">{t('emailWaits', { email: account.waitingEmail })}</p>}
      </Item>
    </dl>
  </section>
)

const together = [
  ['/account/profile', 'yourProfile', 'yourProfileText', 'change'],
  ['/groups', 'yourGroups', 'yourGroupsText', 'look'],
  ['/people', 'peopleHere', 'peopleHereText', 'look'],
  ['/account/organisations', 'yourOrganisations', 'yourOrganisationsText', 'look'],
  ['/acting', 'acting', 'actingText', 'look'],
] as const

const yours = [
  ['/account/contact', 'contact', 'contactText', 'change'],
  ['/account/agreed', 'agreed', 'agreedText', 'look'],
  ['/account/data', 'yourData', 'yourDataText', 'look'],
  ['/account/blocks', 'blocks', 'blocksText', 'look'],
  ['/account/not-meet', 'notMeet', 'notMeetText', 'look'],
  ['/account/reports', 'reports', 'reportsText', 'look'],
  ['/account/notices', 'notices', 'noticesText', 'look'],
] as const

interface WaysShown {
  t: Words
  id: string
  title: AccountKey
  ways: typeof together | typeof yours
}

const Ways = ({ t, id, title, ways }: WaysShown) => (
  <section class="account-part" aria-labelledby={id}>
    <h2 id={id}>{t(title)}</h2>
    <dl class="account">
      {ways.map(([href, name, text, does]) => (
        <Item key={href} name={t(name)} href={href} does={t(does)}>
          {t(text)}
        </Item>
      ))}
    </dl>
  </section>
)

const ComingIn = ({ t, account, day }: Pick<AccountShown, 't' | 'account' | 'day'>) => (
  <section class="account-part" aria-labelledby="coming-in">
    <h2 id="coming-in">{t('howYouComeIn')}</h2>
    <dl class="account">
      <Item name={t('password')} href="/account/password" does={t('change')}>
        {account.passwordChangedAt && t('passwordSince', { date: day(account.passwordChangedAt) })}
      </Item>
      <Item name={t('secondStep')} href="/account/second-step" does={t('change')}>
        {t(account.secondStep ? 'secondStepOn' : 'secondStepOff')}
      </Item>
      <Item name={t('passkeys')} href="/account/passkeys" does={t('change')}>
        {t('passkeyCount', { count: account.passkeys })}
      </Item>
      <Item name={t('sessions')} href="/account/sessions" does={t('look')}>
        {t('sessionCount', { count: account.sessions })}
      </Item>
    </dl>
  </section>
)

const Trust = ({ t, grants, day }: Pick<AccountShown, 't' | 'grants' | 'day'>) => (
  <section class="account-part" aria-labelledby="trust">
    <h2 id="trust">{t('trust')}</h2>
    <ul class="account">
      {grants.map(({ id, role, grantedAt, asleep }) => (
        <li key={id} class="account-row">
          <strong>{t(`role_${role}` as AccountKey)}</strong>
          <span class="soft">{asleep ? t('trustSleeps') : t('trustSince', { date: day(grantedAt) })}</span>
        </li>
      ))}
    </ul>
    <p>
      <a href="/account/roles">{t('trustMore')}</a>
    </p>
    {grants.some(({ role, asleep }) => !asleep && (role === 'moderator' || role === 'safeguarding')) && (
      <p>
        <a class="btn quiet" href="/moderation">
          {t('trustReports')}
        </a>
      </p>
    )}
  </section>
)

/** Ringing organisations is no role: whoever does it comes to it from here. */
const Ringing = ({ t, calls }: { t: AccountShown['t']; calls: number }) => (
  <section class="account-part" aria-labelledby="ringing">
    <h2 id="ringing">{t('ringing')}</h2>
    <p>{t('ringingWait', { count: calls })}</p>
    <p>
      <a class="btn quiet" href="/directory/checks">
        {t('ringingOpen')}
      </a>
    </p>
  </section>
)

export const ShowSelf = ({ t, typed, problems }: Shown) => (
  <Sheet title={t('nameTitle')}>
    <Form action="/account/name" submit={t('save')} problems={problems}>
      <TextField
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        value={typed?.name}
        autocomplete="name"
        problems={problems}
        maxLength={120}
      />
      <SelectField
        name="language"
        label={t('language')}
        value={typed?.language ?? ''}
        problems={problems}
        choices={[
          { value: '', label: t('languageAny') },
          ...languages.map((code) => ({ value: code, label: languageNames[code] })),
        ]}
      />
    </Form>
    <BackToAccount t={t} />
  </Sheet>
)

export const ShowChangeEmail = ({ t, typed, problems, email }: Shown & { email: string }) => (
  <Sheet title={t('emailTitle')} lead={t('emailLead', { email })}>
    <Form action="/account/email" submit={t('sendBoth')} problems={problems}>
      <EmailField name="email" autocomplete="email" label={t('emailNew')} value={typed?.email} problems={problems} />
      <PasswordField
        name="password"
        autocomplete="current-password"
        label={t('yourPassword')}
        hint={t('yourPasswordHint')}
        problems={problems}
      />
    </Form>
    <BackToAccount t={t} />
  </Sheet>
)

export const ShowConfirmEmail = ({ t, link, side }: Shown & { link: string; side: 'old' | 'new' }) => (
  <Sheet title={t('emailConfirmTitle')} lead={t(side === 'old' ? 'emailConfirmOld' : 'emailConfirmNew')}>
    <Form action="/account/email/confirm" submit={t('emailConfirmButton')}>
      <Hidden name="key" value={link} />
      <Hidden name="side" value={side} />
    </Form>
  </Sheet>
)

export const ShowDeadEmailLink = ({ t }: Shown) => (
  <Sheet title={t('emailConfirmTitle')} lead={t('linkIsDead')}>
    <p>
      <a class="btn" href="/account/email">
        {t('emailTitle')}
      </a>
    </p>
  </Sheet>
)

export const ShowChangePassword = ({ t, problems }: Shown) => (
  <Sheet title={t('passwordTitle')} lead={t('passwordLead')}>
    <Form action="/account/password" submit={t('save')} problems={problems}>
      <PasswordField name="current" autocomplete="current-password" label={t('currentPassword')} problems={problems} />
      <PasswordField
        name="password"
        autocomplete="new-password"
        label={t('newPassword')}
        hint={t('newPasswordHint')}
        problems={problems}
      />
    </Form>
    <BackToAccount t={t} />
  </Sheet>
)

const nameOf = (t: Words, userAgent: string | null): string => {
  const { program, system } = browserFrom(userAgent)
  return program && system ? t('browserOn', { program, system }) : program || system || t('unknownBrowser')
}

interface SessionsShown {
  t: Words
  sessions: OwnSession[]
  day: (date: Date) => string
}

export const ShowSessions = ({ t, sessions, day }: SessionsShown) => (
  <Sheet title={t('sessionsTitle')} lead={sessions.length > 1 ? t('sessionsLead') : t('onlyHere')}>
    <ul class="account">
      {sessions.map((session) => (
        <li key={session.id} class="account-row">
          <div>
            <strong>{nameOf(t, session.userAgent)}</strong>
            <p class="small soft">
              {session.current && `${t('thisBrowser')} · `}
              {t('since', { date: day(session.since) })}
            </p>
          </div>
          {!session.current && <EndSession t={t} session={session} day={day} />}
        </li>
      ))}
    </ul>
    {sessions.length > 1 && <Form action="/account/sessions/end" submit={t('endOthers')} />}
    <BackToAccount t={t} />
  </Sheet>
)

const EndSession = ({ t, session, day }: { t: Words; session: OwnSession; day: (date: Date) => string }) => (
  <Press
    action={`/account/sessions/${session.id}/end`}
    label={t('endThis')}
    about={t('endNamed', { name: nameOf(t, session.userAgent), date: day(session.since) })}
  />
)
