import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { More, Note } from '#ui/card.tsx'
import { Checkbox, CodeField, EmailField, Form, Hidden, PasswordField, TextField } from '#ui/form.tsx'
import { useFrame } from '#ui/frame.ts'
import { Sheet } from '../pages.tsx'
import type { DoorKey } from './messages/en.ts'

interface Shown {
  t: T<DoorKey>
  typed?: Typed
  problems?: Problem[]
}

/** Keeps where somebody wanted to go through all the steps of coming in. */
const Next = ({ typed }: { typed?: Typed }) => (typed?.next ? <Hidden name="next" value={typed.next} /> : null)

const onward = (path: string, typed?: Typed) => (typed?.next ? `${path}?next=${encodeURIComponent(typed.next)}` : path)

export const ShowSignUp = ({ t, typed, problems, minimum }: Shown & { minimum: number }) => (
  <Sheet title={t('signUpTitle')} lead={t('signUpLead')}>
    <Form action="/sign-up" submit={t('makeAccount')} problems={problems}>
      <Next typed={typed} />
      <TextField
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        value={typed?.name}
        autocomplete="name"
        problems={problems}
        maxLength={120}
      />
      <EmailField
        name="email"
        label={t('email')}
        hint={t('emailHintSignUp')}
        value={typed?.email}
        autocomplete="email"
        problems={problems}
      />
      <PasswordField
        name="password"
        autocomplete="new-password"
        label={t('password')}
        hint={t('newPasswordHint')}
        problems={problems}
      />
      <Checkbox
        name="young"
        label={t('young')}
        hint={minimum > 0 ? t('youngHint', { minimum }) : t('youngHintAny')}
        checked={typed?.young === '1'}
        problems={problems}
      />
    </Form>
    <p>
      <a href={onward('/sign-in', typed)}>{t('haveAccount')}</a>
    </p>
  </Sheet>
)

/** A demo sends no mail: what it would send is read on a page of its own. */
const DemoMail = ({ t }: { t: T<DoorKey> }) => {
  const { community } = useFrame()
  return community.demo ? (
    <Note icon="mail">
      <p>
        {t('demoMailText')} <a href="/mailbox">{t('demoMailLink')}</a>
      </p>
    </Note>
  ) : null
}

/** The same words whoever asked and whatever they typed: only the mailbox knows more. */
export const ShowSent = ({ t, what, retry }: Shown & { what: 'sentSignUp' | 'sentLink'; retry: string }) => (
  <Sheet title={t('sentTitle')} lead={t('sentLead')}>
    <p>{t(what)}</p>
    <DemoMail t={t} />
    <p>{t('sentNothing')}</p>
    <p>
      <a href={retry}>{t('tryAgain')}</a>
    </p>
  </Sheet>
)

interface Linked extends Shown {
  link: string
  email: string
}

export const ShowConfirmSignUp = ({ t, link, email, sameBrowser, problems }: Linked & { sameBrowser: boolean }) => (
  <Sheet title={t('confirmTitle')} lead={t('confirmLead', { email })}>
    <Form action="/sign-up/confirm" submit={t('confirmButton')} problems={problems}>
      <Hidden name="key" value={link} />
      {!sameBrowser && (
        <PasswordField
          name="password"
          autocomplete="current-password"
          label={t('confirmPassword')}
          hint={t('confirmPasswordHint')}
          problems={problems}
        />
      )}
    </Form>
  </Sheet>
)

export const ShowSignIn = ({ t, typed, problems, demo }: Shown & { demo: DemoPeople | null }) => (
  <Sheet title={t('signInTitle')}>
    <Form action="/sign-in" submit={t('signIn')} problems={problems}>
      <Next typed={typed} />
      <EmailField
        name="email"
        label={t('email')}
        value={typed?.email}
        autocomplete="username webauthn"
        problems={problems}
      />
      <PasswordField name="password" autocomplete="current-password" label={t('password')} problems={problems} />
      <Checkbox name="remember" label={t('remember')} hint={t('rememberHint')} checked={typed?.remember === '1'} />
    </Form>
    <OtherWays t={t} typed={typed} />
    {demo && <TryAs t={t} demo={demo} />}
  </Sheet>
)

/** The cast of a demo, for its sign-in page. */
export interface DemoPeople {
  password: string
  people: { email: string; role: string }[]
}

/** In a demo nothing is real, so whoever looks may look as anybody. */
const TryAs = ({ t, demo }: { t: T<DoorKey>; demo: DemoPeople }) => (
  <More title={t('tryAs')}>
    <p>
      {t('tryPassword')} <code dir="ltr">{demo.password}</code>
    </p>
    <ul>
      {demo.people.map(({ email, role }) => (
        <li key={email}>
          <bdi>{email}</bdi> · {t(`role_${role}` as DoorKey)}
        </li>
      ))}
    </ul>
  </More>
)

/** The passkey part stays hidden where scripts do not run or the browser knows no passkeys: there it would lead nowhere. */
const OtherWays = ({ t, typed }: Shown) => (
  <section class="account-part" aria-labelledby="other-ways">
    <h2 id="other-ways">{t('otherWays')}</h2>
    <ByPasskey t={t} typed={typed} />
    <ul class="account-ways">
      <li>
        <a href={onward('/sign-in/letter', typed)}>{t('linkTitle')}</a>
      </li>
      <li>
        <a href="/password/forgotten">{t('forgotten')}</a>
      </li>
      <li>
        <a href={onward('/sign-up', typed)}>{t('noAccount')}</a>
      </li>
    </ul>
  </section>
)

const ByPasskey = ({ t, typed }: Shown) => {
  const { asset, formToken } = useFrame()
  return (
    <div
      data-passkey="sign-in"
      data-next={typed?.next}
      data-token={formToken()}
      data-failed={t('passkeyFailed')}
      hidden
    >
      <button type="button" class="btn quiet" data-press>
        {t('passkeyTitle')}
      </button>
      <p class="small soft">{t('passkeyLead')}</p>
      <p role="status" class="problem" />
      <script type="module" src={asset('passkey.js')} />
    </div>
  )
}

export const ShowByLetter = ({ t, typed, problems }: Shown) => (
  <Sheet title={t('linkTitle')} lead={t('linkLead')}>
    <Form action="/sign-in/letter" submit={t('sendLink')} problems={problems}>
      <Next typed={typed} />
      <EmailField name="email" label={t('email')} value={typed?.email} autocomplete="email" problems={problems} />
    </Form>
  </Sheet>
)

export const ShowOpenLink = ({ t, link, email }: Linked) => (
  <Sheet title={t('openTitle')} lead={t('openLead', { email })}>
    <Form action="/sign-in/link" submit={t('openButton')}>
      <Hidden name="key" value={link} />
      <Checkbox name="remember" label={t('remember')} hint={t('rememberHint')} />
    </Form>
  </Sheet>
)

export const ShowDeadLink = ({ t, retry }: Shown & { retry: string }) => (
  <Sheet title={t('deadTitle')} lead={t('deadLead')}>
    <p>
      <a class="btn" href={retry}>
        {t('askAgain')}
      </a>
    </p>
  </Sheet>
)

export const ShowForgotten = ({ t, typed, problems }: Shown) => (
  <Sheet title={t('forgottenTitle')} lead={t('forgottenLead')}>
    <Form action="/password/forgotten" submit={t('sendLetter')} problems={problems}>
      <EmailField name="email" label={t('email')} value={typed?.email} autocomplete="email" problems={problems} />
    </Form>
  </Sheet>
)

export const ShowNewPassword = ({ t, link, email, problems }: Linked) => (
  <Sheet title={t('newPasswordTitle')} lead={t('newPasswordLead', { email })}>
    <Form action="/password/new" submit={t('savePassword')} problems={problems}>
      <Hidden name="key" value={link} />
      <PasswordField
        name="password"
        autocomplete="new-password"
        label={t('newPassword')}
        hint={t('newPasswordHint')}
        problems={problems}
      />
    </Form>
  </Sheet>
)

export const ShowSecondStep = ({ t, typed, problems }: Shown) => (
  <Sheet title={t('secondTitle')} lead={t('secondLead')}>
    <Form action="/sign-in/second" submit={t('goOn')} problems={problems}>
      <Next typed={typed} />
      <CodeField name="code" autocomplete="one-time-code" label={t('code')} problems={problems} />
    </Form>
  </Sheet>
)
